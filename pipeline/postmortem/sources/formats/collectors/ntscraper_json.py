"""X posts as ntscraper read them from a Nitter site, as JSON.

Get it   kept files; in Python `json.dump(Nitter().get_tweets("nordlys", mode="term"), file)`
Holds    posts by anyone: text, handle, time to the minute, likes, reposts, replies, quotes
Lacks    followers, views, language, line breaks; which post a reply answers; who reposted: a repost
         is given as the post it repeats
Seen     `{"tweets": […], "threads": [[…]]}`, or a list of those, one for each search; times as `Oct
         23, 2023 · 6:48 PM UTC`; the id in `link` before `#m`; `profile_id` is the picture's and no
         account's; checked on a real file
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import number_at, part, posts_of, several, sound, text_at
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError, handle
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.ids import id_in_link
from postmortem.sources.values.times import parse_time
from postmortem.sources.values.x_posts import permalink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Kind, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_PATHS = ("link", "text", "date", "user.username", "is-retweet", "stats.retweets")
_ROOTS = ("tweets.item", "item.tweets.item", "threads.item.item", "item.threads.item.item")


def _recognise(peek: Peek) -> Recognition:
    """Fits tweets, alone or in threads, under the tool's names."""
    fits = (has_paths(peek, *(f"{root}.{path}" for path in _PATHS)) for root in _ROOTS)
    return max(fits, key=lambda fit: fit.matches)


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from posts_of(
        _tweets(objects(export, options)),
        lambda number, tweet: _post(number, tweet, clock, tally),
        "a post of ntscraper",
    )
    yield from tally.notes()


def _tweets(
    searches: Iterator[tuple[int, dict[str, Any]] | Reject],
) -> Iterator[tuple[int, Any] | Reject]:
    """Yield every tweet of every search, numbered through the file."""
    number = 0
    for search in searches:
        if isinstance(search, Reject):
            yield search
            continue
        tweets = list(several(search[1], "tweets"))
        for thread in several(search[1], "threads"):
            tweets += thread if isinstance(thread, list) else [thread]
        for tweet in tweets:
            number += 1
            yield number, tweet


def _post(number: int, tweet: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    link = str(tweet["link"])
    post_id = id_in_link(link)
    if post_id is None:
        raise CellError(f"no post in its link {link[:80]!r}")
    author = handle(str(tweet["user"]["username"]))
    quote_of = id_in_link(text_at(tweet, "quoted-post", "link") or "")
    kind: Kind = "reply" if tweet.get("replying-to") else "quote" if quote_of else "post"
    tally.add("reposts-as-originals", int(bool(tweet.get("is-retweet"))))
    return Post(
        number,
        "x",
        post_id,
        clock.utc(parse_time(str(tweet["date"]))[0]),
        sound(text_at(tweet, "text"), tally),
        author_id=author,
        author=author,
        kind=kind,
        url=permalink(author, post_id),
        quote_of=quote_of,
        likes=number_at(part(tweet, "stats"), "likes"),
        reposts=number_at(part(tweet, "stats"), "retweets"),
        replies=number_at(part(tweet, "stats"), "comments"),
        quotes=number_at(part(tweet, "stats"), "quotes"),
    )


SOURCE = Source(
    name="ntscraper-json",
    platform="x",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
