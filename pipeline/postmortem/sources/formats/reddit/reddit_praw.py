"""Reddit submissions or comments that a script with PRAW wrote to a table.

Get it   a script of one's own that writes attributes of PRAW's objects under their own names to CSV
Holds    submissions or comments by anyone: author, title and text, score, number of comments
Lacks    followers, views; more than 1,000 posts of a listing; whatever the script left out
Seen     `id,title,selftext,author,score,num_comments,created_utc,…` or
         `id,body,author,score,created_utc,link_id,parent_id,…`, in any order; `created_utc` in
         seconds, with a fraction, or as a time in UTC; nothing written as `nan` or `None`; facts
         from PRAW's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Reject
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.formats.reddit.things import reddit_post
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.cells import NOTHING
from postmortem.sources.values.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post
    from postmortem.sources.export import Export
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock

_COMMON = ("id", "author", "score", "created_utc")
_NONE = NOTHING - {"0"}


def _recognise(peek: Peek) -> Recognition:
    """Fits submissions or comments by PRAW's names."""
    fits = (
        has_columns(peek, *_COMMON, "title", "selftext"),
        has_columns(peek, *_COMMON, "body"),
    )
    return max(fits, key=lambda fit: (fit.certain, fit.matches))


def _items(export: Export, options: Options, _: Tally) -> Iterator[tuple[int, Any] | Reject]:
    """Yield each row as the thing that it was made of."""
    with export.open_text(None, options.encoding) as stream:
        rows = Rows(stream, _COMMON, export.name)
        names = [name.lower() for name in rows.columns]
        for row in rows:
            if isinstance(row, Reject):
                yield row
            else:
                yield row[0], _thing(dict(zip(names, row[1], strict=True)))


def _thing(row: dict[str, str]) -> dict[str, Any]:
    """Return a row without the words for nothing, its votes as Reddit has them."""
    thing: dict[str, Any] = {name: cell for name, cell in row.items() if cell not in _NONE}
    if "body" not in row:
        thing.setdefault("title", "")
    if (score := thing.get("score", "")).endswith(".0"):
        thing["score"] = score[:-2]
    return thing


def _post(number: int, thing: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    time = str(thing["created_utc"])
    if not time.replace(".", "", 1).isdigit():
        thing = {**thing, "created_utc": clock.utc(parse_time(time)[0]).timestamp()}
    return reddit_post(number, thing, clock, tally)


SOURCE = Source(
    name="reddit-praw",
    platform="reddit",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a post of Reddit", _items),
    zone="UTC",
)
