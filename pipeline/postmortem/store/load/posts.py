"""Posts one by one to posts as columns, and what to say of one that does not fit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from postmortem.model import Post, Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COUNTS = (
    *("likes", "reposts", "replies", "quotes", "views", "reach", "saves", "clicks"),
    "followers",
)
WORDS = ("platform", "kind", "lang", "url", "reply_to", "repost_of", "quote_of", "conversation")
_STRINGS = ("post_id", "text", "author_id", "author", *WORDS)
_INT64 = 1 << 63
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KINDS: dict[str, pl.DataType] = {
    "line": pl.Int64(),
    "posted_at": pl.Datetime("us"),
    "own": pl.Boolean(),
    "score": pl.Float64(),
    "sets": pl.List(pl.String),
    **dict.fromkeys(_STRINGS, pl.String()),
    **dict.fromkeys(COUNTS, pl.Int64()),
}
"""What a column of each field of Post holds."""


def columns_of(posts: Sequence[Post]) -> pl.DataFrame:
    """Return `posts` as columns.

    OverflowError, TypeError or a polars error when a cell does not fit its column: ask `misfit`
    of each post then.
    """
    if not posts:
        return pl.DataFrame(schema=KINDS)
    cells: dict[str, Sequence[Any]] = dict(zip(Post._fields, zip(*posts, strict=True), strict=True))
    # A time without a zone is a bug of its source: taking it from one with a zone raises.
    instants = _instants([(instant - _EPOCH).total_seconds() for instant in cells["posted_at"]])
    sets = [names or None for names in cells["sets"]]
    return pl.DataFrame(
        [
            instants,
            pl.Series("sets", sets, KINDS["sets"]),
            *(_strings(name, cells[name]) for name in _STRINGS),
            *(pl.Series(name, cells[name], KINDS[name]) for name in ("line", "own", "score")),
            *(pl.Series(name, cells[name], pl.Int64) for name in COUNTS),
        ]
    )


def complete(posts: pl.DataFrame) -> pl.DataFrame:
    """Return `posts` with the fields that they lack, each at its default."""
    lacks = {name: kind for name, kind in KINDS.items() if name not in posts.columns}
    kind = "post" if "kind" in lacks else None
    return posts.with_columns(
        pl.lit(kind if name == "kind" else None, dtype=lacks[name]).alias(name) for name in lacks
    )


def misfit(post: Post) -> Reject | None:
    """Return why a post does not fit the store's columns, or None when it does.

    Types promise that it does; a source that reads numbers of any size may break the promise.
    """
    for name in COUNTS:
        value: object = getattr(post, name)
        if value is not None and not (isinstance(value, int) and -_INT64 <= value < _INT64):
            return Reject(post.line, f"{name} is not a count the store can hold")
    for name in _STRINGS:
        value = getattr(post, name)
        if value is not None and not isinstance(value, str):
            return Reject(post.line, f"{name} is not text")
    score: object = post.score
    if score is not None and not isinstance(score, int | float):
        return Reject(post.line, "score is not a number")
    return None


def repair_surrogates(text: str) -> str:
    """Return `text` with halves of surrogate pairs joined, or replaced where the other is lost."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _strings(name: str, values: Iterable[str | None]) -> pl.Series:
    # Polars would turn half a surrogate pair into a NUL without a word.
    try:
        "".join(filter(None, values)).encode()
    except UnicodeEncodeError:
        values = [value and repair_surrogates(value) for value in values]
    return pl.Series(name, values, pl.String)


def _instants(seconds: Sequence[float]) -> pl.Series:
    micros = (pl.Series("posted_at", seconds, pl.Float64) * 1e6).round().cast(pl.Int64)
    return micros.cast(pl.Datetime("us"))
