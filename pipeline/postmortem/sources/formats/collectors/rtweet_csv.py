"""X posts as the R package rtweet (until 0.7) writes them with write_as_csv.

Get it   in R: `write_as_csv(search_tweets("nordlys"), "nordlys.csv")`
Holds    posts by anyone: text, author, followers, language, references, likes and reposts
Lacks    views; replies and quotes unless collected with the premium API
Seen     90 columns from `user_id`, `status_id`, `created_at`, `screen_name`; ids with an `x` in
         front, so that spreadsheets leave them alone; `NA` for nothing; times in UTC, with or
         without `Z`; columns checked on a real file
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.tables import table_source
from postmortem.sources.values.cells import unescape
from postmortem.sources.values.ids import plain_id
from postmortem.sources.values.times import iso_time
from postmortem.sources.values.x_posts import permalink

if TYPE_CHECKING:
    from postmortem.model import Post


def _finish(post: Post, cells: Cells) -> Post:
    """Take off the `x` of R, and drop the counts of a repost, which are its original's."""
    repeats = cells["kind"] == "TRUE"
    own = not repeats and post.kind != "repost"
    return post._replace(
        author_id=plain_id(post.author_id) if post.author_id else post.author,
        kind=post.kind if own else "repost",
        url=permalink(post.author, post.post_id) if post.post_id else None,
        likes=post.likes if own else None,
        reposts=post.reposts if own else None,
    )


_LAYOUT = Layout(
    platform="x",
    columns={
        "post_id": "status_id",
        "author_id": "user_id",
        "author": "screen_name",
        "posted_at": "created_at",
        "text": "text",
        "kind": "is_retweet",
        "likes": "favorite_count",
        "reposts": "retweet_count",
        "reply_to": "reply_to_status_id",
    },
    optional={
        "replies": "reply_count",
        "quotes": "quote_count",
        "repost_of": "retweet_status_id",
        "quote_of": "quoted_status_id",
        "followers": "followers_count",
        "lang": "lang",
    },
    moment=iso_time,
    clean=unescape,
    finish=_finish,
)


SOURCE = table_source(
    name="rtweet-csv",
    platform="x",
    evidence="real file",
    layout=_LAYOUT,
    zone="UTC",
)
