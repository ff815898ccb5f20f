"""Delimited text, strictly: every physical line becomes part of a row or of a reject.

Python's `csv` in strict mode reads one record at a time. Where it fails, only the line on which
the record began is refused and reading resumes on the next one, so that a stray quote costs a row
and never the rest of the file.
"""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING

from postmortem.errors import MalformedExport
from postmortem.model import Reject
from postmortem.sources.delimited.feed import Feed, with_returns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import TextIO

_DELIMITERS = ",;\t|"
_PREAMBLE = 40
"""Rows looked at for the header. Listening suites write up to ten lines above it."""
_NAME = 80
"""Longest name of a column; longer cells are texts, full of commas."""
LONGEST = 10 * 2**20
"""Longest cell, in characters. A quote that never closes swallows as much until it is refused."""
_CUT_OFF = "unexpected end of data"
"""What csv says of a text that ends inside a quoted field."""

Row = tuple[int, list[str]]


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
            if len(rows) == _PREAMBLE:
                break
    except csv.Error:
        pass
    return tuple(rows)


def delimiter_of(lines: Iterable[str]) -> str:
    r"""Return the delimiter that makes the widest row of the first lines; a comma when none does.

    >>> delimiter_of(["Report: x\n", "Date\tText\n"])
    '\t'
    """
    first = list(islice(lines, _PREAMBLE))

    def widest(delimiter: str) -> tuple[int, int]:
        """Return how many filled cells the fullest row has, and how many rows are that full."""
        widths = [0]
        try:
            for row in csv.reader(first, delimiter=delimiter):
                widths.append(sum(1 for cell in row if 0 < len(cell) < _NAME))
        except csv.Error:
            pass
        return max(widths), widths.count(max(widths))

    return max(_DELIMITERS, key=widest)


class Rows:
    """The rows under the header of a delimited text.

    `columns` is the header, stripped of blanks; iterating gives `(line, cells)` with as many
    cells as there are columns, or a Reject.
    """

    def __init__(
        self, stream: TextIO, needs: Collection[str], name: str, escape: str | None = None
    ) -> None:
        """Find the header: the first row with all of `wanted`, else the fullest of the first."""
        csv.field_size_limit(LONGEST)
        self._name = name
        self.escape = escape
        self.feed = Feed(stream)
        self.cut_off = False
        """Whether the text ended inside a quoted field."""
        self._reject: Reject | None = None
        self._swallowed_end = 0
        self.delimiter = self._find_header({cell.lower() for cell in needs})
        self._check_header(needs)

    def __iter__(self) -> Iterator[Row | Reject]:
        """Yield every row, as cells or as a reject, in the order of the file."""
        return self.read(self.feed)

    def read(self, feed: Feed) -> Iterator[Row | Reject]:
        """Yield the rows of `feed`, which lie under the header too."""
        self._begin()
        width = len(self.columns)
        reader = feed.reader(self.delimiter, self.escape)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                self.cut_off = self.cut_off or _CUT_OFF in str(error)
                yield from self._refuse(feed, _plain(error), is_broken=True)
                reader = feed.reader(self.delimiter, self.escape)
                continue
            start, last = feed.lines_done, feed.before + reader.line_num
            has_double = feed.doubles and '""' in feed.handed_lines[start - feed.start]
            if has_double and self._lost_a_quote(cells, feed.text(start + 1, last)):
                yield from self._refuse(feed, "a quote opens or closes no field", is_broken=True)
                reader = feed.reader(self.delimiter, self.escape)
                continue
            if len(cells) == width:
                if self._reject:
                    yield from self._pending_reject()
                yield start + 1, with_returns(cells) if feed.marks else cells
            elif cells:
                reason = f"{len(cells)} fields where the header has {width}"
                yield from self._refuse(feed, reason, is_broken=False)
            feed.lines_done = last
        yield from self._pending_reject()

    def _begin(self) -> None:
        self._reject, self._swallowed_end, self.cut_off = None, 0, False

    def _refuse(self, feed: Feed, reason: str, *, is_broken: bool) -> Iterator[Reject]:
        """Refuse the record at hand, of a broken one its first line: the next are read anew.

        Rows refused among the lines that a broken one had swallowed are part of its reject.
        """
        first, last = feed.lines_done + 1, feed.last_line
        if not self._reject or first > self._swallowed_end:
            yield from self._pending_reject()
            self._reject = Reject(first, reason, feed.text(first, last))
        if is_broken:
            self._swallowed_end = max(self._swallowed_end, last)
            feed.lines_done = first

    def _pending_reject(self) -> Iterator[Reject]:
        if self._reject:
            yield self._reject
            self._reject = None

    def _lost_a_quote(self, cells: list[str], text: str) -> bool:
        """Whether a cell shows the doubled quotes that only stand inside quotes.

        Then the quote before it is gone, and its commas have parted what is one cell.
        """
        return any('""' in cell and f"{self.delimiter}{cell}" in text for cell in cells)

    def _find_header(self, names: set[str]) -> str:
        """Set `columns`, and leave the feed on the line below them."""
        head = self.feed.look_ahead(_PREAMBLE)
        delimiter = delimiter_of(head)
        best: tuple[int, int, tuple[str, ...]] = (-1, 0, ())
        end = 0
        for cells, end in _spans(head, delimiter):
            row = tuple(cell.strip() for cell in cells)
            fit = len(names & {cell.lower() for cell in row}) if names else 1 if row else 0
            if fit > best[0] and any(row):
                best = (fit, end, row)
        self.columns = best[2]
        self.feed.skip(best[1])
        return delimiter

    def _check_header(self, needs: Collection[str]) -> None:
        lower_names = [cell.lower() for cell in self.columns if cell]
        missing = [cell for cell in needs if cell.lower() not in lower_names]
        if missing:
            raise MalformedExport(f"{self._name}: no column {', '.join(missing)} in its header.")
        twice = sorted(
            {cell for cell in lower_names if lower_names.count(cell) > 1} & _lower(needs)
        )
        if twice:
            raise MalformedExport(
                f"{self._name}: two columns are named {', '.join(twice)}; rename one of them."
            )


def _lower(names: Collection[str]) -> set[str]:
    return {name.lower() for name in names}


def _spans(lines: list[str], delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield each row with the number of physical lines used up to its end."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row in reader:
            yield row, reader.line_num
    except csv.Error:
        return


def _plain(error: csv.Error) -> str:
    """Say csv's complaint in the words of someone with the file open."""
    complaint = str(error)
    if _CUT_OFF in complaint:
        return "the row is cut off inside a quoted field"
    if "expected after" in complaint:
        return "a quote inside a quoted field is not doubled"
    if "field larger" in complaint:
        return f"a field is longer than {LONGEST // 2**20} MB, or its quote is never closed"
    return complaint
