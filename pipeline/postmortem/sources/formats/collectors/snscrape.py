"""Posts as the dataclasses of snscrape hold them, in JSON Lines or in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.objects.items import number_at, part, sound, text_at
from postmortem.sources.values.cells import CellError, handle, language, unescaped
from postmortem.sources.values.ids import plain_id
from postmortem.sources.values.times import iso_time
from postmortem.sources.values.x_posts import own_counts

if TYPE_CHECKING:
    from postmortem.model import Kind
    from postmortem.sources.notes import Tally
    from postmortem.sources.values.clock import Clock


def tweet(number: int, found: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    """Return the post of one `Tweet`; raises KeyError or CellError when it is none."""
    post_id = plain_id(str(found["id"]))
    replied, reposted, quoted = (
        _id(found.get("inReplyToTweetId")),
        _id(part(found.get("retweetedTweet"), "id")),
        _id(part(found.get("quotedTweet"), "id")),
    )
    kind: Kind = "post"
    if reposted:
        kind = "repost"
    elif replied:
        kind = "reply"
    elif quoted:
        kind = "quote"
    likes, reposts = own_counts(kind, found.get("likeCount"), found.get("retweetCount"))
    raw = found.get("rawContent") or found.get("content")
    if raw is None:
        raise CellError("it has neither rawContent nor content")
    author = handle(text_at(found, "user", "username") or text_at(found, "username"))
    return Post(
        number,
        "x",
        post_id,
        clock.utc(iso_time(str(found["date"]))),
        unescaped(sound(str(raw), tally)),
        author_id=text_at(found, "user", "id") or author,
        author=author,
        kind=kind,
        lang=language(text_at(found, "lang")),
        url=text_at(found, "url"),
        reply_to=replied,
        repost_of=reposted,
        quote_of=quoted,
        conversation=_id(found.get("conversationId")),
        followers=number_at(found, "user", "followersCount"),
        likes=likes,
        reposts=reposts,
        replies=number_at(found, "replyCount"),
        quotes=number_at(found, "quoteCount"),
        views=number_at(found, "viewCount"),
        saves=number_at(found, "bookmarkCount"),
    )


def _id(value: Any) -> str | None:
    """Return an id that a table may hold as `1.6e18`, hence destroyed, or as `848.0`."""
    text = plain_id(str(value)) if value not in (None, "") else ""
    return text if text.isdigit() else None
