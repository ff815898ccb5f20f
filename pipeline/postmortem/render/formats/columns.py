"""Tables for a terminal: columns as wide as their widest cell, whatever script it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from postmortem.wording import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.render.document import Align


def align_columns(rows: Sequence[Sequence[str]], align: Sequence[Align]) -> list[str]:
    """Set rows in columns as wide as their widest cell.

    >>> align_columns([["day", "n"], ["日本", "12"]], ["left", "right"])
    ['day    n', '日本  12']
    """
    cells = [[visible(text) for text in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(map(_pad, row, widths, align)).rstrip() for row in cells]


def _pad(text: str, width: int, side: Align) -> str:
    blank = " " * (width - cell_len(text))
    return blank + text if side == "right" else text + blank
