"""X analytics CSV, classic: one row per post of your own, with the counts only its author sees.

Get it   analytics.twitter.com → Tweets → Export data → By Tweet (closed in 2024; kept files remain)
Holds    your own posts of one month: text, likes, reposts, replies, impressions, link clicks as of
         the download
Lacks    posts by others; your reposts; anything deleted before the download; whom you replied to
Seen     `Tweet id`, `Tweet permalink`, `Tweet text`, `time`, …; likes were called `favorites` until
         2015; times in UTC, written `2024-03-15 18:42 +0000`; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.tables import table_source
from postmortem.sources.values.cells import unescape
from postmortem.sources.values.x_posts import handle_in_link

if TYPE_CHECKING:
    from postmortem.model import Post


def _finish(post: Post, cells: Cells) -> Post:
    author = handle_in_link(cells["url"])
    kind = "reply" if post.text.startswith("@") else post.kind
    return post._replace(author=author, author_id=author, kind=kind)


_LAYOUT = Layout(
    platform="x",
    columns={
        "post_id": "Tweet id",
        "url": "Tweet permalink",
        "text": "Tweet text",
        "posted_at": "time",
        "views": "impressions",
        "reposts": "retweets",
        "replies": "replies",
    },
    optional={"likes": ("likes", "favorites"), "clicks": "url clicks"},
    clean=unescape,
    own=True,
    finish=_finish,
)


SOURCE = table_source(
    name="x-analytics",
    platform="x",
    evidence="parser",
    layout=_LAYOUT,
    zone="UTC",
)
