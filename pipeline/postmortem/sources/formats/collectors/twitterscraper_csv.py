"""X posts as twitterscraper wrote them to CSV, until X closed the pages it read in 2020.

Get it   kept files and data sets only; `twitterscraper nordlys --csv --output nordlys.csv`
Holds    posts by anyone found by a search: handle, time, text, likes, reposts, replies
Lacks    followers, views, what a post replies to; reposts are given as the post they repeat
Seen     until 1.0 `user`, `tweet-id`, `timestamp`, a link without its site, and `html`, which tells
         the language; since then `tweet_id`, `tweet_url`, `timestamp_epochs`, columns parted by
         `;`, the handle first in `username` and later in `screen_name`; times in UTC, checked
         against the ids of 5,200 rows of real files
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.cells import language
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

_LANGUAGE = re.compile(r'\blang="([\w-]+)"')


def _finish(post: Post, cells: Cells) -> Post:
    """Complete the link, and take the language from the markup."""
    url = f"https://x.com{post.url}" if post.url and post.url.startswith("/") else post.url
    tag = _LANGUAGE.search(cells["lang"])
    within = post.conversation not in (None, post.post_id)
    return post._replace(
        url=url,
        lang=language(tag[1]) if tag else None,
        kind="reply" if within else "post",
    )


_OLD = Layout(
    platform="x",
    columns={
        "post_id": "tweet-id",
        "author": "user",
        "posted_at": "timestamp",
        "text": "text",
        "url": "url",
        "likes": "likes",
        "reposts": "retweets",
        "replies": "replies",
    },
    optional={"lang": "html"},
    moment=iso_time,
    finish=_finish,
)
_NEW = Layout(
    platform="x",
    columns={
        "post_id": "tweet_id",
        "author_id": "user_id",
        "posted_at": "timestamp",
        "text": "text",
        "url": "tweet_url",
        "likes": "likes",
        "reposts": "retweets",
        "replies": "replies",
    },
    optional={
        "author": ("screen_name", "username"),
        "lang": ("text_html", "html"),
        "conversation": "parent_tweet_id",
    },
    moment=iso_time,
    finish=_finish,
)


def _layout(peek: Peek) -> Layout:
    return _OLD if has_columns(peek, "tweet-id", "fullname").certain else _NEW


def _recognise(peek: Peek) -> Recognition:
    """Fits the columns of the one or the other generation."""
    old = has_columns(peek, *_OLD.columns.values(), "fullname")
    new = has_columns(peek, *_NEW.columns.values(), "timestamp_epochs")
    return new if new.certain else old


def _read(export: Export, options: Options) -> Iterator[Record]:
    yield from read_table(export, options, _layout(peek_at(export)), zone="UTC")


SOURCE = Source(
    name="twitterscraper-csv",
    platform="x",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
