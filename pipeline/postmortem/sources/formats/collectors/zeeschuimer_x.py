"""X posts as a browser with the extension Zeeschuimer saw them, as NDJSON.

Get it   Zeeschuimer → X/Twitter → switch on, scroll through a search or profile → .ndjson
Holds    posts by anyone that were scrolled past: full text, author, followers, references, all
         public counts with views
Lacks    what was not scrolled past; a post seen twice is there twice, and counted once
Seen     one item a line, `{"item_id", "timestamp_collected", "source_platform", "data": {"rest_id",
         "legacy": …, "core": …}}`; handles under `legacy` until 2025 and under `core` since; views
         as text; older items of type `adaptive` with the author under `user`; times in UTC; facts
         from the code of the extension and of 4CAT
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.formats.collectors.zeeschuimer import from_site, items
from postmortem.sources.notes import Tally
from postmortem.sources.objects.items import number_at, part, posts_of, sound, text_at
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle, language, unescape
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.x_posts import made_at, own_counts, permalink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Kind, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.recognition import Recognition

_SITES = ("twitter.com", "x.com")


def _recognise(peek: Peek) -> Recognition:
    """Fits items of X, which hold a post under `legacy`."""
    return from_site(peek, _SITES, "legacy.full_text", "legacy.created_at")


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from posts_of(
        items(export, options),
        lambda number, item: _post(number, item, clock, tally),
        "a post of X",
    )
    yield from tally.notes()


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    legacy = item["legacy"]
    post_id = text_at(item, "rest_id") or str(legacy["id_str"])
    author = _author(item)
    original = _result(part(legacy, "retweeted_status_result"))
    quote_of = text_at(legacy, "quoted_status_id_str")
    reply_to = text_at(legacy, "in_reply_to_status_id_str")
    kind: Kind = "repost" if original else "reply" if reply_to else "quote" if quote_of else "post"
    likes, reposts = own_counts(kind, legacy.get("favorite_count"), legacy.get("retweet_count"))
    text = _text(original) if original else None
    return Post(
        number,
        "x",
        post_id,
        clock.utc(made_at(post_id, legacy.get("created_at"))),
        unescape(sound(text or _text(item), tally)),
        author_id=text_at(legacy, "user_id_str") or text_at(item, "user", "id_str") or author,
        author=author,
        kind=kind,
        lang=language(text_at(legacy, "lang")),
        url=permalink(author, post_id),
        reply_to=reply_to,
        repost_of=text_at(original, "rest_id") or text_at(original, "legacy", "id_str"),
        quote_of=quote_of if kind == "quote" else None,
        conversation=text_at(legacy, "conversation_id_str"),
        followers=number_at(_user(item), "legacy", "followers_count")
        or number_at(item, "user", "followers_count"),
        likes=likes,
        reposts=reposts,
        replies=number_at(legacy, "reply_count"),
        quotes=number_at(legacy, "quote_count"),
        views=number_at(item, "views", "count") or number_at(item, "ext_views", "count"),
        saves=number_at(legacy, "bookmark_count"),
    )


def _result(value: Any) -> dict[str, Any] | None:
    """Return the post in a result, which is sometimes one level deeper."""
    result = part(value, "result")
    inner = part(result, "tweet") or result
    return inner if isinstance(inner, dict) else None


def _user(item: dict[str, Any]) -> Any:
    return part(item, "core", "user_results", "result")


def _author(item: dict[str, Any]) -> str | None:
    user = _user(item)
    name = text_at(user, "core", "screen_name") or text_at(user, "legacy", "screen_name")
    return handle(name or text_at(item, "user", "screen_name"))


def _text(item: dict[str, Any]) -> str | None:
    """Return the whole text: that of a long post lies elsewhere, and legacy cuts it."""
    long = text_at(item, "note_tweet", "note_tweet_results", "result", "text")
    return long or text_at(item, "legacy", "full_text")


SOURCE = Source(
    name="zeeschuimer-x",
    platform="x",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
