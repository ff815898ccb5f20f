"""A person's Markdown written again, so that only its harmless part is left."""

from __future__ import annotations

import re
from itertools import takewhile
from textwrap import indent
from typing import TYPE_CHECKING, assert_never

from postmortem.render.formats import prose
from postmortem.render.formats.escape import markdown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from postmortem.render.document import Align

_TICKS = re.compile("`+")
_MARKS = {"bold": "**", "italic": "*", "strike": "~~"}


def prose_markdown(text: str) -> str:
    """Return a person's Markdown without what could act in a reader."""
    return _blocks(prose.read_prose(text))


def pipe_table(head: Sequence[str], rows: Iterable[Sequence[str]], align: Sequence[Align]) -> str:
    """Return a pipe table of cells that are Markdown already.

    A blank cell keeps a space, because some readers drop a row of nothing.
    """
    rules = ["---:" if each == "right" else "---" for each in align]
    lines = [[cell or " " for cell in row] for row in (head, *rows)]
    lines.insert(1, rules)
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _blocks(blocks: Iterable[prose.Block]) -> str:
    return "\n\n".join(text for block in blocks if (text := _block(block)))


def _block(block: prose.Block) -> str:
    match block:
        case prose.Heading(depth, line):
            return f"{'#' * min(6, 3 + depth)} {_line(line)}"
        case prose.Paragraph(line):
            return _line(line)
        case prose.Items():
            return _items(block)
        case prose.Table():
            head, *rows = (
                [_line(cell, in_table=True) for cell in row] for row in (block.head, *block.rows)
            )
            return pipe_table(head, rows, block.align)
        case prose.Quote(blocks):
            return indent(_blocks(blocks), "> ", lambda _: True)
        case prose.Code(text):
            fence = _ticks(text, at_least=3)
            return f"{fence}\n{text}\n{fence}"
        case prose.Rule():
            return "***"
        case _:
            assert_never(block)


def _items(block: prose.Items) -> str:
    entries = []
    for number, item in enumerate(block.items, start=block.start or 0):
        mark = "- " if block.start is None else f"{number}. "
        box = {None: "", True: "[x] ", False: "[ ] "}[item.is_done]
        body = indent(_item(item), " " * len(mark)).lstrip()
        entries.append(f"{mark}{box}{body}".rstrip())
    return "\n".join(entries)


def _item(item: prose.Item) -> str:
    """Set a list right below the words it belongs to, where Markdown lets it stand there."""
    match item.blocks:
        case (prose.Paragraph(line), prose.Items(_, None | 1) as below):
            return f"{_line(line)}\n{_items(below)}"
    return _blocks(item.blocks)


def _line(line: prose.Line, *, in_table: bool = False) -> str:
    """Write runs one after the other; a style is opened and closed where words touch it."""
    text, blank = "", ""
    styles: list[str] = []
    for run in line:
        words = run.text.strip()
        if run == prose.LINE_BREAK or not words:
            blank += " " if in_table or run.text.strip(" ") == "" else "\\\n"
            continue
        marks = _styles(run, styles)
        pairs = zip(styles, marks, strict=False)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        text += "".join(_close(style) for style in reversed(styles[shared:]))
        text += blank + run.text[: len(run.text) - len(run.text.lstrip())]
        text = _before_link(text, marks[shared:]) + "".join(map(_open, marks[shared:]))
        text += _code(words, in_table=in_table) if run.code else markdown_text(words)
        styles, blank = marks, run.text[len(run.text.rstrip()) :]
    return (text + "".join(_close(style) for style in reversed(styles))).strip()


def _styles(run: prose.Run, before: Sequence[str]) -> list[str]:
    """Return the styles of a run from the outside in, those that stay open before those that open.

    An address stands for its link.
    """
    switches = {"bold": run.bold, "italic": run.italic, "strike": run.strike}
    names = [run.href or "", *(name for name, is_on in switches.items() if is_on)]
    return sorted(filter(None, names), key=lambda name: name not in before)


def _open(style: str) -> str:
    return _MARKS.get(style, "[")


def _close(style: str) -> str:
    address = style.replace("&", "&amp;").replace("\\", "%5C")
    return _MARKS.get(style) or f"](<{address}>)"


def _before_link(text: str, marks: Sequence[str]) -> str:
    """Keep an exclamation mark from turning the link after it into a picture."""
    opens_link = bool(marks) and marks[0] not in _MARKS
    return f"{text[:-1]}\\!" if opens_link and text.endswith("!") else text


def _code(text: str, *, in_table: bool) -> str:
    ticks = _ticks(text, at_least=1)
    edge = " " if "`" in (text[0], text[-1]) else ""
    words = text.replace("|", "\\|") if in_table else text
    return f"{ticks}{edge}{words}{edge}{ticks}"


def _ticks(text: str, *, at_least: int) -> str:
    """Return more backticks than stand anywhere in the text."""
    return "`" * max([at_least, *(len(ticks) + 1 for ticks in _TICKS.findall(text))])
