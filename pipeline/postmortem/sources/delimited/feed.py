"""The lines of a delimited text, remembered until their row is known to be good.

Rows may end with LF, CRLF or a bare CR. Where they end with LF, a CR between belongs to a text:
pandas writes such texts without quotes.
"""

from __future__ import annotations

import csv
from collections import deque
from io import StringIO
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator
    from typing import TextIO

CUT_OFF = "unexpected end of data"
"""What csv says of a text that ends inside a quoted field."""
_MARK = "\ufdd0"
"""Stands for a CR inside a line; a code point that Unicode keeps free for such use."""
_PIECE = 2**16
"""Characters read at once: the csv reader takes its lines from a list, at the speed of C."""
_LONGEST = 2**24
"""Characters of a line; no row that is accepted is longer."""
_START = 200
_AGAIN = 2**12
"""Characters handed out again at once: after each broken row, the rest of them goes back."""


class Feed:
    """Physical lines for the csv reader, remembered until their record is known to be good.

    The reader of rows keeps `lines_done` up to date: the number of lines up to the end of the last
    record that needs its lines no more.
    """

    def __init__(
        self, stream: TextIO, text: str = "", lines_done: int = 0, *, joins: bool = False
    ) -> None:
        """Read `text`, which begins a line, and then `stream`; `lines_done` lines lie before."""
        self.stream = stream
        if text and text[-1] != "\n":
            rest = bounded_line(stream)
            is_too_long = len(text) > _LONGEST and "\n" not in text and "\r" not in text
            text = _stand_in(text, rest) if is_too_long else text + rest
        self._pending = deque(StringIO(text, newline=""))
        self.above = ""
        """The lines down to the header."""
        self.handed_lines: list[str] = []
        """Lines handed to the csv reader, of which `start` lie before the first."""
        self.start = lines_done
        self.joins = joins
        """Whether a CR between is part of a text, because rows end with LF."""
        self.lines_done = lines_done
        self.before = lines_done
        """Number of lines before those that the csv reader counts."""
        self.marks = False
        """Whether a line so far holds a CR that ends no row."""
        self.quotes = False
        """Whether a line at hand holds a quote."""

    @property
    def last_line(self) -> int:
        """Number of lines up to the last that the csv reader has asked for."""
        return self.before + self._reader.line_num

    def reader(self, delimiter: str, escape: str | None) -> Reader:
        """Return a strict csv reader of what follows the lines that are done."""
        self._pending.extendleft(reversed(self.handed_lines[self.lines_done - self.start :]))
        self.handed_lines, self.start, self.before = [], self.lines_done, self.lines_done
        lines = chain.from_iterable(iter(self._piece, []))
        self._reader = csv.reader(lines, delimiter=delimiter, escapechar=escape, strict=True)
        return self._reader

    def text(self, first: int, last: int) -> str:
        """Return lines as they stand in the file, less the last line end."""
        lines = self.handed_lines[first - 1 - self.start : last - self.start]
        return "".join(lines).replace(_MARK, "\r").rstrip("\r\n")

    def lines_ahead(self, most: int) -> Iterator[str]:
        """Yield lines from those that are not done on, without using them up."""
        for offset in range(most):
            is_behind_all = self.lines_done - self.start + offset == len(self.handed_lines)
            if is_behind_all and not self._piece():
                return
            yield self.handed_lines[self.lines_done - self.start + offset]

    def look_ahead(self, count: int) -> list[str]:
        """Return the first lines without using them up; the first tells how rows end."""
        self._pending = deque(islice(iter(lambda: bounded_line(self.stream), ""), count))
        self.joins = bool(self._pending) and self._pending[0][-1] != "\r"
        return list(self._pending)

    def pending(self) -> str:
        """Take and return what was looked at ahead and is not used up."""
        text = "".join(self._pending)
        self._pending.clear()
        return text

    def skip(self, count: int) -> None:
        """Use up the first lines, which hold no row."""
        self.above = "".join(islice(self._pending, count))
        self._pending = deque(islice(self._pending, count, None))
        self.lines_done = count

    def _piece(self) -> list[str]:
        """Return the next lines, and let go of those whose records are done."""
        del self.handed_lines[: self.lines_done - self.start]
        self.start = self.lines_done
        piece = self._lines()
        text = "".join(piece)
        if self.joins and "\r" in text and any(line[-1] == "\r" for line in piece):
            piece = list(self._whole_lines(piece))
        self.quotes = '"' in text or (self.quotes and bool(self.handed_lines))
        self.handed_lines += piece
        return piece

    def _lines(self) -> list[str]:
        """Return some lines, those that were handed out before alone."""
        most = _AGAIN if self._pending else _PIECE
        lines, size, is_again = [], 0, bool(self._pending)
        while size < most and bool(self._pending) == is_again and (line := self._line()):
            size += len(line)
            lines.append(line)
        return lines

    def _line(self) -> str:
        return self._pending.popleft() if self._pending else bounded_line(self.stream)

    def _whole_lines(self, piece: list[str]) -> Iterator[str]:
        """Yield whole lines, their CRs marked, for csv would take each for the end of a row."""
        self.marks = True
        lines = chain(piece, iter(self._line, ""))
        at = 0
        while at < len(piece):
            parts = [next(lines)]
            while parts[-1][-1] == "\r" and (more := next(lines, "")):
                parts.append(more)
            at += len(parts)
            line = "".join(parts)
            end = "\r\n" if line.endswith("\r\n") else line[-1]
            yield line[: -len(end)].replace("\r", _MARK) + end


def bounded_line(stream: TextIO) -> str:
    """Return the next line, of one that is longer than any row a text that no reader takes.

    Its beginning, to know it by, and then a cell past what csv allows.
    """
    line = stream.readline(_LONGEST)
    if len(line) < _LONGEST or line[-1] in "\r\n":
        return line
    while (rest := stream.readline(_PIECE)) and rest[-1] not in "\r\n":
        pass
    return _stand_in(line, rest)


def _stand_in(line: str, end: str) -> str:
    return line[:_START] + "x" * csv.field_size_limit() + (end[-1:] or "\n")


def with_returns(cells: list[str]) -> list[str]:
    """Return cells with their CRs as they were."""
    return [cell.replace(_MARK, "\r") for cell in cells]


def plain_words(error: csv.Error) -> str:
    """Say csv's complaint in the words of someone with the file open."""
    complaint = str(error)
    if CUT_OFF in complaint:
        return "the row is cut off inside a quoted field"
    if "expected after" in complaint:
        return "a quote inside a quoted field is not doubled"
    if "field larger" in complaint:
        longest = csv.field_size_limit() // 2**20
        return f"a field is longer than {longest} MB, or its quote is never closed"
    return complaint
