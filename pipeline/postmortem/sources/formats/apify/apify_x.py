"""X posts as the tweet scrapers on Apify keep them, as JSON.

Get it   Apify → a tweet scraper (apidojo, kaitoeasyapi, …) → Storage → Dataset → Export → JSON
Holds    posts by anyone found by a search: handle, followers, text, references, all public counts
Lacks    what the search left out; the item `noResults` of an empty search is no post
Seen     `id` as text, `createdAt` as `Sun Mar 01 10:00:00 +0000 2026`, `author.userName`,
         `isReply`, `isRetweet`, `isQuote`, `fullText` in some; the actors differ in what else there
         is; facts from their documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.objects.items import number_at, require_text, sound, text_at
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import Recognition, has_item_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle, language, unescape
from postmortem.sources.values.x_posts import made_at, own_counts, reposted_handle

if TYPE_CHECKING:
    from postmortem.model import Kind
    from postmortem.sources.notes import Tally
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock


def _recognise(peek: Peek) -> Recognition:
    """Fits posts whose author has a `userName`."""
    return has_item_paths(peek, "id", "createdAt", "text", "author.userName", "retweetCount")


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post | None:
    """Return the post; None for the item that says that a search found nothing."""
    if item.get("noResults"):
        return None
    post_id = require_text(item, "id")
    text = sound(unescape(text_at(item, "fullText") or text_at(item, "text") or ""), tally)
    kind = _kind(item, text)
    likes, reposts = own_counts(kind, item.get("likeCount"), item.get("retweetCount"))
    author = handle(text_at(item, "author", "userName"))
    return Post(
        number,
        "x",
        post_id,
        clock.utc(made_at(post_id, item.get("createdAt"))),
        text,
        author_id=text_at(item, "author", "id") or author,
        author=author,
        kind=kind,
        lang=language(text_at(item, "lang")),
        url=text_at(item, "url"),
        reply_to=text_at(item, "inReplyToId"),
        repost_of=text_at(item, "retweet", "id") or text_at(item, "retweeted_tweet", "id"),
        quote_of=text_at(item, "quoteId") or text_at(item, "quote", "id"),
        conversation=text_at(item, "conversationId"),
        followers=number_at(item, "author", "followers"),
        likes=likes,
        reposts=reposts,
        replies=number_at(item, "replyCount"),
        quotes=number_at(item, "quoteCount"),
        views=number_at(item, "viewCount"),
        saves=number_at(item, "bookmarkCount"),
    )


def _kind(item: dict[str, Any], text: str) -> Kind:
    if item.get("isRetweet") or item.get("retweeted_tweet") or reposted_handle(text):
        return "repost"
    if item.get("isReply") or item.get("inReplyToId"):
        return "reply"
    return "quote" if item.get("isQuote") or item.get("quoteId") else "post"


SOURCE = Source(
    name="apify-x",
    platform="x",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a post of X"),
    zone="UTC",
)
