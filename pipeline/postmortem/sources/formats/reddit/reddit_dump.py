"""Reddit dumps: submissions (RS) or comments (RC) one a line, from Pushshift and Arctic Shift.

Get it   arctic-shift.photon-reddit.com → Download tool, for a subreddit or a user; or the monthly
         dumps on Academic Torrents (`RS_2024-05.zst`); both are read packed as they are
Holds    submissions and comments by anyone: author, title and text, score, number of comments
Lacks    followers, views; votes after the archiver's second look, 36 hours on (since November 2023)
Seen     `created_utc` in seconds, as text in old dumps; no `name` in many years; zstandard with a
         window of 2 GiB; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.formats.reddit.things import reddit_post
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

_COMMON = ("id", "author", "created_utc", "subreddit", "score")


def _recognise(peek: Peek) -> Recognition:
    """Fits lines, or an array, of submissions or of comments by Reddit's own names."""
    fits = [
        has_paths(peek, *(root + name for name in (*_COMMON, *own)))
        for root in ("", "item.")
        for own in (("selftext", "title"), ("body", "link_id"))
    ]
    return max(fits, key=lambda fit: (fit.certain, fit.matches))


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from posts_of(
        objects(export, options),
        lambda number, thing: reddit_post(number, thing, clock, tally),
        "a post of Reddit",
    )
    yield from tally.notes()


SOURCE = Source(
    name="reddit-dump",
    platform="reddit",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
