"""Facebook posts as Apify's Facebook Posts Scraper keeps them, as JSON.

Get it   Apify → Facebook Posts Scraper → Storage → Dataset → Export → JSON
Holds    posts of the pages asked for: text, page, reactions, comments, shares, views of videos
Lacks    the comments' texts (the comment scraper has them); followers
Seen     `postId`, `time` in UTC beside `timestamp` in seconds, `user.name`, `likes`, `comments`,
         `shares`; facts from the actor's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.objects.items import number_at, require_text, sound, text_at
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import Recognition, has_item_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from postmortem.sources.notes import Tally
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock


def _recognise(peek: Peek) -> Recognition:
    """Fits items with a post's id and the address of its page."""
    return has_item_paths(peek, "facebookUrl", "postId", "time", "text", "likes")


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    post_id = require_text(item, "postId")
    author = handle(text_at(item, "pageName") or text_at(item, "user", "name"))
    return Post(
        number,
        "facebook",
        post_id,
        clock.utc(iso_time(require_text(item, "time"))),
        sound(text_at(item, "text"), tally),
        author_id=text_at(item, "user", "id") or author,
        author=author,
        url=text_at(item, "url"),
        conversation=post_id,
        likes=number_at(item, "likes"),
        reposts=number_at(item, "shares"),
        replies=number_at(item, "comments"),
        views=number_at(item, "viewsCount"),
    )


SOURCE = Source(
    name="apify-facebook-posts",
    platform="facebook",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a post of Facebook"),
    zone="UTC",
)
