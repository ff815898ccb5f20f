"""JSON Lines by the block: orjson parses what is plain at once, and the rest line by line.

A block is plain when every line of it is one object and no key stands twice. Then it makes no
difference how many lines are parsed at a time, but for numbers longer than 64 bits hold: those are
floats here, and whoever meets one where it matters asks for the object again.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from postmortem.sources._documents import (
    LARGEST,
    has_lines,
    lines_in,
    objects,
    of_lines,
)
from postmortem.sources._twice import quick

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postmortem.model import Reject
    from postmortem.sources._documents import Item
    from postmortem.sources._export import Export
    from postmortem.sources._source import Options

_BLOCK = 2**22
"""Bytes or characters read at once."""
_MARK = 10**15
"""Stands for the end of a line, or the next number that is not in the text itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Objects:
    """The objects on consecutive lines, the first of which has the number `first`."""

    name: str
    first: int
    values: list[dict[str, Any]]
    text: bytes

    def again(self, places: Sequence[int]) -> Iterator[Item | Reject]:
        """Yield the objects at `places` as `objects` does: with every digit of long numbers."""
        if places:
            lines = self.text.decode("utf-8").split("\n")
            for place in places:
                yield from of_lines((lines[place],), self.name, self.first + place)


def object_blocks(export: Export, options: Options) -> Iterator[Objects | Item | Reject]:
    """Yield what `objects` yields, plain blocks of JSON Lines as one."""
    if not has_lines(export, options):
        yield from objects(export, options)
        return
    number, held = 1, b""
    for more in _utf8(export, options):
        held += more
        if number == 1:
            held = held.lstrip(b" \t\r\n")
        end = held.rfind(b"\n") + 1 if more else len(held)
        if end or _is_too_long(held):
            block, held = held[: end or None], held[end or len(held) :]
            plain = _plain(block)
            if plain is not None:
                yield Objects(export.name, number, *plain)
                number += len(plain[0])
            else:
                text = io.StringIO(_decoded(block), newline="")
                yield from of_lines(lines_in(text), export.name, number)
                text.seek(0)
                number += sum(1 for _ in text)


def _utf8(export: Export, options: Options) -> Iterator[bytes]:
    """Yield the content as UTF-8, and nothing at its end."""
    if export.encoding(None, options.encoding) == "utf-8":
        with export.open_binary() as raw:
            yield from iter(lambda: raw.read(_BLOCK), b"")
    else:
        with export.open_text(None, options.encoding) as stream:
            pieces = iter(lambda: stream.read(_BLOCK), "")
            yield from (piece.encode("utf-8", "surrogatepass") for piece in pieces)
    yield b""


def _is_too_long(held: bytes) -> bool:
    """Whether a line that has not ended yet has more characters than one may have."""
    return len(held) > LARGEST and len(_decoded(held)) >= LARGEST


def _decoded(block: bytes) -> str:
    try:
        return block.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        # A character cut off at the very end, of a download that was: the rest was checked.
        return block.decode("utf-8", "replace")


def _plain(block: bytes) -> tuple[list[dict[str, Any]], bytes] | None:
    """Return the objects of a block and their lines; None where it takes a look at each line."""
    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    text = block.rstrip(b"\r\n")
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n")
    if not text.startswith(b"{") or b"\r" in text or text.count(b"}\n{") != lines - 1:
        return None
    # A number that stands nowhere in the text stands for each line end: where the end of a line is
    # not that of an object, or a line holds two, they do not take turns.
    mark = next(number for number in count(_MARK) if b"%d" % number not in text)
    try:
        values = quick().loads(b"[%b]" % text.replace(b"\n", b",%d,\n" % mark))
    except (ValueError, RecursionError):
        return None
    values, marks = values[::2], values[1::2]
    if marks != [mark] * (lines - 1) or len(values) != lines or _some_twice(text, values):
        return None
    return values, text


def _some_twice(text: bytes, values: list[dict[str, Any]]) -> bool:
    """Whether an object may say a key twice: with it a colon is lost.

    No line has fewer colons than its object written out again, so that sums tell.
    """
    if b"\\u003" in text:
        return True
    return _colons(text) != _colons(quick().dumps(values))


def _colons(text: bytes) -> int:
    return int(np.count_nonzero(np.frombuffer(text, np.uint8) == ord(":")))
