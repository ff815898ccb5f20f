"""X posts as snscrape found them and pandas wrote them to CSV.

Get it   kept files and data sets; `pandas.DataFrame(scraper.get_items()).to_csv("nordlys.csv")`
Holds    posts by anyone found by a search: author, followers, language, references, public counts
Lacks    reposts, as a rule: the search leaves them out
Seen     `id`, `date` as `2022-12-18 23:41:50+00:00`, `rawContent` or `content`, and `user` as
         Python would print it, with `datetime.datetime(…)` inside, which is read and never run; a
         column of row numbers in front; files with a header alone; checked on real files
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Reject
from postmortem.sources.delimited.literal import literal
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.delimited.tabular import note_encoding
from postmortem.sources.formats.collectors.snscrape import tweet
from postmortem.sources.notes import Tally
from postmortem.sources.objects.items import posts_of
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.ids import is_destroyed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_COLUMNS = ("id", "date", "user", "likeCount", "retweetCount", "replyCount")
_LITERALS = ("user", "retweetedTweet", "quotedTweet")
_READ = (
    *_COLUMNS, *_LITERALS, "rawContent", "content", "lang", "url", "username", "inReplyToTweetId",
    "conversationId", "quoteCount", "viewCount", "bookmarkCount",
)  # fmt: skip
_SPELLINGS = {name.lower(): name for name in _READ}


def _recognise(peek: Peek) -> Recognition:
    """Fits snscrape's counts, and one of its two names for the text."""
    new = has_columns(peek, *_COLUMNS, "rawContent")
    return new if new.certain else has_columns(peek, *_COLUMNS, "content")


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    with export.open_text(None, options.encoding) as stream:
        rows = Rows(stream, _COLUMNS, export.name)
        yield from posts_of(
            _objects(rows),
            lambda number, item: _post(number, item, clock, tally),
            "a post of snscrape",
        )
    note_encoding(tally, export, None, options)
    yield from tally.notes()


def _objects(rows: Rows) -> Iterator[tuple[int, dict[str, Any]] | Reject]:
    """Yield each row as the object it was before pandas made a table of it."""
    names = [_SPELLINGS.get(name.lower(), name) for name in rows.columns]
    for row in rows:
        if isinstance(row, Reject):
            yield row
            continue
        line, cells = row
        item: dict[str, Any] = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
        for name in _LITERALS:
            if name in item:
                item[name] = literal(item[name])
        yield line, item


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    """Return the post; its id is unknown where a spreadsheet destroyed it."""
    if is_destroyed(str(item.get("id", ""))):
        link = str(item.get("url", "")).rsplit("/status/", 1)
        linked_id = link[1] if len(link) == 2 and link[1].isdigit() else None
        tally.add("ids-rebuilt" if linked_id else "ids-destroyed")
        return tweet(number, {**item, "id": linked_id or ""}, clock, tally)._replace(
            post_id=linked_id
        )
    if not isinstance(item.get("user"), dict) and not item.get("username"):
        tally.add("authors-unreadable")
    return tweet(number, item, clock, tally)


SOURCE = Source(
    name="snscrape-csv",
    platform="x",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
