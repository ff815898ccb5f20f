"""The harmless part of Markdown: paragraphs, headings, lists, tables, bold, italics, code.

People write their lessons in Markdown. Everything else in it (HTML, links, pictures) stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from postmortem.render.document import Align, Bullets, Heading, Paragraph, Table
from postmortem.wording import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEADING = re.compile(r"#{1,6}\s+(.*)")
_BULLET = re.compile(r"[-*+]\s+(.*)")
_NUMBER = re.compile(r"\d{1,9}[.)]\s+(.*)")
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
_INLINE = re.compile(r"\*\*(.+?)\*\*|`([^`]+)`|(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])")

Style = Literal["plain", "bold", "italic", "code"]
ProseBlock = Heading | Paragraph | Bullets | Table
Writer: TypeAlias = "Callable[[str], str]"
"""Writes the text of one cell in some format."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line in one style."""

    text: str
    style: Style


def spans(line: str) -> Iterator[Span]:
    """Split a line at its bold, italic and code parts.

    >>> [(s.text, s.style) for s in spans("the **desk** did")]
    [('the ', 'plain'), ('desk', 'bold'), (' did', 'plain')]
    """
    end = 0
    for found in _INLINE.finditer(line):
        if found.start() > end:
            yield Span(line[end : found.start()], "plain")
        bold, code, italic = found.groups()
        style: Style = "bold" if bold else "code" if code else "italic"
        yield Span(bold or code or italic, style)
        end = found.end()
    if end < len(line):
        yield Span(line[end:], "plain")


def blocks(text: str) -> Iterator[ProseBlock]:
    """Return the blocks of a Markdown text; their text may still hold inline marks."""
    lines = [line.strip() for line in visible(text, lines=True).split("\n")]
    at = 0
    while at < len(lines):
        block, at = _next(lines, at)
        if block is not None:
            yield block


def _next(lines: list[str], at: int) -> tuple[ProseBlock | None, int]:
    line = lines[at]
    if not line:
        return None, at + 1
    if heading := _HEADING.fullmatch(line):
        return Heading(heading[1]), at + 1
    for pattern, numbered in ((_BULLET, False), (_NUMBER, True)):
        if pattern.fullmatch(line):
            return _list(lines, at, pattern, numbered=numbered)
    if line.startswith("|") and at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1]):
        return _table(lines, at)
    end = at
    while end < len(lines) and lines[end] and (end == at or not _starts_block(lines[end])):
        end += 1
    return Paragraph(" ".join(lines[at:end])), end


def _starts_block(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in (_HEADING, _BULLET, _NUMBER))


def _list(
    lines: list[str], at: int, pattern: re.Pattern[str], *, numbered: bool
) -> tuple[Bullets, int]:
    items: list[str] = []
    while at < len(lines) and (found := pattern.fullmatch(lines[at])):
        items.append(found[1])
        at += 1
    return Bullets(tuple(items), numbered), at


def _table(lines: list[str], at: int) -> tuple[Table, int]:
    head = _cells(lines[at])
    rows: list[tuple[str, ...]] = []
    at += 2
    while at < len(lines) and lines[at].startswith("|"):
        cells = _cells(lines[at])
        rows.append((cells + ("",) * len(head))[: len(head)])
        at += 1
    align: list[Align] = ["left"] * len(head)
    return Table(head, tuple(rows), tuple(align)), at


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))
