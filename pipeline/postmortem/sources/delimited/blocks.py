"""Delimited text by the block: Polars parses what is plain, the careful reader what is not.

A block of some thousand rows is plain when every quote opens or closes a field, every row has as
many fields as the header, and no CR stands alone. Then all strict readers of CSV agree on it, and
the fastest may be asked. In any other block each row is looked at, so both ways give the same.
"""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import polars as pl

from postmortem.sources.delimited.feed import Feed
from postmortem.sources.delimited.rows import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from numpy.typing import NDArray

    from postmortem.model import Reject
    from postmortem.sources.delimited.rows import Row, Rows

    Places = NDArray[np.intp]

_BLOCK = 2**22
"""Bytes or characters read at once."""
_LONGEST = 2**24
"""Bytes in which a row must end; longer than any cell that is accepted."""
_TOGETHER = 1_000
"""Columns of a wide table that are summed up at once."""
_QUOTE, _LF, _CR = b'"\n\r'


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Plain rows: a text for each cell, and the line on which each row begins."""

    cells: pl.DataFrame
    """Columns `0`, `1`, … in the order of the header; no cell is null."""
    lines: NDArray[np.int64]

    def rows(self, which: pl.Series) -> Iterator[Row]:
        """Yield some of the rows as the careful reader does."""
        cells = self.cells.filter(which).iter_rows()
        lines = self.lines[which.to_numpy()].tolist()
        yield from zip(lines, map(list, cells), strict=True)


def blocks(rows: Rows, raw: BinaryIO | None = None) -> Iterator[Block | Row | Reject]:
    """Yield what iterating over `rows` yields, plain blocks of it as frames.

    `raw` is the same text as UTF-8 from its beginning, where it is at hand: nothing has to be
    decoded and encoded then.
    """
    content: _Utf8 | _Text = _Utf8(rows.feed, raw) if raw else _Text(rows.feed)
    pending, line = content.pending, rows.feed.lines_done
    while rows.feed.joins and len(pending) <= _LONGEST:
        more = content.read()
        pending += more
        quotes = np.flatnonzero(np.frombuffer(pending, np.uint8) == _QUOTE)
        end = _end_of_rows(pending, quotes) if more else len(pending)
        if end:
            inside = quotes[: np.searchsorted(quotes, end)]
            contents = _read(rows, pending[:end], inside, line, content, is_last=not more)
            if contents is not None:
                yield from contents
                line += _count(np.frombuffer(pending, np.uint8, end), _LF)
                pending = pending[end:]
        if not more:
            return
    with content.rest(pending) as (stream, text):
        yield from rows.read(Feed(stream, text, line, joins=rows.feed.joins))


class _Text:
    """The text below the header of a stream, as UTF-8."""

    def __init__(self, feed: Feed) -> None:
        self._stream = feed.stream
        self.pending = feed.pending().encode("utf-8", "surrogatepass")

    def read(self) -> bytes:
        return self._stream.read(_BLOCK).encode("utf-8", "surrogatepass")

    @contextmanager
    def rest(self, pending: bytes) -> Iterator[tuple[TextIO, str]]:
        yield self._stream, self.as_text(pending)

    def as_text(self, block: bytes) -> str:
        return block.decode("utf-8", "surrogatepass")


class _Utf8:
    """The bytes below the header."""

    pending = b""

    def __init__(self, feed: Feed, raw: BinaryIO) -> None:
        self._raw = raw
        head = raw.read(len(feed.above.encode()))
        if head.startswith(BOM_UTF8):
            head = head[len(BOM_UTF8) :] + raw.read(len(BOM_UTF8))
        assert self.as_text(head) == feed.above, "the stream and its bytes are one content"

    def read(self) -> bytes:
        return self._raw.read(_BLOCK)

    @contextmanager
    def rest(self, pending: bytes) -> Iterator[tuple[TextIO, str]]:
        pending += self._raw.readline(_LONGEST)
        stream = io.TextIOWrapper(self._raw, encoding="utf-8", errors="replace", newline="")
        try:
            yield stream, self.as_text(pending)
        finally:
            stream.detach()

    def as_text(self, block: bytes) -> str:
        # All but a character cut off at the very end was checked.
        return block.decode("utf-8", "replace")


def _end_of_rows(text: bytes, quotes: Places) -> int:
    """Return where the last whole row ends, outside all quotes; 0 where none does."""
    # Outside quotes is what lies behind none of them, behind two, behind four and so on.
    for behind in range(len(quotes) - len(quotes) % 2, -1, -2):
        start = int(quotes[behind - 1]) if behind else 0
        end = int(quotes[behind]) if behind < len(quotes) else len(text)
        if (at := text.rfind(b"\n", start, end)) >= 0:
            return at + 1
    return 0


def _read(
    rows: Rows,
    block: bytes,
    quotes: Places,
    line: int,
    content: _Utf8 | _Text,
    *,
    is_last: bool,
) -> list[Block] | list[Row | Reject] | None:
    """Return the rows of a block; None where it takes more text to tell where the last ends."""
    if rows.escape is None:
        plain = _plain(block, quotes, line, rows.delimiter, len(rows.columns))
        if plain is not None:
            return [plain]
    text = io.StringIO(content.as_text(block), newline="")
    short_rows = rows.short_rows
    odd_rows = list(rows.read(Feed(text, "", line, joins=True)))
    if rows.cut_off and not is_last:
        rows.short_rows = short_rows  # they are read again
        return None
    return odd_rows


def _plain(block: bytes, quotes: Places, line: int, delimiter: str, width: int) -> Block | None:
    """Return a block that all strict readers read alike, None for any other."""
    block = block if block.endswith(b"\n") else block + b"\n"
    data = np.frombuffer(block, np.uint8)
    returns = _returns(data, quotes) if b"\r" in block else 0
    inner_quotes = _quotes_held(data, quotes, ord(delimiter))
    if width < 2 or returns is None or inner_quotes is None:
        return None
    cells = _cells(block, delimiter, width)
    if cells is None:
        return None
    sizes = _sizes(cells)
    # Polars fills up a row that is too short: then a delimiter less is there than should be.
    if sum(sizes) + len(quotes) - inner_quotes + returns + len(cells) * width != len(block):
        return None
    if max(sizes) > LONGEST and any((cell.str.len_chars() > LONGEST).any() for cell in cells):
        return None
    inside = _breaks(cells, sizes, _count(data, _LF) - len(cells))
    if inside is None:
        return None
    ends = line + np.cumsum(inside + 1)
    return Block(cells, ends - inside)


def _cells(block: bytes, delimiter: str, width: int) -> pl.DataFrame | None:
    try:
        return pl.read_csv(
            block,
            has_header=False,
            separator=delimiter,
            schema={str(at): pl.String for at in range(width)},
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None


def _sizes(cells: pl.DataFrame) -> list[int]:
    """Return how many bytes the cells of each column have; many columns at once, for speed."""
    parts = [cells[:, at : at + _TOGETHER] for at in range(0, cells.width, _TOGETHER)]
    sums = pl.all().str.len_bytes().sum()
    return [int(size) for part in parts for size in part.select(sums).row(0)]


def _breaks(cells: pl.DataFrame, sizes: list[int], count: int) -> NDArray[np.int64] | None:
    """Return how many lines end inside each row; None where these are not `count`."""
    inside = np.zeros(len(cells), np.int64)
    for column in sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True):
        if not count:
            break
        breaks = cells.to_series(column).str.count_matches("\n", literal=True).to_numpy()
        inside += breaks
        count -= int(breaks.sum())
    return None if count else inside


def _count(data: NDArray[Any], byte: int) -> int:
    return int(np.count_nonzero(data == byte))


def _returns(data: NDArray[np.uint8], quotes: Places) -> int | None:
    """Return how many rows end with CR LF; None where a CR stands alone."""
    places = np.flatnonzero(data == _CR)
    if not (data[places + 1] == _LF).all():
        return None
    return _count(np.searchsorted(quotes, places) % 2, 0)


def _quotes_held(data: NDArray[np.uint8], quotes: Places, delimiter: int) -> int | None:
    """Return how many quotes are inside cells, doubled; None where one is anything else.

    Others open or close a field.
    """
    if not len(quotes):
        return 0
    # Two doubled quotes side by side the careful reader may take for a lost one.
    if len(quotes) % 2 or (quotes[3:] - quotes[:-3] == 3).any():
        return None
    opens, closes = quotes[::2], quotes[1::2]
    # Before the first byte stands, as before the first of any row, the end of a line.
    before, after = data[opens - 1], data[closes + 1]
    is_doubled = closes[:-1] + 1 == opens[1:]
    opening = (before == delimiter) | (before == _LF)
    closing = (after == delimiter) | (after == _LF) | (after == _CR)
    opening[1:] |= is_doubled
    closing[:-1] |= is_doubled
    return int(is_doubled.sum()) if opening.all() and closing.all() else None
