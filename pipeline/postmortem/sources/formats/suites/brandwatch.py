"""Brandwatch mentions, as CSV or XLSX: posts of many platforms that a query found.

Get it   Consumer Research → Mentions → Export (or "Bulk Mentions Download") → CSV or XLSX, in UTC
Holds    posts by anyone that match the query: text, author, language, counts, X followers, and
         Brandwatch's sentiment, kept as an external score (positive 1, neutral 0, negative −1)
Lacks    posts deleted before the export; texts that a platform does not license (only a snippet)
Seen     six to nine lines above the header (`Report:`, `Brand:`, …), 60 to 200 columns, `X …`
         columns called `Twitter …` before 2023; times in the query's zone, normally UTC, proven
         where the links of X posts agree; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.formats.suites.mentions import most, platform_of, utc_by_links
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.tables import layout_of_file
from postmortem.sources.values.ids import id_in_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Kind, Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

_LIKES = ("Likes", "X Likes", "Twitter Likes", "Facebook Likes", "Instagram Likes")
_REPOSTS = ("Shares", "X Reposts", "X Retweets", "Twitter Retweets", "Facebook Shares")
_REPLIES = (
    "Comments", "X Replies", "X Reply Count", "Twitter Reply Count", "Facebook Comments",
    "Instagram Comments",
)  # fmt: skip
_VIEWS = ("Impressions", "X Impressions")
_REPLY_TO = ("X Reply to", "Twitter Reply to")
_REPOST_OF = ("X Repost of", "X Retweet of", "Twitter Retweet of")
_KINDS: dict[str, Kind] = {
    "post": "post", "reply": "reply", "comment": "comment", "share": "repost",
    "retweet": "repost", "repost": "repost", "quote": "quote",
}  # fmt: skip


def _finish(post: Post, cells: Cells) -> Post:
    platform = platform_of(cells["url"], cells["Page Type"], cells["Domain"])
    link_id = id_in_link(cells["url"]) if platform == "x" else None
    reply_to = _first_id(cells, _REPLY_TO)
    repost_of = _first_id(cells, _REPOST_OF)
    kind = _KINDS.get(cells["kind"].strip().lower())
    return post._replace(
        platform=platform,
        post_id=link_id or post.post_id or post.url,
        kind=kind or ("repost" if repost_of else "reply" if reply_to else "post"),
        reply_to=reply_to,
        repost_of=repost_of,
        likes=most(cells, _LIKES),
        reposts=most(cells, _REPOSTS),
        replies=most(cells, _REPLIES),
        views=most(cells, _VIEWS),
    )


def _first_id(cells: Cells, columns: tuple[str, ...]) -> str | None:
    return next((post_id for name in columns if (post_id := id_in_link(cells[name]))), None)


_LAYOUT = Layout(
    platform="web",
    columns={
        "posted_at": "Date",
        "text": "Full Text",
        "url": "Url",
        "author": "Author",
        "score": "Sentiment",
    },
    optional={
        "post_id": ("Resource Id", "Mention Id"),
        "title": ("Snippet", "Title"),
        "kind": "Thread Entry Type",
        "lang": "Language",
        "conversation": "Thread Id",
        "followers": ("X Followers", "Twitter Followers"),
        "author_id": ("X Author ID", "Twitter Author ID"),
        "reach": ("Reach (new)", "Reach"),
    },
    extras=(
        "Page Type", "Domain", *_LIKES, *_REPOSTS, *_REPLIES, *_VIEWS, *_REPLY_TO, *_REPOST_OF,
    ),
    linked_ids=False,
    finish=_finish,
)  # fmt: skip
_MARKS = ("Query Name", "Page Type")


def _recognise(peek: Peek) -> Recognition:
    """Fits the columns read, and two that only Brandwatch calls so."""
    return has_columns(peek, *_LAYOUT.columns.values(), *_MARKS)


def _read(export: Export, options: Options) -> Iterator[Record]:
    zone = utc_by_links(peek_at(export), "Date", "Url")
    layout = layout_of_file(export, options, _LAYOUT)
    yield from read_table(export, options, layout, zone=zone)


SOURCE = Source(
    name="brandwatch",
    platform="any",
    evidence="parser",
    recognise=_recognise,
    read=_read,
)
