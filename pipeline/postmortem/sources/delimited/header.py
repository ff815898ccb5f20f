"""Where a table begins: its delimiter, and its first rows."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DELIMITERS = ",;\t|"
PREAMBLE = 40
"""Rows looked at for the header. Listening suites write up to ten lines above it."""
_NAME = 80
"""Longest name of a column; longer cells are texts, full of commas."""


def header_rows(head: str) -> tuple[tuple[str, ...], ...]:
    r"""Return the first rows of a delimited text, cells stripped, from its cut-off beginning.

    >>> header_rows("a;b\n1;2\n3")
    (('a', 'b'), ('1', '2'))
    """
    lines = head.splitlines(keepends=True)
    if len(lines) > 1 and not head.endswith(("\n", "\r")):
        lines.pop()
    reader = csv.reader(lines, delimiter=delimiter_of(lines))
    rows: list[tuple[str, ...]] = []
    try:
        for row in reader:
            rows.append(tuple(cell.strip() for cell in row))
            if len(rows) == PREAMBLE:
                break
    except csv.Error:
        pass
    return tuple(rows)


def delimiter_of(lines: Iterable[str]) -> str:
    r"""Return the delimiter that makes most cells in rows of one width; a comma when none does.

    One text full of another mark makes one wide row, which no other row shares. Where no two rows
    are as wide, the widest row decides.

    >>> delimiter_of(["Report: x\n", "Date\tText\n"])
    '\t'
    >>> delimiter_of(["id,text\n", '1,"a;b;c;d"\n', "2,e\n"])
    ','
    """
    first = list(islice(lines, PREAMBLE))

    def fit(delimiter: str) -> tuple[int, int, int]:
        """Return the cells in rows of one width, the filled cells of the fullest row, its like."""
        fills, widths = [0], Counter[int]()
        try:
            for row in csv.reader(first, delimiter=delimiter):
                fills.append(sum(1 for cell in row if 0 < len(cell) < _NAME))
                widths[len(row)] += 1
        except csv.Error:
            pass
        shared = ((width - 1) * count for width, count in widths.items() if width and count > 1)
        return max(shared, default=0), max(fills), fills.count(max(fills))

    return max(_DELIMITERS, key=fit)


def spans(lines: list[str], delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield each row with the number of physical lines used up to its end."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row in reader:
            yield row, reader.line_num
    except csv.Error:
        return
