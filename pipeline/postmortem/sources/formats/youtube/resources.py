"""What the API of YouTube calls a comment and a video, wherever it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.objects.items import number_at, part, sound, text_at
from postmortem.sources.values.cells import handle, html_text, language
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from postmortem.sources.notes import Tally
    from postmortem.sources.values.clock import Clock


def youtube_comment(line: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    """Return the post of one comment resource; raises CellError and KeyError."""
    snippet = item["snippet"]
    post_id, video = str(item["id"]), text_at(snippet, "videoId")
    parent = text_at(snippet, "parentId")
    plain = text_at(snippet, "textOriginal")
    return Post(
        line,
        "youtube",
        post_id,
        clock.utc(iso_time(snippet["publishedAt"])),
        sound(plain or html_text(snippet["textDisplay"]), tally),
        author_id=text_at(snippet, "authorChannelId", "value"),
        author=handle(text_at(snippet, "authorDisplayName")),
        kind="reply" if parent else "comment",
        url=comment_link(video, post_id),
        reply_to=parent or video,
        conversation=video,
        likes=number_at(snippet, "likeCount"),
        replies=number_at(item, "totalReplyCount"),
    )


def youtube_video(line: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    """Return the post of one video resource; counts come with its statistics."""
    snippet = item["snippet"]
    resource_id = part(item, "id")
    post_id = str(text_at(resource_id, "videoId") or resource_id)
    parts = (text_at(snippet, "title"), text_at(snippet, "description"))
    return Post(
        line,
        "youtube",
        post_id,
        clock.utc(iso_time(snippet["publishedAt"])),
        sound("\n\n".join(text for text in parts if text), tally),
        author_id=text_at(snippet, "channelId"),
        author=handle(text_at(snippet, "channelTitle")),
        lang=language(text_at(snippet, "defaultAudioLanguage")),
        url=video_link(post_id),
        conversation=post_id,
        likes=number_at(item, "statistics", "likeCount"),
        replies=number_at(item, "statistics", "commentCount"),
        views=number_at(item, "statistics", "viewCount"),
    )


def video_link(video: str) -> str:
    """Return the address of a video."""
    return f"https://www.youtube.com/watch?v={video}"


def comment_link(video: str | None, comment: str) -> str | None:
    """Return the address of a comment under its video, None when the video is not known."""
    return f"{video_link(video)}&lc={comment}" if video else None
