"""`report.docx`: the same blocks as a Word file, for Google Docs, SharePoint and comments."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from postmortem.render.document import (
    Block,
    Bullets,
    Code,
    Figure,
    Heading,
    Paragraph,
    Prose,
    Quote,
    Table,
)
from postmortem.render.formats import prose
from postmortem.render.formats.package import dated_by_data, missing_extra, undated
from postmortem.render.sections.outline import document
from postmortem.wording import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postmortem.model import Report

    Pictures = Mapping[str, tuple[bytes, str]]

_WIDTH_CM = 16.5
_LETTER, _PADDING = 0.21, 0.45
"""Centimetres of a bold letter in a table, and of the empty sides of a cell."""
_WORD, _WIDEST = 14, 32
"""Letters of a word that are kept together, and that a column is given room for at most."""


def docx(report: Report, pictures: Pictures) -> bytes:
    """Return a Word file with alt text on every picture. Needs the extra `office`."""
    try:
        from docx import Document
    except ImportError as error:
        raise missing_extra("Word") from error
    page, file = document(report), Document()
    _properties(file, report, page.title)
    _margins(file)
    file.add_heading(visible(page.title), level=0)
    file.add_paragraph(visible(page.kicker), style="Subtitle")
    file.add_paragraph(visible(page.status))
    for section in page.sections:
        file.add_heading(visible(section.title), level=1)
        for block in section.blocks:
            _write(file, block, pictures)
    held = io.BytesIO()
    file.save(held)
    return undated(held.getvalue())


def _properties(file: Any, report: Report, title: str) -> None:
    kept = file.core_properties
    kept.title, kept.author, kept.comments = visible(title), "postmortem", ""
    kept.created = kept.modified = dated_by_data(report)


def _write(file: Any, block: Block, pictures: Pictures) -> None:
    match block:
        case Paragraph(text, tone):
            run = file.add_paragraph().add_run(visible(text))
            run.bold, run.italic = tone in ("lead", "care"), tone == "quiet"
        case Bullets():
            _list(file, block)
        case Table():
            _table(file, block)
        case Quote(text, by):
            file.add_paragraph(visible(f"{text} — {by}" if by else text), style="Quote")
        case Code(text):
            file.add_paragraph().add_run(visible(text)).font.name = "Consolas"
        case Heading(text):
            file.add_heading(visible(text), level=2)
        case Figure(name):
            _picture(file, pictures.get(name))
        case Prose(text):
            for part in prose.blocks(text):
                _prose(file, part)


def _margins(file: Any) -> None:
    """Make the text as wide as the pictures."""
    from docx.shared import Cm

    for section in file.sections:
        margin = (section.page_width - Cm(_WIDTH_CM)) // 2
        section.left_margin = section.right_margin = margin


def _list(file: Any, block: Bullets) -> None:
    style = "List Number" if block.numbered else "List Bullet"
    for item in block.items:
        _spans(file.add_paragraph(style=style), item, rich=False)


def _table(file: Any, block: Table, *, rich: bool = False) -> None:
    """Add a table on the page of the words that lead to it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    file.paragraphs[-1].paragraph_format.keep_with_next = True
    table = file.add_table(rows=0, cols=len(block.head), style="Light List Accent 1")
    table.autofit = False
    widths = [Cm(width) for width in column_widths(block)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate((block.head, *block.rows)):
        shown = table.add_row()
        _whole(shown, head=number == 0)
        cells = zip(shown.cells, row, block.align, widths, strict=True)
        for cell, text, align, width in cells:
            cell.width = width
            line = cell.paragraphs[0]
            _spans(line, text, rich=rich)
            if align == "right":
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in line.runs:
                run.font.size = Pt(8.5)
                run.bold = number == 0 or run.bold
    file.add_paragraph().add_run(visible(block.caption)).italic = True


def column_widths(block: Table) -> list[float]:
    """Return centimetres per column: common words stay whole, long cells share the rest."""
    columns = list(zip(block.head, *block.rows, strict=True))
    words = [max(len(word) for cell in cells for word in [*cell.split(), ""]) for cells in columns]
    least = [_PADDING + _LETTER * min(longest, _WORD) for longest in words]
    asked = [_PADDING + _LETTER * min(max(map(len, cells)), _WIDEST) for cells in columns]
    wishes = [ask - need for ask, need in zip(asked, least, strict=True)]
    spare = _WIDTH_CM - sum(least)
    if spare < 0 or not sum(wishes):
        return [_WIDTH_CM * need / sum(least) for need in least]
    return [n + spare * wish / sum(wishes) for n, wish in zip(least, wishes, strict=True)]


def _whole(row: Any, *, head: bool) -> None:
    """Keep a row on one page; a head is repeated on the next."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _picture(file: Any, picture: tuple[bytes, str] | None) -> None:
    from docx.shared import Cm

    if picture is None:
        return
    png, alt = picture
    shape = file.add_picture(io.BytesIO(png), width=Cm(_WIDTH_CM))
    shape._inline.docPr.set("descr", visible(alt))


def _prose(file: Any, part: prose.ProseBlock) -> None:
    match part:
        case Heading(text):
            file.add_heading(visible(text), level=2)
        case Paragraph(text):
            _spans(file.add_paragraph(), text, rich=True)
        case Bullets():
            style = "List Number" if part.numbered else "List Bullet"
            for item in part.items:
                _spans(file.add_paragraph(style=style), item, rich=True)
        case Table():
            _table(file, part, rich=True)


def _spans(line: Any, text: str, *, rich: bool) -> None:
    if not rich:
        line.add_run(visible(text))
        return
    for span in prose.spans(text):
        run = line.add_run(visible(span.text))
        run.bold = span.style == "bold" or None
        run.italic = span.style == "italic" or None
