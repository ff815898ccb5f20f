"""4CAT CSV: posts of X, Instagram, TikTok or Threads as this research tool exports them.

Get it   4CAT → your data set → Download as CSV
Holds    posts by anyone that were collected: author, text, conversation, time, public counts
Lacks    for X the id of the post that a row repeats, quotes or answers; likes that are hidden (−1)
Seen     `id`, `thread_id`, `body`, `author`, `timestamp`, `unix_timestamp`, and counts under names
         of each platform's own; `is_retweet`, `is_reply` as yes or no; `timestamp` in the zone of
         the server, hence `unix_timestamp` is read; facts from the tool's own code
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.cells import unescape
from postmortem.sources.values.ids import plain_id
from postmortem.sources.values.times import unix_time
from postmortem.sources.values.x_posts import permalink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from postmortem.model import Kind, Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

_COMMON = {
    "post_id": "id",
    "conversation": "thread_id",
    "posted_at": "unix_timestamp",
    "text": "body",
    "author": "author",
}


@dataclass(frozen=True, slots=True)
class _Table:
    """The table of one platform; `marks` are columns that only it has."""

    marks: tuple[str, ...]
    layout: Layout

    def fit(self, peek: Peek) -> Recognition:
        """Recognise by every column that is read and by the marks."""
        return has_columns(peek, *self.layout.columns.values(), *self.marks)


def _table(
    platform: str,
    marks: tuple[str, ...],
    counts: Mapping[str, str],
    optional: Mapping[str, str | tuple[str, ...]],
) -> _Table:
    layout = Layout(
        platform=platform,
        columns={**_COMMON, **counts},
        optional=optional,
        moment=unix_time,
        clean=unescape if platform == "x" else None,
        finish=_finish_x if platform == "x" else None,
    )
    return _Table(marks, layout)


def _finish_x(post: Post, cells: Cells) -> Post:
    """Tell the kinds apart by their yes and no; a repost's counts are its original's."""
    flags = {name: cells[name] == "yes" for name in ("repost_of", "reply_to", "quote_of")}
    kind: Kind = "reply" if flags["reply_to"] else "quote" if flags["quote_of"] else "post"
    post = post._replace(
        kind=kind,
        reply_to=None,
        repost_of=None,
        quote_of=None,
        url=permalink(post.author, plain_id(post.post_id or "")),
    )
    return post._replace(kind="repost", likes=None, reposts=None) if flags["repost_of"] else post


_TABLES = (
    _table(
        "x",
        ("is_retweet", "is_reply"),
        {"likes": "like_count", "reposts": "retweet_count", "replies": "reply_count"},
        {
            "quotes": "quote_count",
            "views": "impression_count",
            "author_id": "author_id",
            "followers": "author_followers",
            "lang": "language_guess",
            "repost_of": "is_retweet",
            "reply_to": "is_reply",
            "quote_of": "is_quote_tweet",
        },
    ),
    _table(
        "tiktok",
        ("tiktok_url", "music_name"),
        {"likes": "likes", "replies": "comments", "reposts": "shares", "views": "plays"},
        {"author_id": "author_id", "followers": "author_followers", "url": "tiktok_url"},
    ),
    _table(
        "threads",
        ("author_is_verified", "link_thumbnail_url"),
        {"likes": "likes", "reposts": "reposts", "replies": "replies", "quotes": "quotes"},
        {"url": "url"},
    ),
    _table(
        "instagram",
        ("num_media", "author_fullname"),
        {"likes": "num_likes", "replies": "num_comments"},
        {"url": "url"},
    ),
)


def _nearest(peek: Peek) -> tuple[_Table, Recognition]:
    fits = [(table, table.fit(peek)) for table in _TABLES]
    return max(fits, key=lambda pair: (pair[1].certain, pair[1].matches))


def _recognise(peek: Peek) -> Recognition:
    """Fits the table of one of the platforms."""
    return _nearest(peek)[1]


def _read(export: Export, options: Options) -> Iterator[Record]:
    yield from read_table(export, options, _nearest(peek_at(export))[0].layout, zone="UTC")


SOURCE = Source(
    name="4cat-csv",
    platform="any",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
