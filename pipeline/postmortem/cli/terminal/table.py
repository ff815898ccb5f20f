"""Rows of a query as plain text, for a terminal."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence


def plain(cell: object) -> object:
    """Return `cell` as something JSON knows: times as ISO text, absent numbers as `None`."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell != cell:
        return None
    return cell if isinstance(cell, str | int | float | bool | list | None) else str(cell)


def table_text(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return rows as aligned columns, numbers to the right.

    >>> print(table_text(["day", "n"], [["2026-01-01", 7], ["2026-01-02", 12]]))
    day          n
    2026-01-01   7
    2026-01-02  12
    """
    from postmortem.render.formats.columns import align_columns

    sides: list[Literal["left", "right"]] = [
        "right" if rows and all(isinstance(row[at], int | float | None) for row in rows) else "left"
        for at in range(len(columns))
    ]
    return "\n".join(align_columns([columns, *(list(map(_cell, row)) for row in rows)], sides))


def _cell(value: object) -> str:
    from postmortem.wording import clip, visible

    if value is None:
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else clip(visible(str(value)))
