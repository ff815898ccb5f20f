"""X analytics CSV since 2024: posts of your own (content), or your account day by day (overview).

Get it   x.com → Premium → Analytics → Content (or Overview) → the download arrow
Holds    content: your own posts with impressions, likes, reposts, replies, bookmarks, link clicks;
         overview: totals per day, which are kept apart from posts
Lacks    posts by others; the hour (the date is a day, the second comes from the id)
Seen     `Post id`, `Date` as `"Tue, Jul 14, 2026"`, `Post text`, `Post Link`, … in varying order
         and case; numbers as `"1,234"`; rows with an empty id; facts from parsers' code
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from postmortem.model import Reject, Total
from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError, count, unescape
from postmortem.sources.values.times import parse_time, plausible
from postmortem.sources.values.x_posts import handle_in_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options


def _finish(post: Post, cells: Cells) -> Post:
    author = handle_in_link(cells["url"])
    kind = "reply" if post.text.startswith("@") else post.kind
    return post._replace(author=author, author_id=author, kind=kind)


_LAYOUT = Layout(
    platform="x",
    columns={
        "post_id": "Post id",
        "posted_at": "Date",
        "text": "Post text",
        "url": "Post Link",
        "views": "Impressions",
        "likes": "Likes",
    },
    optional={
        "reposts": "Reposts",
        "replies": "Replies",
        "saves": "Bookmarks",
        "clicks": "URL Clicks",
    },
    clean=unescape,
    own=True,
    finish=_finish,
)
_OVERVIEW = ("Date", "Impressions", "Engagements", "New follows", "Unfollows", "Create Post")
_TOTALS = {
    "Impressions": "views",
    "Engagements": "engagements",
    "Likes": "likes",
    "Replies": "replies",
    "Reposts": "reposts",
    "New follows": "follows",
    "Unfollows": "unfollows",
    "Bookmarks": "saves",
    "Shares": "shares",
    "Profile visits": "profile_visits",
    "Create Post": "posts",
    "Video views": "video_views",
}


def _recognise(peek: Peek) -> Recognition:
    """Fits the header of either file; the one that is nearer speaks."""
    content = has_columns(peek, *_LAYOUT.columns.values())
    overview = has_columns(peek, *_OVERVIEW)
    return overview if overview.certain else content


def _read(export: Export, options: Options) -> Iterator[Record]:
    if has_columns(peek_at(export), *_OVERVIEW).certain:
        yield from _overview(export, options)
    else:
        yield from read_table(export, options, _LAYOUT, zone="UTC")


def _overview(export: Export, options: Options) -> Iterator[Record]:
    """Yield the totals of each day; days are X's, which are UTC."""
    with export.open_text(None, options.encoding) as stream:
        rows = Rows(stream, _OVERVIEW, export.name)
        metrics = {column.lower(): metric for column, metric in _TOTALS.items()}
        names = [metrics.get(column.lower(), "") for column in rows.columns]
        at = [column.lower() for column in rows.columns].index("date")
        for row in rows:
            if isinstance(row, Reject):
                yield row
                continue
            line, cells = row
            try:
                yield from _day(line, cells[at], zip(names, cells, strict=True))
            except CellError as error:
                yield Reject(line, str(error), ",".join(cells))


def _day(line: int, day: str, cells: Iterator[tuple[str, str]]) -> list[Total]:
    moment = parse_time(day)[0]
    starts = plausible(datetime(moment.year, moment.month, moment.day, tzinfo=UTC))
    ends = starts + timedelta(days=1)
    totals = []
    for metric, cell in cells:
        value = count(cell) if metric and cell else None
        if value is not None:
            totals.append(Total(line, "x", None, starts, ends, metric, value))
    return totals


SOURCE = Source(
    name="x-analytics-2024",
    platform="x",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
