"""The first rows of a table, looked at by the column before any of them becomes a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from postmortem.model import Reject
from postmortem.sources.delimited.rules import without_nothing
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.times import about_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postmortem.sources.delimited.rows import Row

_ROWS = 1_000
"""Rows that tell how a column behaves."""
_CLOCK_WIDTH = 10
"""A time that tells more than a day is longer than `2026-03-01`, or counts seconds."""


@dataclass(frozen=True)
class Sample:
    """Cells of the first rows, by column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, rows: Iterable[Row | Reject], columns: tuple[str, ...]) -> Sample:
        """Return the first rows that can be read."""
        readable = (tuple(row[1]) for row in rows if not isinstance(row, Reject))
        return cls(columns, tuple(islice(readable, _ROWS)))

    @cached_property
    def _cells(self) -> dict[str, tuple[str, ...]]:
        columns = zip(*self.rows, strict=False) if self.rows else ((),) * len(self.columns)
        by_name: dict[str, tuple[str, ...]] = {}
        for name, cells in zip(self.columns, columns, strict=False):
            by_name.setdefault(name, tuple(cells))
        return by_name

    def cells(self, column: str | None) -> tuple[str, ...]:
        """Return what stands under a column, '' where nothing does; all '' without a column."""
        cells = self._cells.get(column or "")
        if cells is None:
            return ("",) * len(self.rows)
        return tuple(without_nothing(cell.strip()) for cell in cells)


def moment_of(cell: str) -> tuple[datetime, bool] | None:
    """Return about when a cell says, and whether it tells the day only; None for no time.

    Good for comparing columns: a time without a zone is taken for UTC, and 10/11/2024 for November.
    """
    if not cell:
        return None
    for day_first in (True, False):
        try:
            moment, is_day = about_time(cell, day_first)
            instant = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
            return instant.astimezone(UTC), is_day
        except (CellError, OverflowError):
            continue
    return None


def has_clock(cell: str) -> bool:
    """Whether a cell of times tells more than a day.

    >>> has_clock("2026-03-01"), has_clock("1772359200"), has_clock("2026-03-01 10:00")
    (False, True, True)
    """
    return ":" in cell or len(cell) > _CLOCK_WIDTH or (len(cell) == _CLOCK_WIDTH and cell.isdigit())
