"""The reader of a format whose objects are posts, one each: what all such formats do alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import posts_of
from postmortem.sources.values.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from postmortem.model import Post, Record, Reject
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

    Items = Callable[[Export, Options, Tally], Iterable[tuple[int, Any] | Reject]]
    Make = Callable[[int, dict[str, Any], Clock, Tally], Post | None]


def _every_object(
    export: Export, options: Options, _: Tally
) -> Iterable[tuple[int, dict[str, Any]] | Reject]:
    return objects(export, options)


def object_reader(
    make: Make, what: str, items: Items = _every_object
) -> Callable[[Export, Options], Iterator[Record]]:
    """Return what reads an export by making a post of each object, then yields the notes.

    `what` names the thing expected (`a comment of TikTok`); `items` yields the numbered objects,
    nested ones after what they lie below. Times without a zone are in UTC.
    """

    def read(export: Export, options: Options) -> Iterator[Record]:
        tally = Tally()
        clock = Clock("UTC", export.name, tally)
        yield from posts_of(
            items(export, options, tally),
            lambda number, item: make(number, item, clock, tally),
            what,
        )
        yield from tally.notes()

    return read
