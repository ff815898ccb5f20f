"""Sprout Social listening messages, CSV: posts by anyone that a topic found.

Get it   Listening → a topic → Messages → Export
Holds    posts by anyone: text, author, followers, likes, shares, and Sprout's sentiment, kept as an
         external score (positive 1, neutral 0, negative −1)
Lacks    the zone of its times, which is the group's: say --tz, except for X posts, whose ids tell
Seen     `Date,Network,Message,Message URL,Message ID,…,Profile,Followers,Shares,Likes,Sentiment`;
         facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.formats.suites.mentions import platform_of, x_instant
from postmortem.sources.tables import table_source

if TYPE_CHECKING:
    from postmortem.model import Post


def _finish(post: Post, cells: Cells) -> Post:
    return post._replace(platform=platform_of(cells["platform"], cells["url"]))


_LAYOUT = Layout(
    platform="web",
    columns={
        "posted_at": "Date",
        "platform": "Network",
        "text": "Message",
        "url": "Message URL",
        "post_id": "Message ID",
        "author": "Profile",
        "score": "Sentiment",
    },
    optional={
        "followers": "Followers",
        "reposts": "Shares",
        "likes": "Likes",
        "replies": "Comments",
        "lang": "Language",
    },
    day_first=False,
    instant=x_instant,
    finish=_finish,
)


SOURCE = table_source(
    name="sprout-listening",
    platform="any",
    evidence="parser",
    layout=_LAYOUT,
)
