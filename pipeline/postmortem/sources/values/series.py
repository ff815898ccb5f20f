"""Columns of cells: what is done to each text of one, and to each distinct text once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

Cells = dict[str, pl.Series]
"""Our field → its cells, for the fields that have a column."""


def words_of(cells: Cells) -> pl.Series:
    """Return the texts as they stand, titles where there is none."""
    texts = cells["text"]
    return texts.zip_with(texts != "", cells["title"]) if "title" in cells else texts


def each(column: pl.Series, read: Callable[[str], Any], kind: Any) -> pl.Series:
    """Return what `read` makes of each text; each distinct one is read once."""
    distinct = column.unique()
    values = pl.Series("value", [read(text) for text in distinct.to_list()], dtype=kind)
    if len(distinct) == 1:
        return values.new_from_index(0, len(column))
    values_by_row = pl.DataFrame({"text": distinct, "value": values})
    return column.to_frame("text").join(
        values_by_row, on="text", how="left", maintain_order="left"
    )["value"]


def where(texts: pl.Series, is_affected: pl.Series, read: Callable[[str], str]) -> pl.Series:
    """Return `texts` with what `read` makes of those asked for."""
    if not is_affected.any():
        return texts
    replacements = pl.Series(
        [read(text) for text in texts.filter(is_affected).to_list()], dtype=pl.String
    )
    return texts.scatter(is_affected.arg_true(), replacements)


def or_null(texts: pl.Series) -> pl.Series:
    """Return texts, null where they are empty."""
    is_said = texts != ""
    return texts if is_said.all() else texts.zip_with(is_said, pl.Series([None], dtype=pl.String))


def without(words: tuple[str, ...], cells: pl.Series) -> pl.Series:
    """Return cells, empty where they are one of `words`."""
    return cells.zip_with(~cells.is_in(words), pl.Series([""]))
