"""JSON Lines by the block: what is plain is checked at once, and the rest line by line.

A block is plain when every line of it is one object and no key stands twice. Its objects are those
that `objects` yields, but for numbers longer than 64 bits hold: those are floats here, and whoever
meets one where it matters asks for the object again.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from postmortem.sources.objects.documents import LARGEST, has_lines, lines_in, objects, of_lines
from postmortem.sources.objects.twice import quick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from postmortem.model import Reject
    from postmortem.sources.export import Export
    from postmortem.sources.objects.documents import Item
    from postmortem.sources.options import Options

_BLOCK = 2**18
"""Bytes or characters read at once."""
_OBJECTS = {dict}
_COLON, _BACKSLASH = b":\\"


@dataclass(frozen=True, slots=True, eq=False)
class Objects:
    """The objects on consecutive lines, the first of which has the number `first`."""

    name: str
    first: int
    values: list[dict[str, Any]]
    text: bytes

    def again(self, places: Sequence[int]) -> Iterator[Item | Reject]:
        """Yield the objects at `places` as `objects` does: with every digit of long numbers."""
        yield from items_at(self.text, places, self.name, self.first)


def items_at(text: bytes, places: Sequence[int], name: str, first: int) -> Iterator[Item | Reject]:
    """Yield what `of_lines` yields of the lines at `places`; that at 0 has the number `first`."""
    if not places:
        return
    lines = text.split(b"\n")
    for place in places:
        line = decode_block(lines[place]) + ("\n" if place < len(lines) - 1 else "")
        yield from of_lines((line,), name, first + place)


def object_blocks(export: Export, options: Options) -> Iterator[Objects | Item | Reject]:
    """Yield what `objects` yields, plain blocks of JSON Lines as one."""
    if not has_lines(export, options):
        yield from objects(export, options)
        return
    number = 1
    for block in whole_lines(utf8_of(export, options, _BLOCK)):
        if number == 1:
            block = block.lstrip(b" \t\r\n")
        values = _plain(block)
        if values is not None:
            yield Objects(export.name, number, values, block)
            number += len(values)
        else:
            text = io.StringIO(decode_block(block), newline="")
            yield from of_lines(lines_in(text), export.name, number)
            text.seek(0)
            number += sum(1 for _ in text)


def utf8_of(export: Export, options: Options, size: int) -> Iterator[bytes]:
    """Yield the content as UTF-8, in pieces of `size` bytes or characters."""
    if export.encoding(None, options.encoding) == "utf-8":
        with export.open_binary() as raw:
            yield from iter(lambda: raw.read(size), b"")
    else:
        with export.open_text(None, options.encoding) as stream:
            pieces = iter(lambda: stream.read(size), "")
            yield from (piece.encode("utf-8", "surrogatepass") for piece in pieces)


def whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same text in pieces that end where a line does, or where one gets too long."""
    pending: list[bytes] = []
    letters = 0
    for piece in pieces:
        end = piece.rfind(b"\n") + 1
        if end:
            yield b"".join((*pending, memoryview(piece)[:end]))
            pending, letters = [], 0
        pending.append(piece[end:])
        letters += count_letters(pending[-1])
        if letters >= LARGEST:
            yield b"".join(pending)
            pending, letters = [], 0
    yield b"".join(pending)


def count_letters(text: bytes) -> int:
    """Return how many characters begin in a text; the bytes that continue one are the lowest."""
    return int(np.count_nonzero(np.frombuffer(text, np.int8) >= -64))


def decode_block(block: bytes) -> str:
    """Return the text of a block."""
    try:
        return block.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        # A character cut off at the very end, of a download that was: the rest was checked.
        return block.decode("utf-8", "replace")


def _plain(block: bytes) -> list[dict[str, Any]] | None:
    """Return the objects of a block; None where it takes a look at each line."""
    if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
        return None
    if len(block) >= LARGEST and count_letters(block) >= LARGEST:
        return None
    try:
        # Line by line is faster than all at once, for the little that orjson has at hand stays so.
        values = list(map(quick().loads, io.BytesIO(block)))
    except (ValueError, RecursionError):
        return None
    if set(map(type, values)) != _OBJECTS or _some_twice(block, values):
        return None
    return values


def _some_twice(block: bytes, values: list[dict[str, Any]]) -> bool:
    """Whether an object may say a key twice: with it a colon is lost.

    No line has fewer colons than its object written out again, so that sums tell.
    """
    data = np.frombuffer(block, np.uint8)
    if b"\\u" in block and _escapes_a_colon(data):
        return True
    try:
        again = np.frombuffer(quick().dumps(values), np.uint8)
    except TypeError:  # nested deeper than orjson writes
        return True
    return bool(np.count_nonzero(data == _COLON) != np.count_nonzero(again == _COLON))


def _escapes_a_colon(data: NDArray[np.uint8]) -> bool:
    r"""Whether `\u003`, and `a` maybe, stands in a text that ends with no escape."""
    begins = np.flatnonzero(data[:-4] == _BACKSLASH)
    for behind, letter in enumerate(b"u003", start=1):
        begins = begins[data[begins + behind] == letter]
    return len(begins) > 0
