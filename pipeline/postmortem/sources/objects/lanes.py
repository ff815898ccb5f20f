"""The lane of JSON Lines: what stands at a few paths, as columns, by the compiled kernel.

A line that can be read in one way only is read here; any other goes to the careful reader by its
number, so that both ways give the same. Without the kernel there is no lane.

`polars.read_ndjson` was held against it: it takes four times as long, keeps the last of a key that
stands twice, and turns a value of another type into one of the asked-for type, in silence.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from postmortem.sources.objects.documents import LARGEST, has_lines, lines_in, of_lines
from postmortem.sources.objects.lines import (
    count_letters,
    decode_block,
    items_at,
    utf8_of,
    whole_lines,
)
from postmortem.texts.extension import LineReader, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from postmortem.model import Reject
    from postmortem.sources.export import Export
    from postmortem.sources.objects.documents import Item
    from postmortem.sources.options import Options

_BLOCK = 2**22
"""Bytes or characters read at once."""
MOST_FIELDS = 31
"""How many paths the kernel follows at once."""


class Kind(IntEnum):
    """What may stand at a path; a line with anything else there is left to the careful reader.

    Null, and what is not there, is null.
    """

    TEXT = 1
    """A string."""
    ID = 2
    """A string, or an integer as text."""
    COUNT = 3
    """An integer of 18 digits."""
    CELL = 4
    """Anything but an object, as the text that a table has for it; null for lists."""
    RAW = 5
    """Anything, as the JSON it is; null only where it is not there."""


class Field(NamedTuple):
    """A value of an object: what it may be, and the keys that lead to it."""

    kind: Kind
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """What consecutive lines say, a row each, the first of which has the number `first`."""

    columns: pl.DataFrame
    """A column for each field; null where the line is left."""
    is_left: pl.Series
    """Which lines only the careful reader reads."""
    name: str
    first: int
    text: bytes

    def numbers(self, rows: pl.Series) -> NDArray[np.int64]:
        """Return the numbers of the lines of some rows."""
        return self.first + np.flatnonzero(rows.to_numpy())

    def items(self, rows: pl.Series) -> Iterator[Item | Reject]:
        """Yield the objects of some rows as the careful reader finds them."""
        yield from items_at(self.text, rows.arg_true().to_list(), self.name, self.first)


def has_lane(export: Export, options: Options, fields: Mapping[str, Field]) -> bool:
    """Whether the lane is open: there is a kernel, and the export is JSON Lines."""
    return LineReader is not None and len(fields) <= MOST_FIELDS and has_lines(export, options)


def read_lane(
    export: Export, options: Options, fields: Mapping[str, Field]
) -> Iterator[Lines | Item | Reject]:
    """Yield the lines of an export that `has_lane`, in blocks; odd blocks as their items."""
    reader = LineReader([(field.kind, _keys(field)) for field in fields.values()])
    number = 1
    for block in whole_lines(utf8_of(export, options, _BLOCK)):
        if number == 1:
            block = block.lstrip(b" \t\r\n")
        if _is_odd(block):
            text = io.StringIO(decode_block(block), newline="")
            yield from of_lines(lines_in(text), export.name, number)
            text.seek(0)
            number += sum(1 for _ in text)
        elif block:
            columns = pl.DataFrame(Stream(reader.read(block)))
            is_left = columns["is_left"].cast(pl.Boolean)
            columns = columns.drop("is_left")
            columns.columns = list(fields)
            yield Lines(columns, is_left, export.name, number, block)
            number += len(columns)


def _keys(field: Field) -> tuple[bytes, ...]:
    return tuple(key.encode("utf-8", "surrogatepass") for key in field.path)


def _is_odd(block: bytes) -> bool:
    """Whether lines do not only end with LF, or one may be too long."""
    if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
        return True
    return len(block) >= LARGEST and count_letters(block) >= LARGEST
