"""Rows of a query as plain text, for a terminal or a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def plain(cell: object) -> object:
    """Return `cell` as something JSON knows: times as ISO text, absent numbers as `None`."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell != cell:
        return None
    return cell if isinstance(cell, str | int | float | bool | list | None) else str(cell)


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return rows as CSV in which no text can run as a spreadsheet formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_inert(cell) for cell in row] for row in rows])
    return out.getvalue().rstrip("\n")


def _inert(cell: object) -> object:
    """Put a quote before text that a spreadsheet would take for a formula."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(_TRIGGERS):
        return "'" + cell
    return "" if cell is None else cell


def table_text(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return rows as aligned columns, numbers to the right.

    >>> print(table_text(["day", "n"], [["2026-01-01", 7], ["2026-01-02", 12]]))
    day          n
    2026-01-01   7
    2026-01-02  12
    """
    cells = [[_cell_text(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    right = [
        all(isinstance(row[i], int | float | None) for row in rows) and bool(rows)
        for i in range(len(columns))
    ]
    return "\n".join(
        "  ".join(
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in [list(columns), *cells]
    )


def _cell_text(cell: object) -> str:
    if cell is None:
        return "-"
    text = f"{cell:.4g}" if isinstance(cell, float) else str(cell)
    return "".join(c if c.isprintable() else " " for c in text)[:80]
