"""X API v2 JSON: pages of posts with their authors, or flattened posts, as twarc2 collects them.

Get it   `twarc2 search --archive "nordlys kaffe" posts.jsonl`, or any call to GET /2/tweets/…
Holds    posts by anyone with author, followers, language, conversation and public counts; posts
         they refer to (`includes`), kept apart in the set `referenced`; long texts
Lacks    everything that the call did not ask for: by default only id and text come back
Seen     page objects, arrays or lines of them, and twarc2's flattened lines; views since December
         2022, bookmarks later; versions of an edited post are one post, under the id of the first;
         times in UTC; checked on real files
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import REFERENCED, Post, Posts, Reject
from postmortem.sources.formats.x.versions import Edits, history_of
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import several, text_at
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError, handle, language, unescape, whole
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.x_posts import (
    first_made_at,
    own_counts,
    permalink,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from postmortem.model import Kind, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_KINDS: dict[str, Kind] = {"retweeted": "repost", "replied_to": "reply", "quoted": "quote"}
_ROOTS = ("data.item.", "data.", "item.data.item.")
_FLAT = ("", "item.")
_MARKS = frozenset(
    (
        "public_metrics",
        "edit_history_tweet_ids",
        "author_id",
        "conversation_id",
        "possibly_sensitive",
    )
)

ById = dict[str, dict[str, Any]]
_NOBODY: ById = {}


def _recognise(peek: Peek) -> Recognition:
    """Fits when posts have an id, a text, and something that only this API calls so."""
    fits = []
    for root in (*_ROOTS, *_FLAT):
        fit = has_paths(peek, f"{root}id", f"{root}text")
        has_mark = any(root + mark in peek.keys for mark in _MARKS)
        alone = root in _FLAT and not {f"{root}author_id", f"{root}author.username"} & peek.keys
        missing = fit.missing if has_mark and not alone else (*fit.missing, f"{root}author_id")
        fits.append(Recognition(fit.matches, missing))
    return max(fits, key=lambda fit: (fit.certain, fit.matches))


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from _pages(objects(export, options), clock, tally, Edits())
    yield from tally.notes()


def _read_columns(export: Export, options: Options) -> Iterator[Record | Posts]:
    from postmortem.sources.formats.x.flat_columns import Reading
    from postmortem.sources.formats.x.flat_lines import FIELDS, posts_in
    from postmortem.sources.formats.x.flat_tables import tables
    from postmortem.sources.objects.lanes import has_lane, read_lane
    from postmortem.sources.objects.lines import object_blocks

    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    edits = Edits()
    reading = Reading(_kind, _raw_text)
    items = (
        posts_in(read_lane(export, options, FIELDS), reading, tally)
        if has_lane(export, options, FIELDS)
        else tables(object_blocks(export, options), reading, tally)
    )
    for item in items:
        if isinstance(item, Posts):
            yield item
        else:
            yield from _pages((item,), clock, tally, edits)
    yield from tally.notes()


def _pages(
    pages: Iterable[tuple[int, dict[str, Any]] | Reject],
    clock: Clock,
    tally: Tally,
    edits: Edits,
) -> Iterator[Post | Reject]:
    for page in pages:
        if isinstance(page, Reject):
            yield page
        else:
            yield from _page(*page, clock, tally, edits)


def _page(
    number: int, value: dict[str, Any], clock: Clock, tally: Tally, edits: Edits
) -> Iterator[Post | Reject]:
    """Yield the posts of a page and those they refer to, or the one flattened post.

    `edits` know what the pages before tell.
    """
    includes = value.get("includes")
    users = _by_id(several(includes, "users")) if includes else _NOBODY
    tweets = _by_id(several(includes, "tweets")) if includes else _NOBODY
    main = value.get("data", value)
    if isinstance(main, dict) and not main.get("id") and "meta" in value:
        main = []
    main_posts = main if isinstance(main, list) else [main] if main else []
    there = {text_at(tweet, "id") for tweet in main_posts}
    extra = [tweet for key, tweet in tweets.items() if key not in there]
    there |= tweets.keys()
    firsts = edits.learn((*main_posts, *extra), there)
    for at, tweet in enumerate((*main_posts, *extra)):
        if edits.has_replaced(tweet):
            tally.add("edits-superseded")
            continue
        try:
            post = _post(number, tweet, users, tweets, clock, tally)
            post = _of_first_versions(post, firsts) if firsts else post
            yield post if at < len(main_posts) else post._replace(sets=(REFERENCED,))
        except (CellError, KeyError, TypeError, AttributeError) as error:
            yield Reject(number, f"no post of API v2 ({error})", str(tweet)[:1000])


def _of_first_versions(post: Post, firsts: Mapping[str, str]) -> Post:
    """Return a post whose references are to first versions, under whose ids posts are known."""
    names = ("reply_to", "repost_of", "quote_of", "conversation")
    return post._replace(**{name: firsts.get(at := getattr(post, name), at) for name in names})


def _by_id(items: list[Any]) -> ById:
    return {key: item for item in items if (key := text_at(item, "id"))}


def _post(
    number: int,
    tweet: dict[str, Any],
    users: Mapping[str, dict[str, Any]],
    tweets: Mapping[str, dict[str, Any]],
    clock: Clock,
    tally: Tally,
) -> Post:
    version_id = str(tweet["id"])
    post_id = history[0] if (history := history_of(tweet)) else version_id
    list_of_references = tweet.get("referenced_tweets")
    references = {ref["type"]: ref for ref in list_of_references} if list_of_references else _NOBODY
    kind = _kind(references) if references else "post"
    text, had_halves = whole(unescape(str(_raw_text(tweet, references, tweets))))
    tally.add("surrogates-replaced", int(had_halves))
    if not tweet.get("created_at"):
        tally.add("time-from-id")
    author_id = text_at(tweet, "author_id")
    user = users.get(author_id or "") or tweet.get("author") or {}
    name = handle(user.get("username"))
    metrics = tweet.get("public_metrics") or {}
    likes, reposts = own_counts(kind, metrics.get("like_count"), metrics.get("retweet_count"))
    if author_id is None and name is None:
        tally.add("authors-unknown")
    return Post(
        number,
        "x",
        post_id,
        clock.utc(first_made_at(post_id, version_id, tweet.get("created_at"))),
        text,
        author_id or name,
        name,
        None,
        kind,
        language(tweet.get("lang")),
        permalink(name, version_id),
        _id(references, "replied_to"),
        _id(references, "retweeted"),
        _id(references, "quoted"),
        text_at(tweet, "conversation_id"),
        followers=whole_number((user.get("public_metrics") or {}).get("followers_count")),
        likes=likes,
        reposts=reposts,
        replies=whole_number(metrics.get("reply_count")),
        quotes=whole_number(metrics.get("quote_count")),
        views=whole_number(metrics.get("impression_count")),
        saves=whole_number(metrics.get("bookmark_count")),
    )


def _kind(references: Mapping[str, dict[str, Any]]) -> Kind:
    return next((kind for relation, kind in _KINDS.items() if relation in references), "post")


def _id(references: Mapping[str, dict[str, Any]], relation: str) -> str | None:
    return str(references[relation]["id"]) if relation in references else None


def _original(
    references: Mapping[str, dict[str, Any]], tweets: Mapping[str, dict[str, Any]]
) -> dict[str, Any] | None:
    """Return what is reposted, because a repost's own text is cut.

    twarc2 flattens it into the reference.
    """
    reference = references.get("retweeted")
    if reference is None:
        return None
    original = tweets.get(str(reference["id"])) or reference
    return original if original.get("text") else None


def _raw_text(
    tweet: dict[str, Any],
    references: Mapping[str, dict[str, Any]],
    tweets: Mapping[str, dict[str, Any]] = _NOBODY,
) -> object:
    """Return the words of a post, of a repost those of the original: text, but for broken ones."""
    return _text((_original(references, tweets) if references else None) or tweet)


def _text(tweet: dict[str, Any]) -> object:
    return (tweet.get("note_tweet") or {}).get("text") or tweet["text"]


SOURCE = Source(
    name="x-api-v2",
    platform="x",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    read_columns=_read_columns,
    zone="UTC",
)
