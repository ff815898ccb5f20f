"""`report.md`: plain Markdown with tables, for wikis, issues and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from postmortem.render.document import (
    Block,
    Bullets,
    Code,
    Figure,
    Heading,
    Paragraph,
    Prose,
    Quote,
    Section,
    Table,
)
from postmortem.render.formats.escape import markdown_text as safe
from postmortem.render.formats.prose_markdown import pipe_table, prose_markdown
from postmortem.render.sections.outline import document
from postmortem.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from postmortem.model import Report

    Pictures = Mapping[str, tuple[bytes, str]]


def markdown(report: Report, pictures: Pictures | None = None) -> str:
    """Return the report as Markdown; `pictures` (PNG and alt text by name) are linked as files."""
    page = document(report)
    parts = [f"# {safe(page.kicker)}", safe(page.status), f"**{safe(page.title)}**"]
    for section in page.sections:
        parts += _section(section, pictures or {})
    return "\n\n".join(parts) + "\n"


def _section(section: Section, pictures: Pictures) -> Iterable[str]:
    yield f"## {safe(section.title)}"
    for block in section.blocks:
        text = _block(block, pictures)
        if text:
            yield text


def _block(block: Block, pictures: Pictures) -> str:
    match block:
        case Paragraph(text, tone):
            return f"**{safe(text)}**" if tone in ("lead", "care") else safe(text)
        case Bullets():
            return _list(block)
        case Table():
            return _table(block)
        case Quote(text, by):
            return f"> {safe(text)}" + (f"\n>\n> — {safe(by)}" if by else "")
        case Code(text):
            return "    " + visible(text)
        case Heading(text):
            return f"### {safe(text)}"
        case Figure(name):
            return _figure(name, pictures)
        case Prose(text):
            return prose_markdown(text)
        case _:
            assert_never(block)


def _figure(name: str, pictures: Pictures) -> str:
    if name not in pictures:
        return ""
    _, alt = pictures[name]
    return f"![{safe(alt)}](charts/{name}.png)\n\nData: [{name}.csv](data/{name}.csv)"


def _list(block: Bullets) -> str:
    marks = [f"{number}." if block.numbered else "-" for number, _ in enumerate(block.items, 1)]
    return "\n".join(f"{mark} {safe(item)}" for mark, item in zip(marks, block.items, strict=True))


def _table(table: Table) -> str:
    head, *rows = ([safe(cell) for cell in row] for row in (table.head, *table.rows))
    caption = f"\n\n{safe(table.caption)}" if table.caption else ""
    return pipe_table(head, rows, table.align) + caption
