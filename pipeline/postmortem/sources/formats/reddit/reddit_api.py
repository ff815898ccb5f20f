"""Reddit API listings: submissions and comments, as any `.json` address of Reddit gives them.

Get it   put `.json` behind an address (`reddit.com/r/kaffe/new.json?limit=100`), or save what a
         library returns
Holds    submissions and comments by anyone: author, title and text, score, number of comments
Lacks    followers, views; more than 1,000 posts of a listing; what was removed before
Seen     `{"kind": "Listing", "data": {"children": [{"kind": "t3", "data": …}]}}`, alone or as the
         pair of a thread, whose replies nest; seconds since 1970; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Reject
from postmortem.sources.formats.reddit.things import reddit_post
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import at_path
from postmortem.sources.objects.items import part, posts_of, several
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_CHILD = "data.children.item."
_DEEPEST = 200
"""Levels of replies followed; Reddit shows ten."""


def _recognise(peek: Peek) -> Recognition:
    """Fits a listing of submissions or comments, or the two listings of a thread."""
    fits = (has_paths(peek, *(root + p for p in _PATHS)) for root in ("", "item."))
    return max(fits, key=lambda fit: fit.matches)


_PATHS = ("kind", f"{_CHILD}kind", f"{_CHILD}data.created_utc", f"{_CHILD}data.author")


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    things = _things(export, options, tally)
    yield from posts_of(
        things, lambda number, thing: reddit_post(number, thing, clock, tally), "a post of Reddit"
    )
    yield from tally.notes()


def _things(export: Export, options: Options, tally: Tally) -> Iterator[tuple[int, Any] | Reject]:
    """Yield what each listing holds, and the replies inside it."""
    number = 0
    for line in at_path(export, options, ()):
        if isinstance(line, Reject):
            yield line
            continue
        for thing in _inside(line[1], tally, 0):
            number += 1
            yield number, thing


def _inside(listing: Any, tally: Tally, depth: int) -> Iterator[Any]:
    for child in several(listing, "data", "children"):
        thing = part(child, "data")
        if part(child, "kind") == "more":
            tally.add("replies-cut", len(several(thing, "children")))
            continue
        yield thing
        if depth < _DEEPEST and isinstance(part(thing, "replies"), dict):
            yield from _inside(thing["replies"], tally, depth + 1)


SOURCE = Source(
    name="reddit-api",
    platform="reddit",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
