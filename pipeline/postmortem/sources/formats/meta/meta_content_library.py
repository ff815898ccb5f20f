"""Meta Content Library: public posts of Facebook or Instagram, as its CSV.

Get it   Meta Content Library → a search → Download CSV (or `export_to_csv` in its clean room)
Holds    posts by pages, groups and public profiles: text, owner, reactions or likes, comments,
         shares, views
Lacks    comments' texts, followers; ids are the library's own and not the platform's
Seen     `id`, `mcl_url`, `creation_time` in UTC, `post_owner.id`, `post_owner.name`,
         `statistics.reaction_count` (Facebook only), `statistics.like_count`, …; facts from Meta's
         documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

_COLUMNS = {
    "post_id": "id",
    "posted_at": "creation_time",
    "text": "text",
    "author_id": "post_owner.id",
    "url": "mcl_url",
}
_COUNTS: dict[str, str | tuple[str, ...]] = {
    "author": "post_owner.username",
    "lang": "lang",
    "replies": "statistics.comment_count",
    "reposts": "statistics.share_count",
    "views": "statistics.views",
}
_NAME = "post_owner.name"
_REACTIONS = "statistics.reaction_count"


def _layout(platform: str, likes: str) -> Layout:
    return Layout(
        platform=platform,
        columns={**_COLUMNS, "likes": likes},
        optional=_COUNTS,
        id_time=None,
        linked_ids=False,
        extras=(_NAME,),
        finish=_finish,
    )


def _finish(post: Post, cells: Cells) -> Post:
    """Call by its name an owner without a handle, as most profiles are."""
    return post._replace(author=post.author or handle(cells[_NAME]))


_FACEBOOK = _layout("facebook", _REACTIONS)
_INSTAGRAM = _layout("instagram", "statistics.like_count")


def _recognise(peek: Peek) -> Recognition:
    """Fits the columns of either platform."""
    fits = (has_columns(peek, *layout.columns.values()) for layout in (_FACEBOOK, _INSTAGRAM))
    return max(fits, key=lambda fit: (fit.certain, fit.matches))


def _read(export: Export, options: Options) -> Iterator[Record]:
    is_facebook = has_columns(peek_at(export), *_FACEBOOK.columns.values()).certain
    layout = _FACEBOOK if is_facebook else _INSTAGRAM
    yield from read_table(export, options, layout, zone="UTC")


SOURCE = Source(
    name="meta-content-library",
    platform="any",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
