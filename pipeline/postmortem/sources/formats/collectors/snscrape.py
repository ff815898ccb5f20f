"""Posts as the dataclasses of snscrape hold them, in JSON Lines or in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.objects.items import number_at, part, sound, text_at
from postmortem.sources.values.cells import CellError, handle, language, unescape
from postmortem.sources.values.ids import plain_id
from postmortem.sources.values.times import iso_time
from postmortem.sources.values.x_posts import own_counts

if TYPE_CHECKING:
    from postmortem.model import Kind
    from postmortem.sources.notes import Tally
    from postmortem.sources.values.clock import Clock


def tweet(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    """Return the post of one `Tweet`; raises KeyError or CellError when it is none."""
    post_id = plain_id(str(item["id"]))
    reply_to, repost_of, quote_of = (
        _id(item.get("inReplyToTweetId")),
        _id(part(item.get("retweetedTweet"), "id")),
        _id(part(item.get("quotedTweet"), "id")),
    )
    kind: Kind = "post"
    if repost_of:
        kind = "repost"
    elif reply_to:
        kind = "reply"
    elif quote_of:
        kind = "quote"
    likes, reposts = own_counts(kind, item.get("likeCount"), item.get("retweetCount"))
    raw = item.get("rawContent") or item.get("content")
    if raw is None:
        raise CellError("it has neither rawContent nor content")
    author = handle(text_at(item, "user", "username") or text_at(item, "username"))
    return Post(
        number,
        "x",
        post_id,
        clock.utc(iso_time(str(item["date"]))),
        unescape(sound(str(raw), tally)),
        author_id=text_at(item, "user", "id") or author,
        author=author,
        kind=kind,
        lang=language(text_at(item, "lang")),
        url=text_at(item, "url"),
        reply_to=reply_to,
        repost_of=repost_of,
        quote_of=quote_of,
        conversation=_id(item.get("conversationId")),
        followers=number_at(item, "user", "followersCount"),
        likes=likes,
        reposts=reposts,
        replies=number_at(item, "replyCount"),
        quotes=number_at(item, "quoteCount"),
        views=number_at(item, "viewCount"),
        saves=number_at(item, "bookmarkCount"),
    )


def _id(value: Any) -> str | None:
    """Return an id that a table may hold as `1.6e18`, hence destroyed, or as `848.0`."""
    text = plain_id(str(value)) if value not in (None, "") else ""
    return text if text.isdigit() else None
