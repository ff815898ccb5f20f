"""Twitter archive before August 2018: everything an account posted, as tweets.csv.

Get it   kept files only; the zip held `tweets.csv` beside an index page and the same posts again,
         month by month, as `data/js/tweets/2014_03.js` for that page
Holds    all own posts, replies and reposts with time and text
Lacks    likes, reposts, views, replies received; posts by others; the account's name
Seen     `tweet_id,in_reply_to_status_id,in_reply_to_user_id,timestamp,source,text,
         retweeted_status_id,…,expanded_urls`; times as `2014-03-15 18:42:00 +0000`; facts from
         parsers' code
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.model import Reject
from postmortem.sources.container.members import member_called, not_needed, strip_root
from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.recognition import Recognition, has_all, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.cells import unescape
from postmortem.sources.values.x_posts import permalink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_TABLE, _MONTHS = "tweets.csv", "data/js/tweets/…"
_MONTH = re.compile(r"data/js/tweets/\d{4}_\d\d\.js")
_OF_PAGE = re.compile(r"^(?:css|data|img|js|lib)/|\.(?:html|txt)$")
_ALONE = "no other exports beside"


def _finish(post: Post, cells: Cells) -> Post:
    """Tell answers to an account from answers to a post, and give the post its address."""
    answers = post.kind == "post" and cells["in_reply_to_user_id"]
    post = post._replace(kind="reply") if answers else post
    return post._replace(url=permalink(None, post.post_id)) if post.post_id else post


_LAYOUT = Layout(
    platform="x",
    columns={
        "post_id": "tweet_id",
        "reply_to": "in_reply_to_status_id",
        "posted_at": "timestamp",
        "text": "text",
        "repost_of": "retweeted_status_id",
    },
    extras=("in_reply_to_user_id",),
    clean=unescape,
    own=True,
    finish=_finish,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits the zip by its table and a month of its page, or the table's columns."""
    if peek.members:
        names = strip_root(peek.members)
        there = {*names, *([_MONTHS] if any(map(_MONTH.fullmatch, names)) else [])}
        others = [name for name in names if name != _TABLE and not _OF_PAGE.search(name)]
        there |= set() if others else {_ALONE}
        return has_all((_TABLE, _MONTHS, _ALONE), there)
    return has_columns(peek, *_LAYOUT.columns.values(), "expanded_urls")


def _read(export: Export, options: Options) -> Iterator[Record]:
    member = member_called(export.members, _TABLE)
    for record in read_table(export, options, _LAYOUT, zone="UTC", member=member):
        if member is not None and isinstance(record, Reject):  # its line is not the archive's
            record = record._replace(reason=f"{member}: {record.reason}")
        yield record
    yield from not_needed(name for name in export.members if name != member and "data/" in name)


SOURCE = Source(
    name="x-archive-2018",
    platform="x",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
