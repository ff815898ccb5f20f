"""`report.docx`: the same blocks as a Word file, for Google Docs, SharePoint and comments."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from postmortem.render import prose
from postmortem.render._package import dated_by_data, missing_extra, undated
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
from postmortem.render.outline import document
from postmortem.wording import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postmortem.model import Report

    Pictures = Mapping[str, tuple[bytes, str]]

_WIDTH_CM = 16.5


def docx(report: Report, pictures: Pictures) -> bytes:
    """Return a Word file with alt text on every picture. Needs the extra `office`."""
    try:
        from docx import Document
    except ImportError as error:
        raise missing_extra("Word") from error
    page, file = document(report), Document()
    _properties(file, report, page.title)
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


def _list(file: Any, block: Bullets) -> None:
    style = "List Number" if block.numbered else "List Bullet"
    for item in block.items:
        _spans(file.add_paragraph(style=style), item, rich=False)


def _table(file: Any, block: Table, *, rich: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    table = file.add_table(rows=0, cols=len(block.head), style="Light List Accent 1")
    for number, row in enumerate((block.head, *block.rows)):
        for cell, text, align in zip(table.add_row().cells, row, block.align, strict=True):
            line = cell.paragraphs[0]
            _spans(line, text, rich=rich)
            if align == "right":
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in line.runs:
                run.font.size = Pt(8.5)
                run.bold = number == 0 or run.bold
    file.add_paragraph().add_run(visible(block.caption)).italic = True


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
