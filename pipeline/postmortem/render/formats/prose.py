"""The Markdown that a person wrote, as blocks of plain text that every format can write safely.

What leaves here is clean to look at and cannot act: HTML stays text, pictures become links, and
an address is a link only where it leads to the web or to a mailbox.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from postmortem.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    from postmortem.render.document import Align

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)
_TASK = re.compile(r"\[([ xX])\](?:\s+|$)")
_DEEPEST = 40
"""Levels of nesting that are read; a list in a list is two."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one style, and where they lead."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    href: str | None = None


LINE_BREAK = Run("\n")
Line: TypeAlias = "tuple[Run, ...]"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `depth` counts from 0, the shallowest of the text."""

    depth: int
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list; `is_done` is None where it is no task."""

    blocks: tuple[Block, ...]
    is_done: bool | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is the number of its first entry, or None for bullets."""

    items: tuple[Item, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row is as long as the head."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    align: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to be shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block: TypeAlias = "Heading | Paragraph | Items | Table | Quote | Code | Rule"


def read_prose(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text.

    >>> [block] = read_prose("the **desk** did")
    >>> [(run.text, run.bold) for run in block.line]
    [('the ', False), ('desk', True), (' did', False)]
    """
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(text))
    levels = [int(node.tag[1]) for node in tree.walk() if node.type == "heading"]
    return tuple(_blocks(tree.children, min(levels, default=1)))


def plain_text(line: Line) -> str:
    """Return the words of a line without their styles."""
    return "".join(run.text for run in line)


@cache
def _parser() -> MarkdownIt:
    """Return CommonMark with tables and strikethrough, without HTML and without unsafe links."""
    # Here and not at the top: only a report with notes needs it.
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
            return _ADDRESS.fullmatch(url) is not None

    parser = Parser("commonmark", {"html": False, "maxNesting": _DEEPEST})
    return parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])


def _blocks(nodes: Sequence[SyntaxTreeNode], shallowest: int) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1]) - shallowest, _line(node))
            case "bullet_list" | "ordered_list":
                yield _items(node, shallowest)
            case "table":
                yield _table(node)
            case "blockquote":
                yield Quote(tuple(_blocks(node.children, shallowest)))
            case "fence" | "code_block":
                yield Code(visible(node.content.rstrip("\n"), lines=True))
            case "hr":
                yield Rule()
            case _:
                yield Paragraph(_line(node))


def _items(node: SyntaxTreeNode, shallowest: int) -> Items:
    items = tuple(_item(tuple(_blocks(child.children, shallowest))) for child in node.children)
    if node.type == "bullet_list":
        return Items(items)
    return Items(items, int(node.attrs.get("start", 1)))


def _item(blocks: tuple[Block, ...]) -> Item:
    """Return an entry; one that begins with `[ ]` or `[x]` is a task."""
    match blocks:
        case (Paragraph((first, *others)), *below) if box := _TASK.match(first.text):
            words = replace(first, text=first.text[box.end() :])
            return Item((Paragraph((words, *others)), *below), is_done=box[1] in "xX")
    return Item(blocks)


def _table(node: SyntaxTreeNode) -> Table:
    rows = [tuple(map(_line, row.children)) for part in node.children for row in part.children]
    cells = node.children[0].children[0].children
    align: list[Align] = ["right" if "right" in str(cell.attrs) else "left" for cell in cells]
    return Table(rows[0], tuple(rows[1:]), tuple(align))


def _line(node: SyntaxTreeNode) -> Line:
    """Return the runs of a block that holds one line of words."""
    runs = (run for child in node.children for run in _runs(child, Run("")) if run.text)
    pieces = groupby(runs, key=lambda run: (replace(run, text=""), run == LINE_BREAK))
    return tuple(
        replace(style, text="".join(run.text for run in group)) for (style, _), group in pieces
    )


def _runs(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    match node.type:
        case "text":
            yield replace(style, text=visible(node.content))
        case "code_inline":
            yield replace(style, text=visible(node.content), code=True)
        case "softbreak":
            yield replace(style, text=" ")
        case "hardbreak":
            yield LINE_BREAK
        case _:
            for child in node.children:
                yield from _runs(child, _within(node, style))


def _within(node: SyntaxTreeNode, style: Run) -> Run:
    """Return the style of what stands inside of `node`; what links already keeps its address."""
    match node.type:
        case "strong":
            return replace(style, bold=True)
        case "em":
            return replace(style, italic=True)
        case "s":
            return replace(style, strike=True)
        case "link" | "image":
            address = node.attrs["href" if node.type == "link" else "src"]
            return replace(style, href=style.href or str(address))
    return style
