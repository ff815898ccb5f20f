"""TikTok Research API: videos or comments, as JSON.

Get it   POST /v2/research/video/query/ or /v2/research/video/comment/list/, answers kept as they
         are: a file a page, or a page a line
Holds    videos by anyone that a query found: caption, handle, likes, comments, shares, views; or
         the comments below a video: text, likes, answers
Lacks    who wrote a comment (TikTok leaves the authors out); followers; what was deleted since
Seen     `data.videos[]` or `data.comments[]`, the objects alone as an array or a line each; times
         in seconds; ids as numbers of 64 bit; `parent_comment_id` of the video's own id at the top;
         facts from TikTok's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import (
    number_at,
    part,
    require_text,
    several,
    sound,
    text_at,
)
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle
from postmortem.sources.values.times import unix_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.sources.export import Export
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock

_VIDEO = ("id", "create_time", "username", "video_description")
_COMMENT = ("id", "create_time", "text", "video_id", "parent_comment_id")


def _recognise(peek: Peek) -> Recognition:
    """Fits pages, or the videos or comments of pages."""
    shapes: list[tuple[str, tuple[str, ...]]] = [
        (below + root, names)
        for below in ("", "item.")
        for root, names in (
            ("data.videos.item.", _VIDEO),
            ("data.comments.item.", _COMMENT),
            ("", _VIDEO),
            ("", _COMMENT),
        )
    ]
    fits = [has_paths(peek, *(root + name for name in names)) for root, names in shapes]
    return max(fits, key=lambda fit: (fit.certain, fit.matches))


def _items(export: Export, options: Options, _: Tally) -> Iterator[tuple[int, Any] | Reject]:
    """Yield what the pages hold, numbered through; an object that is no page by itself."""
    number = 0
    for line in objects(export, options):
        if isinstance(line, Reject):
            yield line
            continue
        page = line[1]
        is_page = isinstance(part(page, "data"), dict)
        inside = several(page, "data", "videos") + several(page, "data", "comments")
        for item in inside if is_page else [page]:
            number += 1
            yield number, item


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    make = _comment if "video_id" in item else _video
    return make(number, item, clock, tally)


def _video(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    video = require_text(item, "id")
    author = handle(text_at(item, "username"))
    return Post(
        number,
        "tiktok",
        video,
        clock.utc(unix_time(item["create_time"])),
        sound(text_at(item, "video_description"), tally),
        author_id=author,
        author=author,
        url=f"https://www.tiktok.com/@{author}/video/{video}" if author else None,
        conversation=video,
        likes=number_at(item, "like_count"),
        reposts=number_at(item, "share_count"),
        replies=number_at(item, "comment_count"),
        views=number_at(item, "view_count"),
        saves=number_at(item, "favorites_count"),
    )


def _comment(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    video = require_text(item, "video_id")
    tally.add("authors-unknown")
    return Post(
        number,
        "tiktok",
        require_text(item, "id"),
        clock.utc(unix_time(item["create_time"])),
        sound(text_at(item, "text"), tally),
        kind="comment",
        reply_to=text_at(item, "parent_comment_id") or video,
        conversation=video,
        likes=number_at(item, "like_count"),
        replies=number_at(item, "reply_count"),
    )


SOURCE = Source(
    name="tiktok-research",
    platform="tiktok",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a video or comment of TikTok", _items),
    zone="UTC",
)
