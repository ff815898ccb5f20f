"""X posts as twarc-csv writes them: API v2 fields in dotted columns.

Get it   `twarc2 csv posts.jsonl posts.csv` on what `twarc2 search` collected
Holds    posts by anyone with author, followers, conversation, references and all public counts
Lacks    the full text of a repost longer than 140 characters, unless its original is a row too
Seen     twarc-csv 0.7: `id`, `created_at`, `author_id`, `author.username`, `public_metrics.…`,
         `referenced_tweets.….id`; versions of an edited post are one post; times in UTC
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.tables import table_source
from postmortem.sources.values.cells import CellError, unescape
from postmortem.sources.values.times import iso_time
from postmortem.sources.values.x_posts import first_made_at, permalink

if TYPE_CHECKING:
    from postmortem.model import Post

_VERSIONS = "edit_history_tweet_ids"
_ID = re.compile(r"\d+")

_LAYOUT = Layout(
    platform="x",
    columns={
        "post_id": "id",
        "posted_at": "created_at",
        "text": "text",
        "author_id": "author_id",
        "author": "author.username",
        "reposts": "public_metrics.retweet_count",
        "likes": "public_metrics.like_count",
    },
    optional={
        "conversation": "conversation_id",
        "reply_to": "referenced_tweets.replied_to.id",
        "repost_of": "referenced_tweets.retweeted.id",
        "quote_of": "referenced_tweets.quoted.id",
        "lang": "lang",
        "followers": "author.public_metrics.followers_count",
        "replies": "public_metrics.reply_count",
        "quotes": "public_metrics.quote_count",
        "views": "public_metrics.impression_count",
        "saves": "public_metrics.bookmark_count",
    },
    extras=("author.id", _VERSIONS),
    moment=iso_time,
    clean=unescape,
    finish=lambda post, cells: _finish(post, cells),
)


def _finish(post: Post, cells: Cells) -> Post:
    """Drop the counts of a repost: they are its original's. Raises CellError for a shifted row."""
    if cells["author.id"] not in ("", cells["author_id"]):
        raise CellError("its cells stand under the wrong columns: author.id is not author_id")
    if version_id := post.post_id:
        post = post._replace(url=permalink(post.author, version_id))
        versions = _ID.findall(cells[_VERSIONS])
        if len(versions) > 1:
            moment = first_made_at(versions[0], version_id, cells["posted_at"])
            post = post._replace(post_id=versions[0], posted_at=moment)
    return post._replace(reposts=None) if post.kind == "repost" else post


SOURCE = table_source(
    name="twarc-csv",
    platform="x",
    evidence="parser",
    layout=_LAYOUT,
    zone="UTC",
)
