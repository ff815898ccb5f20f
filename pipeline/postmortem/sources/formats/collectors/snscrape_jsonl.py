"""X posts as snscrape, or its successor twscrape, writes them to JSON Lines.

Get it   `snscrape --jsonl twitter-search "nordlys since:2022-01-01" > nordlys.jsonl`, or twscrape
Holds    posts by anyone found by a search: author, followers, language, references, public counts
Lacks    reposts, as a rule: the search leaves them out
Seen     `rawContent` since 2023, `content` before; `viewCount` since 2023; ids as numbers of 64
         bit; times in UTC with their offset; many files of zero bytes; checked on real files
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.formats.collectors.snscrape import tweet
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import posts_of
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_PATHS = ("id", "date", "user.username", "retweetCount", "conversationId", "renderedContent")


def _recognise(peek: Peek) -> Recognition:
    """Fits lines, or an array, of tweets under snscrape's names."""
    lines = has_paths(peek, *_PATHS)
    return lines if lines.matches else has_paths(peek, *(f"item.{path}" for path in _PATHS))


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from posts_of(
        objects(export, options),
        lambda number, item: tweet(number, item, clock, tally),
        "a post of snscrape",
    )
    yield from tally.notes()


SOURCE = Source(
    name="snscrape-jsonl",
    platform="x",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
