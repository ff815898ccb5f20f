"""Rows of a table to posts, a column at a time: what a million rows write alike is read at once.

A cell is read here only where there is one way to read it: digits, ISO 8601 with a zone, handles
of plain letters. A row with any other cell goes the long way, row by row, so both give the same.
"""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import polars as pl

from postmortem.sources.delimited.instants import uniform_instants
from postmortem.sources.delimited.layout import COUNTS, VOTING_PLATFORM
from postmortem.sources.delimited.rules import (
    WORDS_FOR_NOTHING,
    language_of,
    own_of,
    platform_of,
    sets_of,
)
from postmortem.sources.kinds.columns import relation_columns
from postmortem.sources.kinds.relations import (
    COPIED_COUNTS,
    KIND_BY_REFERENCE,
    NO_REFERENCE,
    X_OR_UNKNOWN,
)
from postmortem.sources.values.cells import (
    CellError,
    count,
    external_score,
    handle,
)
from postmortem.sources.values.ids import id_in_link
from postmortem.sources.values.series import each, or_null, where, without, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postmortem.sources.delimited.layout import Layout
    from postmortem.sources.notes import Tally
    from postmortem.sources.values.series import Cells

_ISO = r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:[0-5]\d(?:\.\d{1,6}| )?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)$"
_ID = r"^[1-9][0-9]*$"
_DIGITS = r"^[0-9]*$"
_COUNT = r"^[0-9]{1,18}$"
_HANDLE = r"^@?[A-Za-z0-9_.-]*$"
_ACCOUNT = r"^[!-~]*$"
_FIRST = datetime(2004, 1, 1)  # noqa: DTZ001 - instants in columns are UTC, without a zone
_REFERENCES = tuple(KIND_BY_REFERENCE)


def can_read(fields: Mapping[str, int], layout: Layout) -> bool:
    """Whether posts of this layout can be read a column at a time."""
    rules = (layout.skip, layout.instant, layout.finish, layout.moment, layout.rescale)
    is_peculiar = any(rules) or layout.id_digits is not None or layout.at_midnight
    return {"posted_at", "text"} <= fields.keys() and not is_peculiar


def posts_of(cells: Cells, layout: Layout, tally: Tally) -> tuple[pl.DataFrame, pl.Series]:
    """Return the posts of the rows that can be read here, and which rows those are."""
    instants, scores = instants_of(cells["posted_at"]), _scores(cells)
    plain = instants.is_not_null() & (instants >= _FIRST)
    if "post_id" in cells:
        # What a spreadsheet rounded ends so; whether it did, the row's link tells.
        plain &= cells["post_id"].str.contains(_ID) & ~cells["post_id"].str.ends_with("000")
    for name in (*_REFERENCES, "reference", "conversation"):
        if name in cells:
            if name != "conversation":
                cells[name] = without(NO_REFERENCE, cells[name])
            plain &= cells[name].str.contains(_DIGITS)
    if "clock" in cells:
        plain &= cells["clock"] == ""
    if scores is not None:
        plain &= scores.struct.field("readable")
    read = pl.DataFrame(
        {**cells, "posted_at": instants, **({"score": scores} if scores is not None else {})}
    )
    read = read if plain.all() else read.filter(plain)
    return pl.DataFrame(_columns(read.to_dict(), layout, tally)), plain


def _columns(cells: Cells, layout: Layout, tally: Tally) -> dict[str, Any]:
    """Return the fields of Post that these cells tell."""
    columns = {"posted_at": cells["posted_at"], "post_id": _ids(cells, layout, tally)}
    columns |= {"text": _texts(cells, layout), "platform": _platforms(cells, layout)}
    is_x = columns["platform"].is_in(X_OR_UNKNOWN) & layout.retweets
    columns |= _authors(cells) | relation_columns(cells, layout.kind_flag, is_x)
    for name in COUNTS:
        if name in cells:
            is_voted = (
                (columns["platform"] == VOTING_PLATFORM) | layout.votes if name == "likes" else None
            )
            columns[name] = _counts(cells[name], is_voted, tally)
            if name in COPIED_COUNTS and "kind" in columns:
                columns[name] = columns[name].set(is_x & (columns["kind"] == "repost"), None)
    if "own" in cells:
        columns["own"] = each(cells["own"], lambda cell: own_of(cell, layout), pl.Boolean)
    elif layout.own is not None:
        columns["own"] = pl.repeat(layout.own, len(cells["posted_at"]), eager=True)
    if "lang" in cells:
        columns["lang"] = each(cells["lang"], language_of, pl.String)
    if "url" in cells:
        columns["url"] = or_null(cells["url"])
    if "score" in cells:
        columns["score"] = cells["score"].struct.field("value")
    if "sets" in cells:
        columns["sets"] = each(
            cells["sets"], lambda cell: sets_of(cell) or None, pl.List(pl.String)
        )
    return columns


