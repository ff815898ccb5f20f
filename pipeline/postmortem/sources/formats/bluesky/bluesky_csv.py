"""Bluesky posts that a script wrote to a table, under the names of Bluesky's API.

Get it   a script of one's own with the library `atproto`, or a collector that writes CSV
Holds    posts by anyone: text, handle, likes, reposts, answers
Lacks    whatever the script left out: as a rule what a post answers or quotes, and followers
Seen     `uri` as `at://did:…/app.bsky.feed.post/…`, `cid`, `author_handle` or `author.handle`,
         `text`, `created_at` in UTC (what the author's clock said), `like_count`, …; facts from
         Bluesky's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.formats.bluesky.records import POSTS, web_link
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.tables import table_source
from postmortem.sources.values.cells import CellError

if TYPE_CHECKING:
    from postmortem.model import Post
    from postmortem.sources.peek import Peek


def _finish(post: Post, cells: Cells) -> Post:
    """Return the post with its address on the web; raises CellError for what is no post."""
    if f"/{POSTS}/" not in cells["post_id"]:
        raise CellError(f"no address of a post: {cells['post_id'][:80]!r}")
    return post._replace(
        author_id=cells["post_id"].split("/")[2],
        url=web_link(post.author, cells["post_id"]),
    )


_LAYOUT = Layout(
    platform="bluesky",
    columns={"post_id": "uri", "text": "text"},
    optional={
        "posted_at": ("created_at", "createdAt", "record.created_at", "record.createdAt"),
        "author": ("author_handle", "author.handle", "handle"),
        "lang": ("lang", "language"),
        "reply_to": ("reply_parent", "reply_to", "reply_parent_uri", "reply.parent.uri"),
        "conversation": ("reply_root", "reply_root_uri", "reply.root.uri"),
        "quote_of": ("quote_uri", "quoted_uri"),
        "likes": ("like_count", "likeCount", "likes"),
        "reposts": ("repost_count", "repostCount", "reposts"),
        "replies": ("reply_count", "replyCount", "replies"),
        "quotes": ("quote_count", "quoteCount", "quotes"),
    },
    id_time=None,
    linked_ids=False,
    finish=_finish,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits a record's address beside its hash, a handle and a time."""
    fits = (
        has_columns(peek, *_LAYOUT.columns.values(), "cid", author, time)
        for author in _LAYOUT.optional["author"]
        for time in _LAYOUT.optional["posted_at"]
    )
    return max(fits, key=lambda fit: (fit.certain, fit.matches))


SOURCE = table_source(
    name="bluesky-csv",
    platform="bluesky",
    evidence="documentation",
    layout=_LAYOUT,
    recognise=_recognise,
    zone="UTC",
)
