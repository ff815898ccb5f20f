"""Facebook comments as Apify's Facebook Comments Scraper keeps them, as JSON.

Get it   Apify → Facebook Comments Scraper → Storage → Dataset → Export → JSON
Holds    comments below the posts asked for, and the answers inside them: text, name, likes
Lacks    the posts themselves (the posts scraper has them); answers not fetched
Seen     `facebookUrl` and `facebookId` of the post, `commentUrl`, `id`, `profileId`, `profileName`,
         `date` in UTC, `likesCount` as text, `commentsCount` beside an array `comments`; facts from
         the actor's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
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
    """Fits items with the addresses of a comment and of its post."""
    return has_item_paths(peek, "facebookUrl", "commentUrl", "id", "date", "text", "profileName")


def _items(export: Export, options: Options, _: Tally) -> Iterator[tuple[int, Any] | Reject]:
    """Yield each comment, then the answers inside it."""
    for line in objects(export, options):
        yield line
        if isinstance(line, Reject):
            continue
        number, item = line
        for answer in several(item, "comments"):
            post = {key: item.get(key) for key in ("facebookUrl", "facebookId")}
            yield number, with_keys(answer, **post, replyToCommentId=item.get("id"))


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    below = text_at(item, "facebookId") or text_at(item, "facebookUrl")
    name = handle(text_at(item, "profileName"))
    return Post(
        number,
        "facebook",
        require_text(item, "id"),
        clock.utc(iso_time(require_text(item, "date"))),
        sound(text_at(item, "text"), tally),
        author_id=text_at(item, "profileId") or name,
        author=name,
        kind="comment",
        url=text_at(item, "commentUrl"),
        reply_to=text_at(item, "replyToCommentId") or below,
        conversation=below,
        likes=number_at(item, "likesCount"),
        replies=number_at(item, "commentsCount"),
    )


SOURCE = Source(
    name="apify-facebook-comments",
    platform="facebook",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a comment of Facebook", _items),
    zone="UTC",
)
