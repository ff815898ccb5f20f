"""Instagram posts and comments as Instaloader keeps them, as JSON.

Get it   `instaloader --comments --no-compress-json PROFILE`; both `NAME_UTC.json` and
         `NAME_UTC_comments.json`
Holds    the post with its caption and author; comments and the answers inside them: text, handle,
         likes
Lacks    in the comments the post they are below; hidden likes (−1); followers; stories
Seen     a post under `node` beside `instaloader`; comments as an array with `owner.username`,
         `created_at` in seconds, `likes_count` and `answers`; facts from documentation
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
    with_keys,
)
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import Recognition, has_item_paths, has_paths
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


def _recognise(peek: Peek) -> Recognition:
    """Fits a post of Instaloader, and an array of comments with answers inside."""
    post = has_paths(peek, "instaloader", "node.shortcode", "node.taken_at_timestamp")
    names = ("id", "created_at", "text", "owner.username", "likes_count", "answers")
    return max(post, has_item_paths(peek, *names), key=lambda fit: (fit.certain, fit.share))


def _items(export: Export, options: Options, _: Tally) -> Iterator[tuple[int, Any] | Reject]:
    """Yield the post, or each comment and then the answers inside it, numbered through."""
    number = 0
    for line in objects(export, options):
        if isinstance(line, Reject):
            yield line
            continue
        item = line[1]
        number += 1
        yield number, item
        for answer in several(item, "answers"):
            number += 1
            yield number, with_keys(answer, below=item.get("id"))


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    return (
        _of_node(number, item, clock, tally)
        if "node" in item
        else _comment(number, item, clock, tally)
    )


def _of_node(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    node = item["node"]
    code = require_text(node, "shortcode")
    author = handle(text_at(node, "owner", "username"))
    edges = part(node, "edge_media_to_caption", "edges")
    caption = text_at(edges[0], "node", "text") if isinstance(edges, list) and edges else None
    likes = number_at(node, "edge_media_preview_like", "count")
    replies = number_at(node, "edge_media_to_comment", "count")
    return Post(
        number,
        "instagram",
        code,
        clock.utc(unix_time(node["taken_at_timestamp"])),
        sound(caption, tally),
        author_id=author or text_at(node, "owner", "id"),
        author=author,
        url=f"https://www.instagram.com/p/{code}/",
        likes=number_at(node, "edge_liked_by", "count") if likes is None else likes,
        replies=number_at(node, "comments") if replies is None else replies,
        views=number_at(node, "video_view_count"),
    )


def _comment(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    author, below = handle(text_at(item, "owner", "username")), text_at(item, "below")
    return Post(
        number,
        "instagram",
        require_text(item, "id"),
        clock.utc(unix_time(item["created_at"])),
        sound(text_at(item, "text"), tally),
        author_id=author or text_at(item, "owner", "id"),
        author=author,
        kind="reply" if below else "comment",
        reply_to=below,
        likes=number_at(item, "likes_count"),
    )


SOURCE = Source(
    name="instaloader",
    platform="instagram",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a post or comment of Instaloader", _items),
    zone="UTC",
)
