"""Instagram posts as Apify's Instagram Scraper keeps them, as JSON.

Get it   Apify → Instagram Scraper (or Post Scraper) → Storage → Dataset → Export → JSON
Holds    posts of the profiles or tags asked for: caption, handle, likes, comments, plays; and the
         few latest comments of each, which are rows of their own
Lacks    all but the latest comments (the comment scraper has them); hidden likes (−1); followers
Seen     `shortCode`, `ownerUsername`, `timestamp` in UTC, `likesCount`, `commentsCount`,
         `latestComments`; errors stand as items with `error`; facts from the actor's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
from postmortem.sources.formats.apify.instagram import instagram_comment
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import (
    number_at,
    require_text,
    several,
    sound,
    text_at,
    with_keys,
)
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import Recognition, has_item_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.sources.export import Export
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock


def _recognise(peek: Peek) -> Recognition:
    """Fits items with a shortcode and the name of their owner."""
    return has_item_paths(peek, "shortCode", "ownerUsername", "timestamp", "likesCount", "url")


def _items(export: Export, options: Options, tally: Tally) -> Iterator[tuple[int, Any] | Reject]:
    """Yield each post, then the comments that came with it."""
    for line in objects(export, options):
        yield line
        if isinstance(line, Reject):
            continue
        number, item = line
        comments = several(item, "latestComments")
        tally.add("replies-cut", max(0, (number_at(item, "commentsCount") or 0) - len(comments)))
        for comment in comments:
            yield number, with_keys(comment, postUrl=item.get("url"), below=item.get("shortCode"))


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    if "below" in item:
        return instagram_comment(number, item, clock, tally)
    code = require_text(item, "shortCode")
    author = handle(text_at(item, "ownerUsername"))
    plays, views = number_at(item, "videoPlayCount"), number_at(item, "videoViewCount")
    return Post(
        number,
        "instagram",
        code,
        clock.utc(iso_time(require_text(item, "timestamp"))),
        sound(text_at(item, "caption"), tally),
        author_id=text_at(item, "ownerId") or author,
        author=author,
        url=text_at(item, "url"),
        conversation=code,
        likes=number_at(item, "likesCount"),
        replies=number_at(item, "commentsCount"),
        views=views if plays is None else plays,
    )


SOURCE = Source(
    name="apify-instagram-posts",
    platform="instagram",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a post of Instagram", _items),
    zone="UTC",
)
