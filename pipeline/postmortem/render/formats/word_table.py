"""A table in a Word file: whole rows, a head on every page, columns as wide as their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postmortem.render.document import Align

Cell = TypeVar("Cell")

WIDTH_CM = 16.5
"""Centimetres of text and pictures across the page."""
_LETTER, _PADDING = 0.21, 0.45
"""Centimetres of a bold letter in a table, and of the empty sides of a cell."""
_WORD, _WIDEST = 14, 32
"""Letters of a word that are kept together, and that a column is given room for at most."""


def add_table(
    file: Any,
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    align: Sequence[Align],
    *,
    write: Callable[[Any, Cell], None],
    words: Callable[[Cell], str],
) -> None:
    """Add a table on the page of the words that lead to it.

    `write` puts a cell into a paragraph of Word, `words` returns its letters, to size the column.
    """
    from docx.shared import Cm

    lines = [list(head), *map(list, rows)]
    file.paragraphs[-1].paragraph_format.keep_with_next = True
    table = file.add_table(rows=0, cols=len(head), style="Light List Accent 1")
    table.autofit = False
    widths = [Cm(width) for width in column_widths([list(map(words, row)) for row in lines])]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate(lines):
        line = table.add_row()
        _keep_whole(line, is_head=number == 0)
        for cell, content, side, width in zip(line.cells, row, align, widths, strict=True):
            cell.width = width
            write(cell.paragraphs[0], content)
            _set_cell(cell.paragraphs[0], side, is_head=number == 0)


def _set_cell(paragraph: Any, side: Align, *, is_head: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if side == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for run in paragraph.runs:
        run.font.size = Pt(8.5)
        run.bold = is_head or run.bold


def column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return centimetres per column: common words stay whole, long cells share the rest."""
    columns = list(zip(*rows, strict=True))
    words = [max(len(word) for cell in cells for word in [*cell.split(), ""]) for cells in columns]
    least = [_PADDING + _LETTER * min(longest, _WORD) for longest in words]
    most = [_PADDING + _LETTER * min(max(map(len, cells)), _WIDEST) for cells in columns]
    wishes = [high - low for high, low in zip(most, least, strict=True)]
    spare = WIDTH_CM - sum(least)
    if spare < 0 or not sum(wishes):
        return [WIDTH_CM * need / sum(least) for need in least]
    return [n + spare * wish / sum(wishes) for n, wish in zip(least, wishes, strict=True)]


def _keep_whole(row: Any, *, is_head: bool) -> None:
    """Keep a row on one page; a head is repeated on the next."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
