"""TikTok videos as Apify's TikTok Scraper keeps them, as JSON.

Get it   Apify → TikTok Scraper → Storage → Dataset → Export → JSON
Holds    videos of the profiles or tags asked for: caption, handle, followers, likes, comments,
         shares, plays, saves
Lacks    the comments' texts (the comment scraper has them)
Seen     `id`, `text`, `createTime` in seconds, `authorMeta.name` for the handle, `diggCount`, …;
         facts from the actor's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.objects.items import number_at, require_text, sound, text_at
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import Recognition, has_item_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle, language
from postmortem.sources.values.times import iso_time, unix_time

if TYPE_CHECKING:
    from postmortem.sources.notes import Tally
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock


def _recognise(peek: Peek) -> Recognition:
    """Fits videos whose author stands under `authorMeta`."""
    return has_item_paths(
        peek, "id", "text", "createTimeISO", "authorMeta.name", "webVideoUrl", "diggCount"
    )


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    video = require_text(item, "id")
    author = handle(text_at(item, "authorMeta", "name"))
    tag = text_at(item, "textLanguage")
    seconds = item.get("createTime")
    return Post(
        number,
        "tiktok",
        video,
        clock.utc(unix_time(seconds) if seconds else iso_time(str(item["createTimeISO"]))),
        sound(text_at(item, "text"), tally),
        author_id=text_at(item, "authorMeta", "id") or author,
        author=author,
        lang=None if tag == "un" else language(tag),
        url=text_at(item, "webVideoUrl"),
        conversation=video,
        followers=number_at(item, "authorMeta", "fans"),
        likes=number_at(item, "diggCount"),
        reposts=number_at(item, "shareCount"),
        replies=number_at(item, "commentCount"),
        views=number_at(item, "playCount"),
        saves=number_at(item, "collectCount"),
    )


SOURCE = Source(
    name="apify-tiktok-posts",
    platform="tiktok",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a video of TikTok"),
    zone="UTC",
)
