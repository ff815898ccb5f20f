"""Instagram comments as Apify's Instagram Comment Scraper keeps them, as JSON.

Get it   Apify → Instagram Comment Scraper → Storage → Dataset → Export → JSON
Holds    comments below the posts asked for, and the answers inside them: text, handle, likes
Lacks    the posts themselves (the post scraper has them); followers; answers not fetched
Seen     `postUrl`, `commentUrl`, `id`, `ownerUsername`, `timestamp` in UTC, `repliesCount` beside
         an array `replies` that may hold fewer; facts from the actor's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Reject
from postmortem.sources.formats.apify.instagram import instagram_comment
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import number_at, several, with_keys
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import NO, Recognition, has_item_paths
from postmortem.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.sources.export import Export
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek


def _recognise(peek: Peek) -> Recognition:
    """Fits items below a post's address that are no posts."""
    if {"shortCode", "item.shortCode"} & peek.keys:
        return NO
    return has_item_paths(peek, "postUrl", "id", "text", "ownerUsername", "timestamp", "likesCount")


def _items(export: Export, options: Options, tally: Tally) -> Iterator[tuple[int, Any] | Reject]:
    """Yield each comment, then the answers inside it."""
    for line in objects(export, options):
        yield line
        if isinstance(line, Reject):
            continue
        number, item = line
        answers = several(item, "replies")
        tally.add("replies-cut", max(0, (number_at(item, "repliesCount") or 0) - len(answers)))
        for answer in answers:
            yield number, with_keys(answer, postUrl=item.get("postUrl"), answers=item.get("id"))


SOURCE = Source(
    name="apify-instagram-comments",
    platform="instagram",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(instagram_comment, "a comment of Instagram", _items),
    zone="UTC",
)
