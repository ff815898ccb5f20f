"""Instagram posts as a browser with the extension Zeeschuimer saw them, as NDJSON.

Get it   Zeeschuimer → Instagram → switch on, scroll through a profile or tag → .ndjson
Holds    posts by anyone that were scrolled past: caption, handle, likes, comments
Lacks    what was not scrolled past; hidden likes and views; followers; the comments' texts; ads are
         left out
Seen     two shapes: an item with `code`, `taken_at`, `caption.text`, and a graph node with
         `shortcode`, `taken_at_timestamp`, `edge_media_to_caption`; times as seconds in UTC; facts
         from the code of 4CAT
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.formats.collectors.zeeschuimer import from_site, items
from postmortem.sources.notes import Tally
from postmortem.sources.objects.items import number_at, part, posts_of, sound, text_at
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError, handle
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import unix_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.recognition import Recognition

_SITES = ("instagram.com",)
_LIKES = (("like_count",), ("edge_media_preview_like", "count"))
_VIEWS = (("play_count",), ("view_count",), ("video_view_count",))


def _recognise(peek: Peek) -> Recognition:
    """Fits items of Instagram in either shape."""
    item = from_site(peek, _SITES, "code", "taken_at")
    node = from_site(peek, _SITES, "shortcode", "taken_at_timestamp")
    return node if node.certain else item


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from posts_of(
        items(export, options),
        lambda number, item: _post(number, item, clock, tally),
        "a post of Instagram",
    )
    yield from tally.notes()


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post | None:
    """Return the post, None for an advertisement."""
    if item.get("product_type") == "ad" or "/ads/ig_redirect" in str(item.get("link") or ""):
        tally.add("ads-left-out")
        return None
    code = text_at(item, "code") or text_at(item, "shortcode")
    if code is None:
        raise CellError("it has neither code nor shortcode")
    time = item.get("taken_at") or item["taken_at_timestamp"]
    # Then the page shows a few likes of friends, which are not the count.
    is_hidden = item.get("like_and_view_counts_disabled") is True
    author = handle(text_at(item, "user", "username") or text_at(item, "owner", "username"))
    return Post(
        number,
        "instagram",
        code,
        clock.utc(unix_time(time)),
        sound(_caption(item), tally),
        author_id=author,
        author=author,
        url=f"https://www.instagram.com/p/{code}/",
        likes=None if is_hidden else _first(item, *_LIKES),
        replies=_first(
            item,
            ("comment_count",),
            ("edge_media_preview_comment", "count"),
            ("edge_media_to_comment", "count"),
        ),
        views=None if is_hidden else _first(item, *_VIEWS),
    )


def _first(item: dict[str, Any], *paths: tuple[str, ...]) -> int | None:
    """Return the first of the counts that is there."""
    counts = (number_at(item, *path) for path in paths)
    return next((count for count in counts if count is not None), None)


def _caption(item: dict[str, Any]) -> str | None:
    caption = text_at(item, "caption", "text")
    edges = part(item, "edge_media_to_caption", "edges")
    if caption is None and isinstance(edges, list) and edges:
        caption = text_at(edges[0], "node", "text")
    return caption


SOURCE = Source(
    name="zeeschuimer-instagram",
    platform="instagram",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
