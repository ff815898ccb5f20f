"""A delimited table in bulk: blocks of rows as columns, odd rows one by one."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import polars as pl

from postmortem.model import Posts
from postmortem.sources.delimited.blocks import Block, blocks
from postmortem.sources.delimited.columnar import can_read, posts_of
from postmortem.sources.delimited.layout import places_of
from postmortem.sources.delimited.tabular import RowReader, closing_notes, records_of
from postmortem.sources.notes import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from postmortem.model import Record
    from postmortem.sources.delimited.layout import Layout
    from postmortem.sources.delimited.rows import Row, Rows
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options


def read_bulk(
    rows: Rows, export: Export, options: Options, layout: Layout, zone: str | None = None
) -> Iterator[Record | Posts]:
    """Yield what `read_rows` yields, most posts of it as columns."""
    tally = Tally()
    places = places_of(rows.columns, layout, options)
    make = RowReader(layout, zone, export.name, tally, options).maker(places, rows.columns)
    with ExitStack() as stack:
        is_utf8 = export.encoding(None, options.encoding) in ("utf-8", "utf-8-sig")
        as_bytes = is_utf8 and rows.feed.joins
        raw = stack.enter_context(export.open_binary()) if as_bytes else None
        for block in blocks(rows, raw) if can_read(places, layout) else rows:
            if isinstance(block, Block):
                posts, odd_rows = _read(block, places, layout, tally)
                yield posts
                yield from records_of(odd_rows, make)
            else:
                yield from records_of((block,), make)
    yield from closing_notes(tally, places, export, layout, None, options)


def _read(
    block: Block, places: Mapping[str, int], layout: Layout, tally: Tally
) -> tuple[Posts, Iterator[Row]]:
    """Return the posts of a block, and the rows of it that go the long way."""
    cells = {name: block.cells[str(at)] for name, at in places.items()}
    columns, plain = posts_of(cells, layout, tally)
    lines = pl.Series("line", block.lines)
    if plain.all():
        return Posts(columns.with_columns(lines)), iter(())
    rest = block.cells.filter(~plain)
    odd_rows = zip(lines.filter(~plain).to_list(), map(list, rest.iter_rows()), strict=True)
    return Posts(columns.with_columns(lines.filter(plain))), odd_rows
