"""Sprout Social post performance, CSV: posts of your profiles with what only their owner sees.

Get it   Reports → Post Performance → Share → CSV, of all profiles and networks
Holds    your posts on every connected network: text, time, link, impressions, reach, reactions,
         comments, shares, saves, link clicks
Lacks    the zone of its times, which is the group's: say --tz, except for X posts, whose ids tell;
         posts by others
Seen     `Date` as `03/12/2026 02:20 pm`, `Post ID`, `Network`, `Profile`, `Link`, `Post`, …;
         thousands parted inside quotes, shares of 100 with `%`; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.formats.suites.mentions import platform_of, x_instant
from postmortem.sources.tables import table_source
from postmortem.sources.values.ids import id_in_link, x_time

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.model import Post


def _finish(post: Post, cells: Cells) -> Post:
    platform = platform_of(cells["platform"], cells["url"])
    return post._replace(platform=platform, post_id=post.post_id or id_in_link(cells["url"]))


def _instant(cells: Cells) -> datetime | None:
    """Return the clock in an X post's id or link."""
    if platform_of(cells["platform"]) != "x":
        return None
    return x_time(cells["post_id"]) or x_instant(cells)


_LAYOUT = Layout(
    platform="web",
    columns={
        "posted_at": "Date",
        "post_id": "Post ID",
        "platform": "Network",
        "author": "Profile",
        "url": "Link",
        "text": "Post",
        "views": "Impressions",
    },
    optional={
        "reach": "Reach",
        "likes": ("Reactions", "Likes"),
        "replies": "Comments",
        "reposts": "Shares",
        "saves": "Saves",
        "clicks": "Post Link Clicks",
    },
    day_first=False,
    instant=_instant,
    own=True,
    finish=_finish,
)


SOURCE = table_source(
    name="sprout-posts",
    platform="any",
    evidence="parser",
    layout=_LAYOUT,
    marks=("Engagements",),
)
