"""TikTok Studio content table, CSV: your videos with what only their owner sees.

Get it   tiktok.com/tiktokstudio → Analytics → Content → Download data → CSV
Holds    your videos: title, time, link, likes, comments, shares, views, favourites
Lacks    the zone of its times, which is the account's: the links mostly tell it, else say --tz;
         comments; videos by others
Seen     `Video title,Video link,Post time,Total likes,…`; counts as `1.2K` or `"18,400"`; days with
         and without a clock; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.tables import table_source
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.ids import id_in_link, tiktok_time
from postmortem.sources.values.times import parse_time, utc_offset

if TYPE_CHECKING:
    from datetime import datetime


def _instant(cells: Cells) -> datetime | None:
    """Return the row's time in the zone that its link proves, None when it proves none."""
    video = id_in_link(cells["url"])
    link_time = tiktok_time(video) if video else None
    try:
        moment, day_only = parse_time(cells["posted_at"], False)
    except CellError:
        return None
    offset = None if day_only or moment.tzinfo else utc_offset(link_time, moment)
    if link_time is None or offset is None:
        return None
    return (moment - offset).replace(tzinfo=link_time.tzinfo)


_LAYOUT = Layout(
    platform="tiktok",
    columns={
        "text": "Video title",
        "url": "Video link",
        "posted_at": "Post time",
        "likes": "Total likes",
        "views": "Total views",
    },
    optional={
        "replies": "Total comments",
        "reposts": "Total shares",
        "saves": "Add to favorites",
    },
    instant=_instant,
    id_time=tiktok_time,
    own=True,
)


SOURCE = table_source(
    name="tiktok-studio",
    platform="tiktok",
    evidence="parser",
    layout=_LAYOUT,
)
