"""Comments under a video from YouTube Data Tools.

Get it   ytdt.digitalmethods.net → Video Comments → submit a video id → the CSV of all comments
Holds    comments by anyone with author, text, likes and number of replies
Lacks    the zone of its times, which is that of the tool's server: say --tz; followers; the video
Seen     `id,replyCount,likeCount,publishedAt,authorName,text,…,isReply,isReplyTo,isReplyToName`,
         parted by commas or tabs; quotes escaped by a backslash; texts with HTML; facts from the
         tool's own code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.tables import table_source
from postmortem.sources.values.cells import html_text

if TYPE_CHECKING:
    from postmortem.model import Post


def _finish(post: Post, _cells: Cells) -> Post:
    return post._replace(kind="reply" if post.reply_to else "comment")


_LAYOUT = Layout(
    platform="youtube",
    columns={
        "post_id": "id",
        "replies": "replyCount",
        "likes": "likeCount",
        "posted_at": "publishedAt",
        "author": "authorName",
        "text": "text",
        "author_id": "authorChannelId",
        "reply_to": "isReplyTo",
    },
    optional={"conversation": "videoId"},
    id_time=None,
    linked_ids=False,
    escape="\\",
    clean=html_text,
    finish=_finish,
)


SOURCE = table_source(
    name="youtube-data-tools",
    platform="youtube",
    evidence="parser",
    layout=_LAYOUT,
    marks=("isReplyToName",),
)
