"""Talkwalker results, as CSV or XLSX: posts and articles that a topic found.

Get it   Analytics → Results → Export → CSV (or XLSX), all fields
Holds    posts and articles by anyone: text, author, followers on X, language, counts, and
         Talkwalker's sentiment, kept as an external score (its −5…5 or −100…100 to −1…1)
Lacks    what the licence of a platform withholds: content may be a snippet only
Seen     dotted names (`extra_author_attributes.name`); `published` in milliseconds, or without a
         zone, which the links of X posts prove; sentiment in either scale; facts from parsers' code
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postmortem.model import Reject
from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.rows import Rows
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

_METRICS = "article_extended_attributes."
_LIKES = tuple(
    f"{_METRICS}{site}_likes" for site in ("twitter", "facebook", "instagram", "youtube")
)
_REPOSTS = tuple(
    f"{_METRICS}{name}"
    for name in ("twitter_retweets", "twitter_shares", "facebook_shares", "linkedin_shares")
)
_REPLIES = (f"{_METRICS}num_comments", f"{_METRICS}twitter_replies")
_VIEWS = (f"{_METRICS}twitter_impressions", f"{_METRICS}youtube_views")
_SCALES = (5, 100)


def _finish(post: Post, cells: Cells) -> Post:
    platform = platform_of(cells["url"], cells["domain_url"], cells["source_type"])
    link_id = id_in_link(cells["url"]) if platform == "x" else None
    parent = id_in_link(cells["parent_url"])
    kind: Kind = "repost" if "RETWEET" in cells["kind"].upper() else "reply" if parent else "post"
    return post._replace(
        platform=platform,
        post_id=link_id or post.url,
        kind=kind,
        reply_to=parent if kind == "reply" else None,
        repost_of=parent if kind == "repost" else None,
        likes=most(cells, _LIKES),
        reposts=most(cells, _REPOSTS),
        replies=most(cells, _REPLIES),
        views=most(cells, _VIEWS),
    )


_LAYOUT = Layout(
    platform="web",
    columns={
        "posted_at": "published",
        "url": "url",
        "text": "content",
        "author": "extra_author_attributes.short_name",
        "author_id": "extra_author_attributes.id",
        "lang": "lang",
        "score": "sentiment",
    },
    optional={
        "title": ("content_snippet", "title", "title_snippet"),
        "kind": "post_type",
        "reach": "reach",
        "followers": "source_extended_attributes.twitter_followers",
    },
    extras=(
        "domain_url", "source_type", "parent_url", *_LIKES, *_REPOSTS, *_REPLIES, *_VIEWS,
    ),
    linked_ids=False,
    finish=_finish,
)  # fmt: skip


def _recognise(peek: Peek) -> Recognition:
    """Fits when every column this module needs is in the header."""
    return has_columns(peek, *_LAYOUT.columns.values(), "source_type")


def _read(export: Export, options: Options) -> Iterator[Record]:
    zone = utc_by_links(peek_at(export), "published", "url")
    scale = _scale(export, options)
    layout = layout_of_file(export, options, _LAYOUT)
    layout = replace(layout, rescale=lambda text: _rescale(text, scale))
    yield from read_table(export, options, layout, zone=zone)


def _scale(export: Export, options: Options) -> int:
    """Return the sentiment's scale, which one number past five settles for the whole file."""
    with export.open_text(None, options.encoding) as stream:
        rows = Rows(stream, ("sentiment",), export.name)
        at = [name.lower() for name in rows.columns].index("sentiment")
        cells = (row[1][at] for row in rows if not isinstance(row, Reject))
        beyond = any(abs(_number(cell)) > _SCALES[0] for cell in cells)
    return _SCALES[1] if beyond else _SCALES[0]


def _number(text: str) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _rescale(text: str, scale: int) -> str:
    return str(_number(text) / scale) if text.strip() else ""


SOURCE = Source(
    name="talkwalker",
    platform="any",
    evidence="parser",
    recognise=_recognise,
    read=_read,
)
