"""Meta Business Suite content CSV, Instagram: posts of your account with what only its owner sees.

Get it   business.facebook.com → Insights → Content → Export data → Instagram, "Lifetime"; English
Holds    your posts, reels and stories: caption, time, link, views, reach, likes, comments, shares,
         saves
Lacks    the zone of its times; most links tell it, for their codes hold the instant, else say --tz
Seen     `Post ID`, `Account username`, `Description` (the caption), `Publish time` as
         `09/24/2026 15:30`, `Date` = `Lifetime`, or one row a day, whose counts are not kept;
         headers follow the language of the interface; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.formats.meta.business_suite import (
    in_english,
    lifetime_only,
    publish_time,
)
from postmortem.sources.tables import table_source
from postmortem.sources.values.ids import instagram_time, shortcode_in_link
from postmortem.sources.values.times import utc_offset

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.sources.peek import Peek
    from postmortem.sources.recognition import Recognition


def _instant(cells: Cells) -> datetime | None:
    """Return the row's time in the zone that its link proves, None when it proves none."""
    code = shortcode_in_link(cells["url"])
    link_time = instagram_time(code) if code else None
    naive = publish_time(cells["posted_at"])
    offset = utc_offset(link_time, naive)
    if link_time is None or offset is None:
        return None
    return (naive - offset).replace(tzinfo=link_time.tzinfo)


_LAYOUT = Layout(
    platform="instagram",
    columns={
        "post_id": "Post ID",
        "author_id": "Account ID",
        "author": "Account username",
        "text": "Description",
        "posted_at": "Publish time",
        "url": "Permalink",
    },
    optional={
        "span": "Date",
        "likes": "Likes",
        "replies": "Comments",
        "reposts": "Shares",
        "views": ("Views", "Impressions"),
        "reach": "Reach",
        "saves": "Saves",
    },
    moment=publish_time,
    instant=_instant,
    id_time=None,
    own=True,
    finish=lifetime_only,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits when every column this module needs is in the header."""
    return in_english(peek, _LAYOUT.columns.values(), "instagram.com")


SOURCE = table_source(
    name="meta-business-instagram",
    platform="instagram",
    evidence="parser",
    layout=_LAYOUT,
    recognise=_recognise,
)
