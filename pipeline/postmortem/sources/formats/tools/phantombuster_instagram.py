"""Instagram comments as PhantomBuster's Post Commenters Export keeps them, as CSV.

Get it   PhantomBuster → Instagram Post Commenters Export → Results → CSV
Holds    comments below the posts asked for: text, handle, likes
Lacks    the posts themselves; followers; answers, unless these were asked for. `timestamp` is when
         the robot ran and is not read
Seen     `postUrl,commentId,username,fullName,comment,commentDate,likeCount,query,timestamp`; times
         in UTC; facts from PhantomBuster's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.tables import table_source
from postmortem.sources.values.ids import shortcode_in_link

if TYPE_CHECKING:
    from postmortem.model import Post


def _finish(post: Post, cells: Cells) -> Post:
    """Say below which post a comment stands: its link is that of the post."""
    below = shortcode_in_link(cells["url"])
    return post._replace(kind="comment", reply_to=below, conversation=below)


_LAYOUT = Layout(
    platform="instagram",
    columns={
        "posted_at": "commentDate",
        "text": "comment",
        "author": "username",
        "url": "postUrl",
    },
    optional={"post_id": "commentId", "author_id": "ownerId", "likes": "likeCount"},
    id_time=None,
    linked_ids=False,
    finish=_finish,
)


SOURCE = table_source(
    name="phantombuster-instagram",
    platform="instagram",
    evidence="documentation",
    layout=_LAYOUT,
    zone="UTC",
)
