"""What makes rows reposts, quotes and replies, a column at a time: what `relations_of` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from postmortem.sources.kinds.relations import (
    KIND_BY_REFERENCE,
    RETWEET,
    kind_in_cell,
)
from postmortem.sources.values.series import each, or_null, words_of

if TYPE_CHECKING:
    from postmortem.model import Kind
    from postmortem.sources.values.series import Cells


def relation_columns(cells: Cells, flag: Kind | None, is_x: pl.Series) -> Cells:
    """Return the kinds of posts, unless all are plain posts, and the posts that rows name.

    `is_x` tells of which rows the text may mark a repost.
    """
    columns = {name: cells[name] for name in (*KIND_BY_REFERENCE, "conversation") if name in cells}
    texts = words_of(cells)
    is_reposted = is_x & texts.str.starts_with("RT @")
    if not ("kind" in cells or columns.keys() & KIND_BY_REFERENCE.keys() or is_reposted.any()):
        return {name: or_null(column) for name, column in columns.items()}
    kinds = pl.repeat(None, len(texts), dtype=pl.String, eager=True)
    if "kind" in cells:
        kinds = each(cells["kind"], lambda cell: kind_in_cell(cell, flag), pl.String)
    if "reference" in cells:
        columns |= _referred(cells["reference"], kinds, columns)
    kinds = _decided(kinds, columns, flag)
    if is_reposted.any():
        kinds = kinds.set(kinds.is_null() & is_x & texts.str.contains(RETWEET), "repost")
    return {name: or_null(column) for name, column in columns.items()} | {
        "kind": kinds.fill_null("post")
    }


def _referred(references: pl.Series, kinds: pl.Series, columns: Cells) -> Cells:
    """Return the columns of references, each with those that the kinds put there."""
    empty = pl.repeat("", len(references), dtype=pl.String, eager=True)
    return {
        name: references.zip_with(
            (kinds == kind).fill_null(value=False) & (columns.get(name, empty) == ""),
            columns.get(name, empty),
        )
        for name, kind in KIND_BY_REFERENCE.items()
    }


def _decided(kinds: pl.Series, columns: Cells, flag: Kind | None) -> pl.Series:
    """Return the kinds that cells name, else those that references make; null for neither."""
    is_flagged = kinds.is_not_null()
    if flag:
        kinds = pl.repeat(None, len(kinds), dtype=pl.String, eager=True)
    for name, kind in KIND_BY_REFERENCE.items():
        if name in columns:
            kinds = kinds.set(kinds.is_null() & (columns[name] != ""), kind)
        if flag == kind:
            kinds = kinds.set(kinds.is_null() & is_flagged, kind)
    return kinds
