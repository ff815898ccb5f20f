"""Flattened posts of the X API v2 to posts, a column at a time.

An object that is anything but a usual post (a page, a name that is a number) is left out, to be
read by itself.
"""

from __future__ import annotations

from datetime import datetime
from html import unescape
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import polars as pl

from postmortem.sources.delimited.columnar import handles, instants_of
from postmortem.sources.values.cells import language
from postmortem.sources.values.series import each, or_null, where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence, Set

    from postmortem.model import Kind
    from postmortem.sources.notes import Tally

PAGE_KEYS = frozenset(("data", "includes", "meta"))
_OBJECT = frozenset((dict,))
_TEXT = frozenset((str,))
_TEXT_OR_NONE = frozenset((str, type(None)))
_ID = frozenset((str, int))
_ID_OR_NONE = frozenset((str, int, type(None)))
_COUNT = frozenset((int, type(None)))
METRICS = {
    "likes": "like_count", "reposts": "retweet_count", "replies": "reply_count",
    "quotes": "quote_count", "views": "impression_count", "saves": "bookmark_count",
}  # fmt: skip
VALUES = {
    "author_id": "author_id", "lang": "lang", "conversation": "conversation_id",
    "versions": "edit_history_tweet_ids",
}  # fmt: skip
COUNTS = (*METRICS, "followers")
REFERENCES = {"reply_to": "replied_to", "repost_of": "retweeted", "quote_of": "quoted"}

_BEGAN = datetime(2006, 3, 1)  # noqa: DTZ001 - instants in columns are UTC, without a zone

_SHAPE_ERRORS = (KeyError, TypeError, AttributeError)
"""What comes of an object that is not where it belongs."""

Tweet = dict[str, Any]
Cells = dict[str, list[Any]]
Columns = dict[str, pl.Series]
References = dict[str, Tweet]


class Reading(NamedTuple):
    """How one post is read, so that many are read alike."""

    kind: Callable[[References], Kind]
    text: Callable[[Tweet, References], object]


def usual_cells(tweets: Sequence[Tweet], reading: Reading) -> tuple[Cells, list[bool]]:
    """Return what the objects say that are usual posts, and which those are."""
    cells, usual = _shapely_cells(tweets, reading)
    if odd := _odd(cells):
        usual = without(usual, odd)
        cells = _cells(list(compress(tweets, usual)), reading)
    return cells, usual


def _shapely_cells(tweets: Sequence[Tweet], reading: Reading) -> tuple[Cells, list[bool]]:
    """Return what the objects say that are one post, and no page of them, and which those are."""
    usual = [True] * len(tweets)
    if not PAGE_KEYS.isdisjoint(set().union(*tweets)):
        usual = [PAGE_KEYS.isdisjoint(tweet) for tweet in tweets]
    try:
        return _cells(list(compress(tweets, usual)), reading), usual
    except _SHAPE_ERRORS:
        usual = [at and _is_shaped(tweet, reading) for at, tweet in zip(usual, tweets, strict=True)]
        return _cells(list(compress(tweets, usual)), reading), usual


def _is_shaped(tweet: Tweet, reading: Reading) -> bool:
    try:
        _cells([tweet], reading)
    except _SHAPE_ERRORS:
        return False
    return True


def without(usual: list[bool], odd: Set[int]) -> list[bool]:
    """Return `usual` without some of those that are, given by their places among them."""
    places = [place for place, is_usual in enumerate(usual) if is_usual]
    odd_places = {places[place] for place in odd}
    return [is_usual and place not in odd_places for place, is_usual in enumerate(usual)]


def _cells(tweets: Sequence[Tweet], reading: Reading) -> Cells:
    """Return what the posts say, as it stands there; nothing of what none of them says."""
    keys: set[str] = set().union(*tweets)
    cells: Cells = {
        "post_id": list(map(itemgetter("id"), tweets)),
        "posted_at": _all(tweets, "created_at"),
    }
    cells |= {ours: _all(tweets, name) for ours, name in VALUES.items() if name in keys}
    cells |= _words(tweets, keys, reading)
    if "author" in keys:
        users = _parts(tweets, "author")
        cells["author"] = _all(users, "username")
        if "public_metrics" in set().union(*users):
            cells["followers"] = _all(_parts(users, "public_metrics"), "followers_count")
    if "public_metrics" in keys:
        metrics = _parts(tweets, "public_metrics")
        metric_names = set().union(*metrics)
        cells |= {
            ours: _all(metrics, name) for ours, name in METRICS.items() if name in metric_names
        }
    return cells


def _all(objects: Sequence[Tweet], name: str) -> list[Any]:
    """Return what each object says under a name, None where it says nothing."""
    try:
        return list(map(itemgetter(name), objects))
    except KeyError:
        return [each.get(name) for each in objects]


def _parts(objects: Sequence[Tweet], name: str) -> list[Tweet]:
    """Return the object in each, an empty one where there is none; raises TypeError for others."""
    parts = _all(objects, name)
    if not all(parts):
        parts = [part or {} for part in parts]
    if not _OBJECT.issuperset(map(type, parts)):
        raise TypeError(f"{name} is no object")
    return parts


