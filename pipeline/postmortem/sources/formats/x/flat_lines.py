"""Flattened posts of the X API v2 in JSON Lines, by the lane.

What a post refers to, and a long text, lie in lists and objects of their own: the lane hands them
over as JSON, and they are read as those of any post are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from postmortem.model import Posts
from postmortem.sources.formats.x.flat_columns import (
    METRICS,
    PAGE_KEYS,
    VALUES,
    series_of,
    timely_posts,
    usual_cells,
)
from postmortem.sources.objects.lanes import Field, Kind, Lines
from postmortem.sources.objects.twice import quick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postmortem.model import Reject
    from postmortem.sources.formats.x.flat_columns import Columns, Reading
    from postmortem.sources.notes import Tally
    from postmortem.sources.objects.documents import Item

_NESTED = {"references": "referenced_tweets", "note": "note_tweet"}
FIELDS = {
    "post_id": Field(Kind.ID, ("id",)),
    "posted_at": Field(Kind.TEXT, ("created_at",)),
    "text": Field(Kind.TEXT, ("text",)),
    "lang": Field(Kind.TEXT, (VALUES["lang"],)),
    "author": Field(Kind.TEXT, ("author", "username")),
    "author_id": Field(Kind.ID, (VALUES["author_id"],)),
    "conversation": Field(Kind.ID, (VALUES["conversation"],)),
    "followers": Field(Kind.COUNT, ("author", "public_metrics", "followers_count")),
    **{ours: Field(Kind.COUNT, ("public_metrics", name)) for ours, name in METRICS.items()},
    "versions": Field(Kind.RAW, (VALUES["versions"],)),
    **{ours: Field(Kind.RAW, (name,)) for ours, name in _NESTED.items()},
    **{name: Field(Kind.RAW, (name,)) for name in sorted(PAGE_KEYS)},
}
"""What the lane reads of a post, and what may stand in its way."""
_SOLE_VERSION = r'^(null|\["[0-9]*"\])$'
_ALWAYS = ("post_id", "posted_at", "text")


def posts_in(
    blocks: Iterable[Lines | Item | Reject], reading: Reading, tally: Tally
) -> Iterator[Posts | Item | Reject]:
    """Yield posts of lines as tables, and as it is what is to be read by itself."""
    for block in blocks:
        if not isinstance(block, Lines):
            yield block
            continue
        cells = dict(zip(FIELDS, block.columns.get_columns(), strict=True))
        plain = ~block.is_left & _is_one_post(cells)
        cells, plain = _with_words(cells, plain, reading)
        usual_rows = {name: column.filter(plain) for name, column in cells.items()}
        posts, timely = timely_posts(_informative(usual_rows), tally)
        plain = plain.scatter(plain.arg_true().filter(~timely), False)
        if len(posts):
            yield Posts(posts.with_columns(pl.Series("line", block.numbers(plain))))
        yield from block.items(~plain)


def _is_one_post(cells: Columns) -> pl.Series:
    """Return which objects are a post of one version, and no page."""
    versions = cells["versions"]
    is_one = cells["post_id"].is_not_null()
    is_one &= versions.is_null() | versions.str.contains(_SOLE_VERSION)
    for name in PAGE_KEYS:
        is_one &= cells[name].is_null()
    return is_one


def _with_words(cells: Columns, plain: pl.Series, reading: Reading) -> tuple[Columns, pl.Series]:
    """Return cells with texts, kinds and references, and which rows are plain still."""
    is_nested = cells["references"].is_not_null() | cells["note"].is_not_null()
    places = (plain & is_nested).arg_true()
    if len(places):
        texts, *nested = (cells[name].gather(places).to_list() for name in ("text", *_NESTED))
        tweets = [_tweet(*row) for row in zip(texts, *nested, strict=True)]
        words, usual = usual_cells(tweets, reading)
        is_usual = pl.Series(usual, dtype=pl.Boolean)
        plain = plain.scatter(places.filter(~is_usual), False)
        places = places.filter(is_usual)
        for name, column in series_of(words).items():
            if name not in ("post_id", "posted_at"):
                cells[name] = _start_of(name, cells, len(plain)).scatter(places, column)
    return cells, plain & cells["text"].is_not_null()


def _tweet(text: str | None, *nested: str | None) -> dict[str, Any]:
    """Return as much of a post as its words take."""
    tweet: dict[str, Any] = {"id": ""} if text is None else {"id": "", "text": text}
    for name, raw in zip(_NESTED.values(), nested, strict=True):
        if raw is not None:
            tweet[name] = _value(raw)
    return tweet


def _value(raw: str) -> Any:
    """Return a value; where orjson does not read a number in it, one that nobody takes for it."""
    try:
        return quick().loads(raw)
    except ValueError:
        return "a number beyond all others"


def _start_of(name: str, cells: Columns, count: int) -> pl.Series:
    """Return a column before anything nested is known."""
    if name in cells:
        return cells[name]
    return pl.repeat("post" if name == "kind" else None, count, dtype=pl.String, eager=True)


def _informative(cells: Columns) -> Columns:
    """Return the fields of posts of which some post says something."""
    return {
        name: column
        for name, column in cells.items()
        if name in _ALWAYS or column.null_count() < len(column)
    }
