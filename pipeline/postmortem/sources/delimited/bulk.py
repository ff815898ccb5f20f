"""A delimited table in bulk: blocks of rows as columns, odd rows one by one."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import polars as pl

from postmortem.model import Posts
from postmortem.sources.delimited.blocks import blocks
from postmortem.sources.delimited.columnar import can_read, posts_of
from postmortem.sources.delimited.layout import places_of
from postmortem.sources.delimited.tabular import RowReader, closing_notes, records_of
from postmortem.sources.notes import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from postmortem.model import Record, Reject
    from postmortem.sources.delimited.layout import Layout
    from postmortem.sources.delimited.rows import Row, Rows
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options


class Block(Protocol):
    """Rows of which each strict reader says the same."""

    @property
    def cells(self) -> pl.DataFrame:
        """Columns `0`, `1`, … in the order of the header, those that are read; none is null."""

    @property
    def lines(self) -> NDArray[np.int64]:
        """The line on which each row begins."""

    def rows(self, which: pl.Series) -> Iterator[Row | Reject]:
        """Yield some of the rows as the careful reader does."""


def read_bulk(
    rows: Rows, export: Export, options: Options, layout: Layout, zone: str | None = None
) -> Iterator[Record | Posts]:
    """Yield what `read_rows` yields, most posts of it as columns."""
    with ExitStack() as stack:
        is_utf8 = export.encoding(None, options.encoding) in ("utf-8", "utf-8-sig")
        as_bytes = is_utf8 and rows.feed.joins
        raw = stack.enter_context(export.open_binary()) if as_bytes else None
        places = places_of(rows.columns, layout, options)
        parts = blocks(rows, raw) if can_read(places, layout) else rows
        yield from read_blocks(parts, rows.columns, export, options, layout, zone)
    yield from rows.notes()


def read_blocks(
    parts: Iterable[Block | Row | Reject], columns: tuple[str, ...], export: Export,
    options: Options, layout: Layout, zone: str | None = None,
) -> Iterator[Record | Posts]:  # fmt: skip
    """Yield what `read_rows` yields of rows, of which many may lie in blocks."""
    tally = Tally()
    places = places_of(columns, layout, options)
    make = RowReader(layout, zone, export.name, tally, options).maker(places, columns)
    for part in parts:
        if isinstance(part, tuple):
            yield from records_of((part,), make)
        else:
            posts, odd_rows = _read(part, places, layout, tally)
            yield posts
            yield from records_of(odd_rows, make)
    yield from closing_notes(tally, places, export, layout, None, options)


def _read(
    block: Block, places: Mapping[str, int], layout: Layout, tally: Tally
) -> tuple[Posts, Iterator[Row | Reject]]:
    """Return the posts of a block, and the rows of it that go the long way."""
    cells = {name: block.cells[str(at)] for name, at in places.items()}
    columns, plain = posts_of(cells, layout, tally)
    lines = pl.Series("line", block.lines)
    if plain.all():
        return Posts(columns.with_columns(lines)), iter(())
    return Posts(columns.with_columns(lines.filter(plain))), block.rows(~plain)