def _words(tweets: Sequence[Tweet], keys: Set[str], reading: Reading) -> Cells:
    """Return the texts, and what their posts refer to."""
    if keys.isdisjoint(("referenced_tweets", "note_tweet")):
        return {"text": list(map(itemgetter("text"), tweets))}
    references_of = [
        {ref["type"]: ref for ref in tweet.get("referenced_tweets") or ()} for tweet in tweets
    ]
    return {
        "text": [reading.text(*pair) for pair in zip(tweets, references_of, strict=True)],
        "kind": [
            reading.kind(references) if references else "post" for references in references_of
        ],
        **{
            ours: [refs[theirs]["id"] if theirs in refs else None for refs in references_of]
            for ours, theirs in REFERENCES.items()
        },
    }


_KINDS_OF_CELLS = {
    "post_id": _ID,
    **dict.fromkeys(("text", "kind"), _TEXT),
    **dict.fromkeys(("posted_at", "author", "lang"), _TEXT_OR_NONE),
    **dict.fromkeys(("author_id", "conversation", *REFERENCES), _ID_OR_NONE),
    **dict.fromkeys(COUNTS, _COUNT),
}


def _odd(cells: Cells) -> set[int]:
    """Return the places of posts that say something in another way than usual."""
    odd: set[int] = set()
    for name, kinds in _KINDS_OF_CELLS.items():
        if name in cells and not kinds.issuperset(map(type, cells[name])):
            odd |= {at for at, value in enumerate(cells[name]) if type(value) not in kinds}
    return odd | {
        at
        for at, ids in enumerate(cells.get("versions", ()))
        if ids and not (isinstance(ids, list) and len(ids) == 1)
    }


def series_of(cells: Cells) -> Columns:
    """Return the cells as columns; OverflowError or TypeError for a count that no column holds."""
    return {
        name: pl.Series(column, dtype=pl.Int64) if name in COUNTS else _texts(column)
        for name, column in cells.items()
        if name != "versions"
    }


def timely_posts(cells: Columns, tally: Tally) -> tuple[pl.DataFrame, pl.Series]:
    """Return the posts whose time can be read here as columns, and which those are."""
    columns = _columns_of(cells)
    timely = (columns["posted_at"] >= _BEGAN).fill_null(value=False)
    if not timely.all():
        columns = columns.filter(timely)
    nameless = int((columns["author"].is_null() & columns["author_id"].is_null()).sum())
    tally.add("authors-unknown", nameless)
    return columns, timely


def _columns_of(cells: Columns) -> pl.DataFrame:
    """Return the posts as columns; null for a time that cannot be read here."""
    texts = cells["text"]
    columns = {
        "post_id": cells["post_id"],
        "posted_at": instants_of(cells["posted_at"]),
        "text": where(texts, texts.str.contains("&", literal=True), unescape),
        **{name: cells[name] for name in ("kind", *REFERENCES) if name in cells},
        **{name: _counts(cells[name]) for name in COUNTS if name in cells},
    }
    columns["platform"] = pl.repeat("x", len(texts), eager=True)
    columns |= _authors(cells, columns["post_id"])
    if "kind" in columns:
        for name in columns.keys() & {"likes", "reposts"}:
            is_own = columns["kind"] != "repost"
            columns[name] = columns[name].zip_with(is_own, pl.Series([None], dtype=pl.Int64))
    if "lang" in cells:
        columns["lang"] = each(cells["lang"].fill_null(""), language, pl.String)
    if "conversation" in cells:
        columns["conversation"] = or_null(cells["conversation"])
    return pl.DataFrame(columns)


def _counts(numbers: pl.Series) -> pl.Series:
    """Return counts; null for what is below zero, and so no count."""
    least = cast("int | None", numbers.min())
    return numbers if least is None or least >= 0 else numbers.set(numbers < 0, None)


def _authors(cells: Columns, ids: pl.Series) -> dict[str, pl.Series]:
    """Return who wrote the posts, and where they stand."""
    nobody = pl.repeat(None, len(ids), dtype=pl.String, eager=True)
    names = nobody
    if "author" in cells:
        names = handles(cells["author"].fill_null(""))
    accounts = or_null(cells["author_id"]) if "author_id" in cells else nobody
    return {
        "author": names,
        "author_id": accounts.zip_with(accounts.is_not_null(), names),
        "url": _permalinks(names, ids),
    }


def _permalinks(names: pl.Series, ids: pl.Series) -> pl.Series:
    """Return links to posts, also where their author is not known."""
    link = pl.format("https://x.com/{}/status/{}", "name", "id")
    names = names.fill_null("i/web") if names.null_count() else names
    return pl.DataFrame({"name": names, "id": ids}).select(link.alias("url"))["url"]


def _texts(values: Sequence[str | int | None]) -> pl.Series:
    if int in set(map(type, values)):
        values = [str(value) if type(value) is int else value for value in values]
    return pl.Series(values, dtype=pl.String)
