"""`report.md`: plain Markdown with tables, for wikis, issues and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from postmortem.render.formats import prose
from postmortem.render.formats.escape import markdown_text as safe
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
            return _list([safe(item) for item in block.items], numbered=block.numbered)
        case Table():
            return _table(block, safe)
        case Quote(text, by):
            return f"> {safe(text)}" + (f"\n>\n> — {safe(by)}" if by else "")
        case Code(text):
            return "    " + visible(text)
        case Heading(text):
            return f"### {safe(text)}"
        case Figure(name):
            return _figure(name, pictures)
        case Prose(text):
            return "\n\n".join(_prose(part) for part in prose.blocks(text))


def _figure(name: str, pictures: Pictures) -> str:
    if name not in pictures:
        return ""
    _, alt = pictures[name]
    return f"![{safe(alt)}](charts/{name}.png)\n\nData: [{name}.csv](data/{name}.csv)"


def _list(items: list[str], *, numbered: bool) -> str:
    marks = (f"{number}." if numbered else "-" for number in range(1, len(items) + 1))
    return "\n".join(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))


def _table(table: Table, cell: prose.Writer) -> str:
    """Return a pipe table; a blank head cell keeps a space, because some readers drop the row."""
    rules = ("---:" if align == "right" else "---" for align in table.align)
    rows = [table.head, *table.rows]
    lines = ["| " + " | ".join(cell(text) or " " for text in row) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join(rules) + " |")
    return "\n".join(lines) + (f"\n\n{safe(table.caption)}" if table.caption else "")


def _prose(block: prose.ProseBlock) -> str:
    match block:
        case Heading(text):
            return f"### {_inline(text)}"
        case Paragraph(text):
            return _inline(text)
        case Bullets():
            return _list([_inline(item) for item in block.items], numbered=block.numbered)
        case Table():
            return _table(block, _inline)


def _inline(text: str) -> str:
    marks = {"plain": "", "bold": "**", "italic": "*", "code": ""}
    return "".join(
        f"{marks[span.style]}{_kept_edges(span.text)}{marks[span.style]}"
        for span in prose.spans(text)
    )


def _kept_edges(text: str) -> str:
    """Escape text without losing the blanks that part it from its neighbours."""
    core = safe(text)
    return f"{' ' * text.startswith(' ')}{core}{' ' * (text.endswith(' ') and bool(core))}"
