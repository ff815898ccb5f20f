"""YouTube Studio table: your videos with what only their owner sees.

Get it   studio.youtube.com → Analytics → Advanced mode → Export → Comma-separated values; of the
         zip's files `Table data.csv`
Holds    your videos: title, day, views, impressions, in whatever columns were chosen likes, shares
Lacks    the hour, descriptions, comments; videos past the 500 with the most views
Seen     `Content,Video title,Video publish time,…`, a row `Total` under the header, a blank before
         ids that begin with `-`, days as `"Sep 20, 2026"`; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.formats.youtube.resources import video_link
from postmortem.sources.tables import table_source

if TYPE_CHECKING:
    from postmortem.model import Post


def _finish(post: Post, _cells: Cells) -> Post:
    video = post.post_id or ""
    return post._replace(url=video_link(video), conversation=video)


_LAYOUT = Layout(
    platform="youtube",
    columns={
        "post_id": "Content",
        "text": "Video title",
        "posted_at": "Video publish time",
        "views": "Views",
    },
    optional={
        "likes": ("Likes", "Likes (vs. dislikes)"),
        "replies": "Comments added",
        "reposts": "Shares",
    },
    skip=lambda cells: "totals-left-out" if cells["post_id"].strip() == "Total" else None,
    id_time=None,
    linked_ids=False,
    own=True,
    finish=_finish,
)


SOURCE = table_source(
    name="youtube-studio",
    platform="youtube",
    evidence="parser",
    layout=_LAYOUT,
)
