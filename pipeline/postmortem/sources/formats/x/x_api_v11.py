"""X API v1.1 JSON: tweets as the first API gave them, in an array or one a line.

Get it   kept from search, timeline, stream or lookup calls before 2023, or from a hydrator
Holds    posts by anyone with author, followers, likes and reposts; long texts of the extended mode;
         reposted and quoted posts inside others, kept apart in the set `referenced`
Lacks    views; replies and quotes received, except in the premium search; the conversation
Seen     `id_str`, `created_at` as `Wed Sep 04 13:51:55 +0000 2019`, `user`, `full_text` or `text`
         with `extended_tweet`; times in UTC; checked on a real file
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import REFERENCED, Post, Reject
from postmortem.sources.formats.x.tweets import quoted_id, v1_kind
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.facts import SCRIPTS
from postmortem.sources.objects.items import text_at
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError, handle, language, unescape, whole
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.x_posts import made_at, own_counts, permalink, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_PATHS = ("id_str", "created_at", "user.screen_name")


def _recognise(peek: Peek) -> Recognition:
    """Fits an array, lines or a search page of tweets with their users."""
    if peek.head.lstrip().startswith(SCRIPTS):
        return Recognition(0, ("tweets that are no script of an archive",))
    fits = []
    for root in ("", "item.", "statuses.item."):
        fit = has_paths(peek, *(root + path for path in _PATHS))
        text = {f"{root}full_text", f"{root}text"} & peek.keys
        missing = fit.missing if text else (*fit.missing, f"{root}full_text")
        fits.append(Recognition(fit.matches, missing))
    return max(fits, key=lambda fit: (fit.certain, fit.matches))


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    for line in objects(export, options):
        if isinstance(line, Reject):
            yield line
            continue
        number, value = line
        for tweet in value.get("statuses", (value,)):
            yield from _posts(number, tweet, clock, tally)
    yield from tally.notes()


def _posts(number: int, tweet: Any, clock: Clock, tally: Tally) -> Iterator[Post | Reject]:
    """Yield a tweet and the posts that came along inside it."""
    try:
        post = _post(number, tweet, clock, tally)
    except (CellError, KeyError, TypeError, AttributeError) as error:
        yield Reject(number, f"no tweet ({error})", str(tweet)[:1000])
        return
    yield post
    for inner in ("retweeted_status", "quoted_status"):
        if isinstance(tweet.get(inner), dict):
            yield from map(_of_another, _posts(number, tweet[inner], clock, tally))


def _of_another(record: Post | Reject) -> Post | Reject:
    """Mark a post that came along, because another one repeats or quotes it."""
    return record._replace(sets=(REFERENCED,)) if isinstance(record, Post) else record


def _post(number: int, tweet: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    post_id = str(tweet["id_str"])
    original = tweet.get("retweeted_status") or {}
    raw = _text(original) if original else _text(tweet)
    text, had_halves = whole(unescape(raw))
    tally.add("surrogates-replaced", int(had_halves))
    kind = v1_kind(tweet, text)
    likes, reposts = own_counts(kind, tweet.get("favorite_count"), tweet.get("retweet_count"))
    user = tweet.get("user") or {}
    name = handle(user.get("screen_name"))
    return Post(
        number,
        "x",
        post_id,
        clock.utc(made_at(post_id, tweet.get("created_at"))),
        text,
        author_id=text_at(user, "id_str") or name,
        author=name,
        kind=kind,
        lang=language(tweet.get("lang")),
        url=permalink(name, post_id),
        reply_to=text_at(tweet, "in_reply_to_status_id_str"),
        repost_of=text_at(original, "id_str"),
        quote_of=None if original else quoted_id(tweet),
        followers=whole_number(user.get("followers_count")),
        likes=likes,
        reposts=reposts,
        replies=whole_number(tweet.get("reply_count")),
        quotes=whole_number(tweet.get("quote_count")),
    )


def _text(tweet: dict[str, Any]) -> str:
    """Return the longest form of the text that the tweet carries."""
    long_text = (tweet.get("extended_tweet") or {}).get("full_text")
    return str(long_text or tweet.get("full_text") or tweet["text"])


SOURCE = Source(
    name="x-api-v11",
    platform="x",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
