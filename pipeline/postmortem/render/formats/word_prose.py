"""A person's Markdown as paragraphs of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from postmortem.render.formats import prose
from postmortem.render.formats.word_table import add_table

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE = "Consolas"
_DEEPEST = 3
"""Word's own styles for lists end there."""


def write_prose(file: Any, text: str) -> None:
    """Add a person's Markdown to the end of the file."""
    _write(file, prose.read_prose(text), "Normal", depth=0)


def _write(file: Any, blocks: Iterable[prose.Block], style: str, *, depth: int) -> None:
    """Add blocks; plain paragraphs take `style`, and lists stand `depth` lists deep."""
    for block in blocks:
        match block:
            case prose.Heading():
                add_line(file.add_heading(level=min(9, 2 + block.depth)), block.line)
            case prose.Paragraph(line):
                add_line(file.add_paragraph(style=style), line)
            case prose.Items():
                _write_items(file, block, depth)
            case prose.Table():
                _write_table(file, block)
            case prose.Quote(quoted_blocks):
                _write(file, quoted_blocks, "Quote", depth=depth)
            case prose.Code(text):
                file.add_paragraph().add_run(text).font.name = _CODE
            case prose.Rule():
                file.add_paragraph("—" * 8)
            case _:
                assert_never(block)


def _write_items(file: Any, block: prose.Items, depth: int) -> None:
    level = "" if depth == 0 else f" {min(depth + 1, _DEEPEST)}"
    name = "List Bullet" if block.start is None else "List Number"
    for item in block.items:
        line = file.add_paragraph(style=f"{name}{level}")
        if item.is_done is not None:
            line.add_run("☑ " if item.is_done else "☐ ")
        match item.blocks:
            case (prose.Paragraph(words), *others):
                add_line(line, words)
                _write(file, others, f"List Continue{level}", depth=depth + 1)
            case blocks:
                _write(file, blocks, f"List Continue{level}", depth=depth + 1)


def _write_table(file: Any, block: prose.Table) -> None:
    add_table(file, block.head, block.rows, block.align, write=add_line, words=prose.plain_text)
    file.add_paragraph()


def add_line(paragraph: Any, line: prose.Line) -> None:
    """Add runs to a paragraph, each with its styles and its link."""
    for part in line:
        if part == prose.LINE_BREAK:
            paragraph.add_run().add_break()
            continue
        run = paragraph.add_run(part.text)
        run.bold, run.italic = part.bold or None, part.italic or None
        run.font.strike = part.strike or None
        if part.code:
            run.font.name = _CODE
        if part.href is not None:
            _link(paragraph, run, part.href)


def _link(paragraph: Any, run: Any, address: str) -> None:
    """Put a run inside of a link; python-docx reads links, but has no call to make one."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run.font.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    link.append(run._r)
    paragraph._p.append(link)
