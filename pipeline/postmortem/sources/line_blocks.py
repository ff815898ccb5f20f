"""JSON Lines as rows of a table: by the block where there is a lane, odd lines one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.sources.behaviour.survey import paths_of, rows_of_objects
from postmortem.sources.objects.lanes import Field, Kind, Lines, has_lane, read_lane

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from postmortem.model import Reject
    from postmortem.sources.delimited.rows import Row
    from postmortem.sources.export import Export
    from postmortem.sources.objects.documents import Item
    from postmortem.sources.options import Options


@dataclass(frozen=True, slots=True, eq=False)
class LineBlock:
    """Rows that are lines of JSON: a `delimited.bulk.Block`."""

    cells: pl.DataFrame
    lines: NDArray[np.int64]
    _columns: tuple[str, ...]
    _source: Lines

    def rows(self, which: pl.Series) -> Iterator[Row | Reject]:
        """Yield some of the rows as the careful reader does."""
        rows = ~self._source.is_left
        rows = rows.scatter(rows.arg_true(), which)
        yield from rows_of_objects(self._source.items(rows), self._columns)


def line_blocks(
    export: Export, options: Options, columns: tuple[str, ...], places: Iterable[int]
) -> Iterator[LineBlock | Row | Reject] | None:
    """Yield what `rows_of_objects` does, most of it in blocks with the cells at some `places`.

    None where the export is no JSON Lines, or there is no lane.
    """
    paths = paths_of(columns)
    fields = {str(at): Field(Kind.CELL, paths[at]) for at in sorted(set(places))}
    if not has_lane(export, options, fields):
        return None
    return _blocks(read_lane(export, options, fields), columns)


def _blocks(
    parts: Iterable[Lines | Item | Reject], columns: tuple[str, ...]
) -> Iterator[LineBlock | Row | Reject]:
    for part in parts:
        if not isinstance(part, Lines):
            yield from rows_of_objects((part,), columns)
            continue
        cells = part.columns.filter(~part.is_left).fill_null("")
        if len(cells):
            yield LineBlock(cells, part.numbers(~part.is_left), columns, part)
        yield from rows_of_objects(part.items(part.is_left), columns)
