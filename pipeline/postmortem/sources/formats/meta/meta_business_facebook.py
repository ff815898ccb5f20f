"""Meta Business Suite content CSV, Facebook: posts of your pages with what only their owner sees.

Get it   business.facebook.com → Insights → Content → Export data → Facebook, "Lifetime", in English
Holds    your pages' posts: text, time, link, views, reach, reactions, comments, shares, clicks
Lacks    the zone of its times: say --tz (Pacific, where the sister export proves it); comments by
         others
Seen     `Post ID`, `Page ID`, `Page name`, `Title` (the text), `Publish time` as
         `09/28/2026 18:12`, `Date` = `Lifetime`, or one row a day, whose counts are not kept;
         headers follow the language of the interface; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Layout
from postmortem.sources.formats.meta.business_suite import in_english, lifetime_only, publish_time
from postmortem.sources.tables import table_source

if TYPE_CHECKING:
    from postmortem.sources.peek import Peek
    from postmortem.sources.recognition import Recognition


_LAYOUT = Layout(
    platform="facebook",
    columns={
        "post_id": "Post ID",
        "author_id": "Page ID",
        "author": "Page name",
        "text": "Title",
        "posted_at": "Publish time",
        "url": "Permalink",
    },
    optional={
        "title": "Description",
        "span": "Date",
        "likes": "Reactions",
        "replies": "Comments",
        "reposts": "Shares",
        "views": ("Views", "Impressions"),
        "reach": "Reach",
        "clicks": "Total clicks",
    },
    moment=publish_time,
    id_time=None,
    own=True,
    finish=lifetime_only,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits when every column this module needs is in the header."""
    return in_english(peek, _LAYOUT.columns.values(), "facebook.com")


SOURCE = table_source(
    name="meta-business-facebook",
    platform="facebook",
    evidence="parser",
    layout=_LAYOUT,
    recognise=_recognise,
)
