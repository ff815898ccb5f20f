"""Delimited text, strictly: every physical line becomes part of a row or of a reject.

Python's `csv` in strict mode reads one record at a time. Where it fails, only the line on which
the record began is refused and reading resumes on the next one, so that a stray quote costs a row
and never the rest of the file.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from postmortem.errors import MalformedExport
from postmortem.model import Note, Reject
from postmortem.sources.delimited.feed import CUT_OFF, Feed, plain_words, with_returns
from postmortem.sources.delimited.header import PREAMBLE, delimiter_of, spans
from postmortem.sources.values.limits import limit_above

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import TextIO

LONGEST = 10 * 2**20
"""Longest cell, in characters. A quote that never closes swallows as much until it is refused."""
_BACKSLASHED = re.compile(r'\\(["\\])')
_MOST_LINES = 200
"""Lines that a row may take whose quotes have a backslash before them."""
_ENDS = "the file ends inside this row: it was cut off"
_ODD_QUOTE = "a quote opens or closes no field"

Row = tuple[int, list[str]]


class _Short(NamedTuple):
    """A row that has all that is needed, but not all cells."""

    line: int
    cells: list[str]
    text: str


class Rows:
    """The rows under the header of a delimited text.

    `columns` is the header, stripped of blanks; iterating gives `(line, cells)` with as many
    cells as there are columns, or a Reject.
    """

    def __init__(
        self, stream: TextIO, needs: Collection[str], name: str, escape: str | None = None,
        *, core: Collection[str] | None = None,
    ) -> None:  # fmt: skip
        """Find the header: the first row with all of `needs`, else the fullest of the first.

        A row must reach the columns of `core`, usually all it needs; cells behind may be missing.
        """
        csv.field_size_limit(LONGEST)
        self._name = name
        self.escape = escape
        self.feed = Feed(stream)
        self.cut_off = False
        """Whether the text ended inside a quoted field."""
        self.short_rows = 0
        """Rows so far whose last cells are not there."""
        self._reject: Reject | None = None
        self._short: _Short | None = None
        self._has_rest = False
        """Whether the row at hand is the rest of the one before, parted by a line break."""
        self._swallowed_end = 0
        self.delimiter = self._find_header({cell.lower() for cell in needs})
        self._check_header(needs)
        self._reach = self._end_of(needs if core is None else core)

    def __iter__(self) -> Iterator[Row | Reject]:
        """Yield every row, as cells or as a reject, in the order of the file."""
        return self.read(self.feed)

    def read(self, feed: Feed) -> Iterator[Row | Reject]:
        """Yield the rows of `feed`, which lie under the header too."""
        self._begin()
        reader = feed.reader(self.delimiter, self.escape)
        while True:
            try:
                cells = next(reader)
                fault = self._fault(cells, feed)
            except StopIteration:
                break
            except csv.Error as error:
                fault = plain_words(error)
                self.cut_off = self.cut_off or CUT_OFF in str(error)
            start, last = feed.lines_done, feed.last_line
            if fault:
                rescue = self._with_backslashes(feed)
                yield from self._settle_short(None)
                if rescue is None:
                    yield from self._refuse(feed, fault, is_broken=True)
                else:
                    yield from self._pending_reject()
                    yield start + 1, rescue
                reader = feed.reader(self.delimiter, self.escape)
                continue
            if len(cells) == len(self.columns):
                if self._short:
                    yield from self._settle_short(cells)
                self._has_rest = False
                if self._reject:
                    yield from self._pending_reject()
                yield start + 1, with_returns(cells) if feed.marks else cells
            elif cells:
                yield from self._settle_short(cells)
                yield from self._odd_width(cells, feed)
            feed.lines_done = max(last, feed.lines_done)
        yield from self._end(feed)

    def _fault(self, cells: list[str], feed: Feed) -> str | None:
        """Say what is wrong with the quotes of a row, if anything."""
        start, last = feed.lines_done, feed.last_line
        if not (feed.quotes and '"' in feed.handed_lines[start - feed.start]):
            return None
        text = feed.text(start + 1, last)
        if len(cells) != len(self.columns) and '\\"' in text:
            return self._width_of(cells)
        if not any('"' in cell for cell in cells):
            return None
        is_odd = self._lost_a_quote(cells, text) or self._lost_a_delimiter(cells, text)
        return _ODD_QUOTE if is_odd else None

    def _odd_width(self, cells: list[str], feed: Feed) -> Iterator[Reject]:
        """Keep a row that may merely lack empty cells at its end; refuse any other."""
        start, last = feed.lines_done + 1, feed.last_line
        text = feed.text(start, last)
        is_whole_line = feed.handed_lines[last - 1 - feed.start].endswith(("\n", "\r"))
        is_rest, self._has_rest = self._has_rest, False
        is_sound = is_whole_line and not is_rest and '\\"' not in text
        if is_sound and self._reach <= len(cells) < len(self.columns):
            cells = with_returns(cells) if feed.marks else cells
            self._short = _Short(start, cells, text)
            return
        is_end = len(cells) < len(self.columns) and not is_whole_line
        yield from self._refuse(feed, _ENDS if is_end else self._width_of(cells), is_broken=False)

    def _settle_short(self, after: list[str] | None) -> Iterator[Row | Reject]:
        """Take the short row before, filled up, unless what comes after it looks like its rest."""
        short, self._short = self._short, None
        if short is None:
            return
        width = len(self.columns)
        if after is None or not _stands_alone(short.cells, after, width):
            yield from self._pending_reject()
            self._reject = Reject(short.line, self._width_of(short.cells), short.text)
            self._has_rest = after is not None
            return
        yield from self._pending_reject()
        self.short_rows += 1
        yield short.line, [*short.cells, *[""] * (width - len(short.cells))]

    def _width_of(self, cells: list[str]) -> str:
        return f"{len(cells)} fields where the header has {len(self.columns)}"

    def _end(self, feed: Feed) -> Iterator[Row | Reject]:
        """Yield what was waiting for the rows to come."""
        self.cut_off = self.cut_off or self._short is not None
        yield from self._settle_short([""] * len(self.columns))
        yield from self._pending_reject()

    def _with_backslashes(self, feed: Feed) -> list[str] | None:
        r"""Return the row at hand as `\"` for a quote makes it whole, None where it does not."""
        start, last = feed.lines_done, feed.last_line
        if self.escape or '\\"' not in feed.text(start + 1, last):
            return None
        lines = (_BACKSLASHED.sub(_doubled, line) for line in feed.lines_ahead(_MOST_LINES))
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        try:
            cells = next(reader)
        except csv.Error as error:
            ran_out = reader.line_num < _MOST_LINES
            self.cut_off = self.cut_off or (ran_out and CUT_OFF in str(error))
            return None
        if len(cells) != len(self.columns):
            return None
        feed.lines_done = start + reader.line_num
        return with_returns(cells) if feed.marks else cells

    def notes(self) -> Iterator[Note]:
        """Yield what was odd about the rows read so far."""
        if self.short_rows:
            yield Note.of("short-rows", n=self.short_rows)
        if limit := limit_above(self.feed.above):
            yield Note.of("export-capped", detail=limit)

    def _begin(self) -> None:
        self._reject, self._swallowed_end, self.cut_off = None, 0, False
        self._short, self._has_rest = None, False

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

    def _lost_a_delimiter(self, cells: list[str], text: str) -> bool:
        """Whether a bare quote inside a cell is closed at the end of a later one.

        Then the delimiter before the quote is gone, and those inside it part what is one cell.
        """
        is_open = False
        for cell in cells:
            if cell.count('"') % 2 and cell in text:
                if is_open and cell.endswith('"'):
                    return True
                is_open = is_open or not cell.endswith('"')
        return False

    def _find_header(self, names: set[str]) -> str:
        """Set `columns`, and leave the feed on the line below them."""
        head = self.feed.look_ahead(PREAMBLE)
        delimiter = delimiter_of(head)
        best: tuple[int, int, tuple[str, ...]] = (-1, 0, ())
        end = 0
        for cells, end in spans(head, delimiter):
            row = tuple(cell.strip() for cell in cells)
            fit = len(names & {cell.lower() for cell in row}) if names else 1 if row else 0
            if fit > best[0] and any(row):
                best = (fit, end, row)
        self.columns = best[2]
        self.feed.skip(best[1])
        return delimiter

    def _check_header(self, needs: Collection[str]) -> None:
        lower_names = Counter(cell.lower() for cell in self.columns if cell)
        missing = [cell for cell in needs if cell.lower() not in lower_names]
        if missing:
            raise MalformedExport(f"{self._name}: no column {', '.join(missing)} in its header.")
        twice = sorted(name for name in _lower(needs) if lower_names[name] > 1)
        if twice:
            raise MalformedExport(
                f"{self._name}: two columns are named {', '.join(twice)}; rename one of them."
            )

    def _end_of(self, names: Collection[str]) -> int:
        """Return how many cells a row has down to the last column of `names`; all without any."""
        places = {name.lower(): at for at, name in enumerate(self.columns, start=1)}
        return max((places.get(name, 0) for name in _lower(names)), default=len(self.columns))


def _stands_alone(short: list[str], after: list[str], width: int) -> bool:
    """Whether a row that lacks cells is no beginning of a text that goes on in the row after it.

    A line break without quotes parts a row in two, which together have one cell too many. Then
    the first cells tell: those of rows look alike, digits or not.
    """
    if len(after) == width:
        return True
    if len(short) + len(after) != width + 1:
        return len(after) > 1
    return all(_shape(row[0]) == _shape(short[0]) for row in (short, after))


def _shape(cell: str) -> str:
    """Return a cell with its letters and digits as runs of one: what ids of a kind share."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", cell.strip()))


def _doubled(match: re.Match[str]) -> str:
    return '""' if match[1] == '"' else match[0]


def _lower(names: Collection[str]) -> set[str]:
    return {name.lower() for name in names}
