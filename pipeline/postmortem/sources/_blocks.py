"""Delimited text by the block: Polars parses what is plain, the careful reader what is not.

A block of some thousand rows is plain when every quote opens or closes a field, every row has as
many fields as the header, and no CR stands alone. Then all strict readers of CSV agree on it, and
the fastest may be asked. In any other block each row is looked at, so both ways give the same.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from postmortem.sources._feed import Feed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from postmortem.model import Reject
    from postmortem.sources._rows import Row, Rows

_BLOCK = 2**22
"""Characters read at once."""
_LONGEST = 2**24
"""Characters in which a row must end; longer than any cell that is accepted."""
_QUOTE, _LF, _CR = b'"\n\r'
_IN_DOUBT = b'""""'
"""Two quotes side by side inside a cell, which the careful reader may take for a lost one."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Plain rows: a text for each cell, and the line on which each row begins."""

    cells: pl.DataFrame
    """Columns `0`, `1`, … in the order of the header; no cell is null."""
    lines: NDArray[np.int64]


def blocks(rows: Rows) -> Iterator[Block | Row | Reject]:
    """Yield what iterating over `rows` yields, with plain blocks of it as frames."""
    feed = rows.feed
    text, line = feed.pending(), feed.done
    while feed.joins and len(text) <= _LONGEST:
        more = feed.stream.read(_BLOCK)
        text += more
        end = _end_of_rows(text) if more else len(text)
        if end:
            found = _read(rows, text[:end], line, is_last=not more)
            if found is not None:
                yield from found
                line += text.count("\n", 0, end)
                text = text[end:]
        if not more:
            return
    yield from rows.read(Feed(feed.stream, text, line, joins=feed.joins))


def _end_of_rows(text: str) -> int:
    """Return where the last row ends that ends in `text`, going by its quotes; 0 for nowhere."""
    end, quotes = len(text), text.count('"')
    while (at := text.rfind("\n", 0, end)) >= 0:
        quotes -= text.count('"', at, end)
        if quotes % 2 == 0:
            return at + 1
        end = at
    return 0


def _read(
    rows: Rows, text: str, line: int, *, is_last: bool
) -> list[Block] | list[Row | Reject] | None:
    """Return the rows of a block; None where it takes more text to tell where the last ends."""
    plain = _plain(text, line, rows.delimiter, len(rows.columns)) if rows.escape is None else None
    if plain is not None:
        return [plain]
    found = list(rows.read(Feed(io.StringIO(text, newline=""), "", line, joins=True)))
    return None if rows.cut_off and not is_last else found


def _plain(text: str, line: int, delimiter: str, width: int) -> Block | None:
    """Return a block that all strict readers read alike, None for any other."""
    try:
        raw = text.encode() if text.endswith("\n") else f"{text}\n".encode()
    except UnicodeEncodeError:
        return None
    if width < 2 or not _is_quoted_well(raw, ord(delimiter)):
        return None
    try:
        cells = pl.read_csv(
            raw,
            has_header=False,
            separator=delimiter,
            schema={str(at): pl.String for at in range(width)},
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    parted, ended = raw.count(delimiter.encode()), raw.count(b"\n")
    inside = np.zeros(len(cells), np.int64)
    if _QUOTE in raw:
        parted -= sum(int(cell.str.count_matches(delimiter, literal=True).sum()) for cell in cells)
        if ended != len(cells):
            inside = sum(
                (cell.str.count_matches("\n", literal=True).to_numpy() for cell in cells), inside
            )
    # Polars fills up a row that is too short; the delimiters tell.
    if parted != len(cells) * (width - 1) or ended - inside.sum() != len(cells):
        return None
    ends = line + np.cumsum(inside + 1)
    return Block(cells, ends - inside)


def _is_quoted_well(raw: bytes, delimiter: int) -> bool:
    """Whether each quote opens or closes a field or is doubled inside one, and no CR is alone."""
    if _IN_DOUBT in raw or raw.count(b"\r") != raw.count(b"\r\n"):
        return False
    data = np.frombuffer(raw, np.uint8)
    quotes = np.flatnonzero(data == _QUOTE)
    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    opens, closes = quotes[::2], quotes[1::2]
    # Before the first byte stands, as before the first of any row, the end of a line.
    before, after = data[opens - 1], data[closes + 1]
    doubled = closes[:-1] + 1 == opens[1:]
    opening = (before == delimiter) | (before == _LF)
    closing = (after == delimiter) | (after == _LF) | (after == _CR)
    opening[1:] |= doubled
    closing[:-1] |= doubled
    return bool(opening.all() and closing.all())
