"""`report.docx`: the same blocks as a Word file, for Google Docs, SharePoint and comments."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, assert_never

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
from postmortem.render.formats.office import data_date, missing_extra, strip_dates
from postmortem.render.formats.word_prose import write_prose
from postmortem.render.formats.word_table import WIDTH_CM, add_table
from postmortem.render.sections.outline import document
from postmortem.wording import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postmortem.model import Report

    Pictures = Mapping[str, tuple[bytes, str]]


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
    buffer = io.BytesIO()
    file.save(buffer)
    return strip_dates(buffer.getvalue())


def _properties(file: Any, report: Report, title: str) -> None:
    properties = file.core_properties
    properties.title, properties.author, properties.comments = visible(title), "postmortem", ""
    properties.created = properties.modified = data_date(report)


def _write(file: Any, block: Block, pictures: Pictures) -> None:
    match block:
        case Paragraph(text, tone):
            run = file.add_paragraph().add_run(visible(text))
            run.bold, run.italic = tone in ("lead", "care"), tone == "quiet"
        case Bullets():
            _list(file, block)
        case Table():
            add_table(file, block.head, block.rows, block.align, write=_write_words, words=str)
            file.add_paragraph().add_run(visible(block.caption)).italic = True
        case Quote(text, by):
            file.add_paragraph(visible(f"{text} — {by}" if by else text), style="Quote")
        case Code(text):
            file.add_paragraph().add_run(visible(text)).font.name = "Consolas"
        case Heading(text):
            file.add_heading(visible(text), level=2)
        case Figure(name):
            _picture(file, pictures.get(name))
        case Prose(text):
            write_prose(file, text)
        case _:
            assert_never(block)


def _margins(file: Any) -> None:
    """Make the text as wide as the pictures."""
    from docx.shared import Cm

    for section in file.sections:
        margin = (section.page_width - Cm(WIDTH_CM)) // 2
        section.left_margin = section.right_margin = margin


def _list(file: Any, block: Bullets) -> None:
    style = "List Number" if block.numbered else "List Bullet"
    for item in block.items:
        file.add_paragraph(visible(item), style=style)


def _write_words(line: Any, text: str) -> None:
    line.add_run(visible(text))


def _picture(file: Any, picture: tuple[bytes, str] | None) -> None:
    from docx.shared import Cm

    if picture is None:
        return
    png, alt = picture
    shape = file.add_picture(io.BytesIO(png), width=Cm(WIDTH_CM))
    shape._inline.docPr.set("descr", visible(alt))
