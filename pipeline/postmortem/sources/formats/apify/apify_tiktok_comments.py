"""TikTok comments as Apify's TikTok Comments Scraper keeps them, as JSON.

Get it   Apify → TikTok Comments Scraper → Storage → Dataset → Export → JSON
Holds    comments below the videos asked for, and answers where these were asked for: text, handle,
         likes, answers, what they answer
Lacks    the videos themselves (the video scraper has them); followers
Seen     `cid`, `createTime` in seconds beside `createTimeISO`, `uniqueId`, `repliesToId` (null at
         the top), `videoWebUrl`; facts from the actor's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.objects.items import number_at, require_text, sound, text_at
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import Recognition, has_item_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle
from postmortem.sources.values.ids import id_in_link
from postmortem.sources.values.times import iso_time, unix_time

if TYPE_CHECKING:
    from postmortem.sources.notes import Tally
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock


def _recognise(peek: Peek) -> Recognition:
    """Fits comments with the address of their video."""
    return has_item_paths(peek, "videoWebUrl", "cid", "createTimeISO", "text", "uniqueId")


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    video = id_in_link(text_at(item, "videoWebUrl") or "")
    author = handle(text_at(item, "uniqueId"))
    seconds = item.get("createTime")
    return Post(
        number,
        "tiktok",
        require_text(item, "cid"),
        clock.utc(unix_time(seconds) if seconds else iso_time(str(item["createTimeISO"]))),
        sound(text_at(item, "text"), tally),
        author_id=text_at(item, "uid") or author,
        author=author,
        kind="comment",
        reply_to=text_at(item, "repliesToId") or video,
        conversation=video,
        likes=number_at(item, "diggCount"),
        replies=number_at(item, "replyCommentTotal"),
    )


SOURCE = Source(
    name="apify-tiktok-comments",
    platform="tiktok",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a comment of TikTok"),
    zone="UTC",
)
