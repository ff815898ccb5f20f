"""What the downloads of Facebook, Instagram and Threads have in common: names, letters, lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from postmortem.errors import MalformedExport
from postmortem.model import Post, Reject
from postmortem.sources.objects.documents import elements
from postmortem.sources.objects.items import part, sound, text_at
from postmortem.sources.recognition import Recognition
from postmortem.sources.values.cells import CellError, meta_text
from postmortem.sources.values.times import unix_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postmortem.model import Kind
    from postmortem.sources.export import Export
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock

_OF_ELEMENTS = frozenset(
    ("media", "timestamp", "creation_timestamp", "string_map_data", "label_values")
)
"""Keys of posts and comments; what has none of them is something around them."""

Owner = tuple[str | None, str | None]
"""The account's id for telling authors apart, and its handle."""


_FOREIGN = re.compile(
    r"(?:^[^/]+\.json|(?:^|/)outbox\.json|\.(?:csv|tsv|tab|zip|gz|zst|jsonl|ndjson|xlsx?|js|car))$"
)


def is_whole(members: Iterable[str]) -> bool:
    """Whether files could all be of one download: it keeps its JSON in folders, and nothing else.

    A folder where someone gathers exports must not pass for a download that lies in it.

    >>> is_whole(("posts/your_posts_1.json", "start_here.html"))
    True
    >>> is_whole(("posts/your_posts_1.json", "mentions.csv"))
    False
    """
    return not any(_FOREIGN.search(name) for name in members)


def alone(peek: Peek, fit: Recognition) -> Recognition:
    """Return `fit`, which is no more certain when other exports lie among the files."""
    if fit.certain and not is_whole(peek.members):
        return Recognition(fit.matches, ("a folder without other exports in it",))
    return fit


def json_files(export: Export, files: Iterable[str]) -> tuple[str, ...]:
    """Return the files of a download that are JSON; MalformedExport when all of them are HTML."""
    names = tuple(files)
    if names and all(name.endswith(".html") for name in names):
        raise MalformedExport(
            f"{export.name}: this download is in HTML, which is for looking at. "
            "Request it again, in the format JSON."
        )
    return tuple(name for name in names if name.endswith(".json"))


def list_elements(
    export: Export, options: Options, member: str | None
) -> Iterator[tuple[int, Any]]:
    """Yield the numbered elements of a file's list, whatever key it hides under.

    Meta writes a bare array, a lone object where there is one element, or an object around the
    array whose key changes from year to year: then its longest list is the one.
    """
    for number, element in elements(export, options, member=member):
        inner = _longest(element) if number == 1 else None
        if inner is None:
            yield number, element
        else:
            yield from enumerate(inner, start=1)


def _longest(element: Any) -> list[Any] | None:
    """Return the longest list of a wrapper; None for an element that says itself when it was."""
    if not isinstance(element, dict) or not _OF_ELEMENTS.isdisjoint(element):
        return None
    lists = [value for value in element.values() if isinstance(value, list)]
    return max(lists, key=len, default=None)


def meta(value: Any, *path: str) -> str | None:
    """Return the text at `path` with its letters set right."""
    text = text_at(value, *path)
    return meta_text(text) if text else None


def in_file(record: Post | Reject, member: str | None) -> Post | Reject:
    """Return a record of an archive: a reject's line alone does not say of which file."""
    if member is not None and isinstance(record, Reject):
        return record._replace(reason=f"{member}: {record.reason}")
    return record


def media_post(
    number: int, item: dict[str, Any], platform: str, owner: Owner, clock: Clock, tally: Tally
) -> Post:
    """Return a post of Instagram or Threads: a caption and a time, there or in its first picture.

    A post of one picture keeps both with the picture, a post of several above them.
    """
    pictures = item.get("media") or [item]
    first = next((picture for picture in pictures if isinstance(picture, dict)), {})
    captions = (meta(picture, "title") for picture in pictures if isinstance(picture, dict))
    caption = meta(item, "title") or next(filter(None, captions), None)
    time = item.get("creation_timestamp") or first.get("creation_timestamp")
    if not time:
        raise CellError("it has no creation_timestamp")
    tally.add("ids-unknown")
    return own_post(number, platform, time, caption, owner, "post", clock, tally)


def string_map_comment(
    number: int, item: dict[str, Any], owner: Owner, clock: Clock, tally: Tally
) -> Post:
    """Return a comment of Instagram, whose keys are in the language of the account.

    The one entry with a time is the time; the text comes first, before the owner of the picture.
    """
    entries: dict[str, Any] = item["string_map_data"]
    times = [at for entry in entries.values() if (at := part(entry, "timestamp"))]
    texts = [text for entry in entries.values() if (text := meta(entry, "value"))]
    if len(times) != 1 or not texts:
        raise CellError("it has not one time and a text")
    text = meta(entries, "Comment", "value") or texts[0]
    tally.add("ids-unknown")
    return own_post(number, "instagram", times[0], text, owner, "comment", clock, tally)


def own_post(
    number: int,
    platform: str,
    time: object,
    text: str | None,
    owner: Owner,
    kind: Kind,
    clock: Clock,
    tally: Tally,
) -> Post:
    """Return what an account wrote, as its download tells: a time, a text, no id and no counts."""
    moment = clock.utc(unix_time(time))
    return Post(number, platform, None, moment, sound(text, tally), *owner, own=True, kind=kind)
