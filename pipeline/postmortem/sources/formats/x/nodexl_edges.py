"""X posts as NodeXL keeps them: one row for each edge of its network.

Get it   NodeXL → the sheet "Edges", saved as CSV or as the workbook it is in
Holds    posts by anyone found by a search: author, text, what they answer, likes, reposts
Lacks    followers (the sheet "Vertices" has them), views, replies. A post that names three people
         has three rows, which are stored once
Seen     `Vertex 1`, `Vertex 2`, `Relationship`, `Tweet`, `Tweet Date (UTC)`, `Imported ID`; dates
         as the computer writes them, hence the time comes from the ids where a spreadsheet left
         these whole; facts from NodeXL's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.tables import table_source
from postmortem.sources.values.cells import unescape
from postmortem.sources.values.ids import plain_id, x_time
from postmortem.sources.values.x_posts import own_counts, permalink, reposted_handle

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.model import Kind, Post


def _instant(cells: Cells) -> datetime | None:
    return x_time(plain_id(cells["post_id"]))


def _finish(post: Post, cells: Cells) -> Post:
    """Tell the kind by what all rows of one post share: an edge's word is that of its row."""
    is_repost = reposted_handle(post.text) or cells["Relationship"].lower().endswith("retweet")
    kind: Kind = "repost" if is_repost else "reply" if post.reply_to else "post"
    likes, reposts = own_counts(kind, post.likes, post.reposts)
    link = permalink(post.author, post.post_id) if post.post_id else None
    return post._replace(kind=kind, likes=likes, reposts=reposts, url=link)


_LAYOUT = Layout(
    platform="x",
    columns={
        "post_id": "Imported ID",
        "posted_at": "Tweet Date (UTC)",
        "text": "Tweet",
        "author": "Vertex 1",
    },
    optional={
        "reply_to": "In-Reply-To Tweet ID",
        "quote_of": "Quoted Status ID",
        "likes": "Favorite Count",
        "reposts": "Retweet Count",
        "lang": "Language",
    },
    extras=("Relationship",),
    instant=_instant,
    clean=unescape,
    finish=_finish,
)


SOURCE = table_source(
    name="nodexl-edges",
    platform="x",
    evidence="documentation",
    layout=_LAYOUT,
    marks=(
        "Vertex 2",
        *_LAYOUT.extras,
    ),
    zone="UTC",
)
