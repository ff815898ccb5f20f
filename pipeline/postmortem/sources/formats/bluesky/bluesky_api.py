"""Bluesky API, JSON: posts of a feed, a search or a thread.

Get it   GET xrpc/app.bsky.feed.searchPosts?q=nordlys, …getAuthorFeed?actor=…, …getPostThread?uri=…;
         a page a line, an array of pages or posts, or one page
Holds    posts by anyone with author, text, languages, likes, reposts, replies, quotes; in a feed
         also what the account reposted
Lacks    views; followers; whatever was deleted
Seen     `posts[]`, `feed[].post` with `reason`, `thread.post` with `replies`; `createdAt` is the
         author's own clock, so the earlier of it and `indexedAt` is taken; times in UTC; facts from
         the protocol's documentation and parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
from postmortem.sources.formats.bluesky.records import (
    kind_of,
    moment_of,
    quoted_uri,
    tongue,
    web_link,
)
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import (
    number_at,
    part,
    posts_of,
    require_text,
    several,
    sound,
    text_at,
)
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_ROOTS = (
    "posts.item.", "feed.item.post.", "thread.post.", "item.posts.item.", "item.feed.item.post.",
    "item.post.", "item.", "post.", "",
)  # fmt: skip
_PATHS = ("uri", "cid", "author.did", "author.handle", "record.text", "record.createdAt")
_REPOST = "reasonRepost"
_DEEPEST = 200


def _recognise(peek: Peek) -> Recognition:
    """Fits views of posts in any of the answers that hold them."""
    fits = (has_paths(peek, *(root + path for path in _PATHS)) for root in _ROOTS)
    return max(fits, key=lambda fit: fit.matches)


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)

    def post(number: int, view: dict[str, Any]) -> Post:
        reason = part(view, "reason")
        if _REPOST in (text_at(reason, "$type") or ""):
            return _repost(number, view["post"], reason, clock)
        return _post(number, view.get("post", view), clock, tally)

    yield from posts_of(_views(export, options), post, "a post of Bluesky")
    yield from tally.notes()


def _views(export: Export, options: Options) -> Iterator[tuple[int, Any] | Reject]:
    """Yield what each page holds, a repost and what it repeats as two."""
    for item in objects(export, options):
        if isinstance(item, Reject):
            yield item
            continue
        number, page = item
        for view in _page_views(page):
            if part(view, "reason"):
                yield number, view["post"]
            yield number, view


def _page_views(page: dict[str, Any]) -> Iterator[Any]:
    if "thread" in page:
        yield from _thread(page["thread"], 0)
        return
    views = page.get("posts", page.get("feed"))
    yield from views if isinstance(views, list) else (page,)


def _thread(node: Any, depth: int) -> Iterator[Any]:
    """Yield a thread's posts from the top; posts that are gone or blocked have none."""
    if part(node, "post"):
        yield node["post"]
    for reply in several(node, "replies"):
        if depth < _DEEPEST:
            yield from _thread(reply, depth + 1)


def _post(number: int, view: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    record, author, uri = view["record"], view["author"], require_text(view, "uri")
    name = handle(text_at(author, "handle"))
    seen_at = text_at(view, "indexedAt")
    return Post(
        number,
        "bluesky",
        uri,
        moment_of(record, clock.utc(iso_time(seen_at)) if seen_at else None, clock, tally),
        sound(text_at(record, "text"), tally),
        author_id=require_text(author, "did"),
        author=name,
        kind=kind_of(record),
        lang=tongue(record),
        url=web_link(name, uri),
        reply_to=text_at(record, "reply", "parent", "uri"),
        quote_of=quoted_uri(record),
        conversation=text_at(record, "reply", "root", "uri") or uri,
        followers=number_at(author, "followersCount"),
        likes=number_at(view, "likeCount"),
        reposts=number_at(view, "repostCount"),
        replies=number_at(view, "replyCount"),
        quotes=number_at(view, "quoteCount"),
        saves=number_at(view, "bookmarkCount"),
    )


def _repost(number: int, view: dict[str, Any], reason: Any, clock: Clock) -> Post:
    """Return the act of reposting, which has its own author and time."""
    by, original = reason["by"], require_text(view, "uri")
    return Post(
        number,
        "bluesky",
        text_at(reason, "uri") or f"{original}#{require_text(by, 'did')}",
        clock.utc(iso_time(reason["indexedAt"])),
        text_at(view["record"], "text") or "",
        author_id=require_text(by, "did"),
        author=handle(text_at(by, "handle")),
        kind="repost",
        repost_of=original,
    )


SOURCE = Source(
    name="bluesky-api",
    platform="bluesky",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
