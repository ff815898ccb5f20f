"""The lines of a delimited text, remembered until their row is known to be good.

Rows may end with LF, CRLF or a bare CR. Where they end with LF, a CR between belongs to a text:
pandas writes such texts without quotes.
"""

from __future__ import annotations

import csv
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = "\ufdd0"
"""Stands for a CR inside a line; a code point that Unicode keeps free for such use."""


class Feed:
    """Physical lines for the csv reader, remembered until their record is known to be good."""

    def __init__(self, stream: Iterator[str]) -> None:
        self._stream = stream
        self._pending: deque[str] = deque()
        self._rubble = 0
        self._line = 0
        self._joins = False
        self.taken: list[str] = []
        self.marked = False
        """Whether the record at hand holds a CR that ends no row."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._pending.popleft() if self._pending else next(self._stream)
        if self._joins and line[-1] == "\r":
            line = self._joined(line)
        self._line += 1
        self.taken.append(line)
        return line

    @property
    def first_line(self) -> int:
        """1-based number of the line on which the record at hand began."""
        return self._line - len(self.taken) + 1

    @property
    def in_rubble(self) -> bool:
        """Whether the record at hand lies within lines that a broken record had swallowed."""
        return self.first_line <= self._rubble

    def reader(self, delimiter: str, escape: str | None) -> Iterator[list[str]]:
        """Return a strict csv reader of what is still to come."""
        return csv.reader(self, delimiter=delimiter, escapechar=escape, strict=True)

    def step_back(self) -> None:
        """Give back all lines of the record at hand but its first."""
        self._rubble = max(self._rubble, self._line)
        again = self.taken[1:]
        self._pending.extendleft(reversed(again))
        self._line -= len(again)

    def look_ahead(self, count: int) -> list[str]:
        """Return the next lines without using them up; the first tells how rows end."""
        self._pending.extend(islice(self._stream, count))
        self._joins = bool(self._pending) and self._pending[0][-1] != "\r"
        return list(self._pending)

    def _joined(self, line: str) -> str:
        """Return a whole line, its CRs marked, for csv would take each for the end of a row."""
        while line[-1] == "\r":
            more = self._pending.popleft() if self._pending else next(self._stream, "")
            if not more:
                break
            line += more
        end = "\r\n" if line.endswith("\r\n") else line[-1]
        self.marked = True
        return line[: -len(end)].replace("\r", _MARK) + end

    def restored(self, cells: list[str]) -> list[str]:
        """Return cells with their CRs as they were."""
        return [cell.replace(_MARK, "\r") for cell in cells]

    def text(self) -> str:
        """Return the record at hand as it stands in the file."""
        return "".join(self.taken).replace(_MARK, "\r").rstrip("\r\n")

    def forget(self) -> None:
        """Let go of the record at hand: it is accounted for."""
        self.taken.clear()
        self.marked = False

    def skip(self, count: int) -> None:
        """Use up lines that hold no row."""
        for _ in range(count):
            next(self)
        self.forget()
