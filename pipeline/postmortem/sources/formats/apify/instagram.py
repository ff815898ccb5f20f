"""What Apify's actors call a comment of Instagram, alone or below its post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.objects.items import number_at, require_text, sound, text_at
from postmortem.sources.values.cells import handle
from postmortem.sources.values.ids import shortcode_in_link
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from postmortem.sources.notes import Tally
    from postmortem.sources.values.clock import Clock


def instagram_comment(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    """Return the post of one comment; `answers`, where it is, names the comment it answers."""
    author = handle(text_at(item, "ownerUsername") or text_at(item, "owner", "username"))
    link = text_at(item, "postUrl")
    below = shortcode_in_link(link) if link else None
    return Post(
        number,
        "instagram",
        require_text(item, "id"),
        clock.utc(iso_time(require_text(item, "timestamp"))),
        sound(text_at(item, "text"), tally),
        author_id=text_at(item, "owner", "id") or author,
        author=author,
        kind="comment",
        url=text_at(item, "commentUrl") or link,
        reply_to=text_at(item, "answers") or below,
        conversation=below,
        likes=number_at(item, "likesCount"),
        replies=number_at(item, "repliesCount"),
    )
