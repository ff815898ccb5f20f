"""Posts of the X API v2 as tables: cells of small blocks, gathered until a table is worth it.

Objects of JSON are many times as large as what they say. Only those of a small block are there at
once, so that the processor has them at hand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from postmortem.model import Posts
from postmortem.sources.formats.x.flat_columns import series_of, timely_posts, usual_cells, without
from postmortem.sources.objects.lines import Objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postmortem.model import Reject
    from postmortem.sources.formats.x.flat_columns import Cells, Reading
    from postmortem.sources.notes import Tally
    from postmortem.sources.objects.documents import Item

_ROWS, _BYTES = 10_000, 2**24
"""When a table is full; each costs as much as some hundred rows."""


def tables(
    blocks: Iterable[Objects | Item | Reject], reading: Reading, tally: Tally
) -> Iterator[Posts | Item | Reject]:
    """Yield posts that objects are as tables, and as it is what is to be read by itself."""
    batch = _Batch()
    for block in blocks:
        if not isinstance(block, Objects):
            yield from batch.flush(tally)
            batch = _Batch()
            yield block
            continue
        cells, usual = usual_cells(block.values, reading)
        if not batch.has_room(cells):
            yield from batch.flush(tally)
            batch = _Batch()
        batch.add(block, cells, usual)
    yield from batch.flush(tally)


class _Batch:
    """What consecutive objects say, until it is worth a table."""

    def __init__(self) -> None:
        self._parts: list[tuple[Objects, list[bool]]] = []
        self._cells: Cells = {}
        self._size = 0

    def has_room(self, cells: Cells) -> bool:
        """Whether these cells fit in with those that are here."""
        if not self._parts:
            return True
        is_full = self._size > _BYTES or len(self._cells["post_id"]) > _ROWS
        return not is_full and cells.keys() == self._cells.keys()

    def add(self, objects: Objects, cells: Cells, usual: list[bool]) -> None:
        """Take what objects say that are usual posts; the objects themselves are let go of."""
        self._parts.append((replace(objects, values=[]), usual))
        self._size += len(objects.text)
        for name, column in cells.items():
            self._cells.setdefault(name, []).extend(column)

    def flush(self, tally: Tally) -> Iterator[Posts | Item | Reject]:
        """Yield a table of the posts, and the objects that are none of the usual."""
        if not self._parts:
            return
        usual = [is_usual for _, part in self._parts for is_usual in part]
        try:
            columns, timely = timely_posts(series_of(self._cells), tally)
        except (OverflowError, TypeError):  # a count that no column holds
            usual = [False] * len(usual)
        else:
            if not timely.all():
                usual = without(usual, set((~timely).arg_true()))
            if len(columns):
                yield Posts(columns.with_columns(self._lines(usual)))
        yield from self._others(usual)

    def _lines(self, usual: list[bool]) -> pl.Series:
        lines = [
            np.arange(objects.first, objects.first + len(part)) for objects, part in self._parts
        ]
        return pl.Series("line", np.concatenate(lines)[np.array(usual)], dtype=pl.Int64)

    def _others(self, usual: list[bool]) -> Iterator[Item | Reject]:
        first = 0
        for objects, part in self._parts:
            end = first + len(part)
            if not all(usual[first:end]):
                yield from objects.again([at for at in range(len(part)) if not usual[first + at]])
            first = end