def _ids(cells: Cells, layout: Layout, tally: Tally) -> pl.Series:
    """Return the ids of posts: their column, or what their links say; null where neither does."""
    if "post_id" in cells:
        return cells["post_id"]
    if "url" in cells and layout.linked_ids:
        ids = each(cells["url"], id_in_link, pl.String)
    else:
        ids = pl.repeat(None, len(cells["posted_at"]), dtype=pl.String, eager=True)
    tally.add("ids-unknown", ids.null_count())
    return ids


def instants_of(texts: pl.Series) -> pl.Series:
    """Return the instants of ISO 8601 texts with a zone, to the microsecond; null for others."""
    uniform = uniform_instants(texts)
    if uniform is not None:
        return uniform
    instants = texts.str.to_datetime(
        "%Y-%m-%dT%H:%M:%S%.fZ", time_unit="us", time_zone=None, strict=False
    )
    is_iso = texts.str.contains(_ISO)
    instants = instants.zip_with(is_iso, pl.Series([None], dtype=instants.dtype))
    if instants.null_count() == len(instants) - int(is_iso.sum()):
        return instants
    spellings = texts.str.replace(r" ?Z$", "+00:00").str.replace(r"^(.{10}) ", "${1}T")
    spellings = spellings.str.replace(r" ?([+-]\d\d):?(\d\d)$", "${1}:${2}")
    instants_with_zone = spellings.str.to_datetime(
        "%Y-%m-%dT%H:%M:%S%.f%:z", time_unit="us", strict=False
    )
    other = instants_with_zone.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    return instants.zip_with(instants.is_not_null() | ~is_iso, other)


def _texts(cells: Cells, layout: Layout) -> pl.Series:
    texts = words_of(cells)
    if layout.clean is None:
        return texts
    if layout.clean_where is None:
        return each(texts, layout.clean, pl.String)
    return where(texts, _hold(texts, layout.clean_where, layout.clean_marks), layout.clean)


def _hold(texts: pl.Series, pattern: str, marks: tuple[bytes, ...]) -> pl.Series:
    """Return which texts hold a pattern, of which one of `marks` is a part, if there are any.

    Bytes are found several times as fast.
    """
    if not marks:
        return texts.str.contains(pattern)
    raw = texts.cast(pl.Binary)
    has_mark = reduce(or_, (raw.bin.contains(mark) for mark in marks))
    places = has_mark.arg_true()
    return has_mark.scatter(places, texts.gather(places).str.contains(pattern))


def _platforms(cells: Cells, layout: Layout) -> pl.Series:
    if "platform" not in cells:
        return pl.repeat(layout.platform, len(cells["posted_at"]), eager=True)
    return each(cells["platform"], lambda cell: platform_of(cell, layout), pl.String)


def _authors(cells: Cells) -> Cells:
    """Return the handles, and the ids that tell two accounts apart."""
    authors: Cells = {}
    if "author" in cells:
        raw = cells["author"]
        authors["author"] = handles(without(WORDS_FOR_NOTHING, raw))
    if "author_id" in cells:
        raw = cells["author_id"]
        ids = raw if raw.str.contains(_ACCOUNT).all() else each(raw, str.strip, pl.String)
        authors["author_id"] = or_null(ids)
        if "author" in authors:
            authors["author_id"] = authors["author_id"].zip_with(ids != "", authors["author"])
    elif "author" in authors:
        authors["author_id"] = authors["author"]
    return authors


def handles(names: pl.Series) -> pl.Series:
    """Return what `handle` returns of each name."""
    if names.str.contains(_HANDLE).all():
        bare = names.str.strip_prefix("@") if names.str.starts_with("@").any() else names
        return or_null(bare.str.to_lowercase())
    return each(names, handle, pl.String)


def _counts(cells: pl.Series, is_voted: pl.Series | None, tally: Tally) -> pl.Series:
    """Return counts; those that cannot be read are unknown, and tallied.

    Only votes are ever below zero.
    """
    plain = cells.str.contains(_COUNT)
    if plain.all():
        return cells.cast(pl.Int64)
    unreadable = []

    def read(cell: str) -> int | None:
        try:
            return count(cell)
        except CellError:
            unreadable.append(cell)
            return None

    numbers = each(cells, read, pl.Int64)
    if unreadable:
        tally.add("counts-unreadable", int(cells.is_in(unreadable).sum()))
    below = (numbers < 0).fill_null(value=False)
    if not below.any():
        return numbers
    below = below if is_voted is None else below & ~is_voted
    tally.add("counts-unreadable", int(below.sum()))
    return numbers.set(below, None)


def _scores(cells: Cells) -> pl.Series | None:
    """Return the export's own scores, each with whether it can be read."""
    if "score" not in cells:
        return None

    def read(cell: str) -> dict[str, object]:
        try:
            return {"value": external_score(cell) if cell else None, "readable": True}
        except CellError:
            return {"value": None, "readable": False}

    kind = pl.Struct({"value": pl.Float64, "readable": pl.Boolean})
    return each(cells["score"], read, kind)
