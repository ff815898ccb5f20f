"""A workbook (.xlsx, .xls) as an archive whose members are its sheets, each as CSV.

So a table is read by one and the same source whether it was saved as CSV or as a workbook.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from postmortem.errors import MalformedExport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0"
"""How .xls begins, and other old files of Office, which are refused when they are opened."""
_PARTS = frozenset(("xl/workbook.xml", "xl/workbook.bin", "content.xml"))
_READ = "xl/workbook.xml"
"""Of those, the one whose sheets can be measured before they are unfolded in memory."""
_PLACE = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_CELLS = 30_000_000
"""Most cells of a sheet. The library makes room for every cell up to the last one, so two cells
in opposite corners would take all memory and end the process."""
_LARGEST = 2**30
"""Most bytes a workbook may unpack to: it is held in memory."""
_RATIO = 200
_FREE = 2**20
_CHUNK = 2**18
_TAG = 256
"""Bytes carried over so that no cell's tag is cut in two."""
_CURE = "If you trust it, save its sheets as CSV (UTF-8)."
_EXACT = 10**15
"""Excel keeps 15 digits; a longer id that it took for a number has lost the rest."""


def is_workbook(path: Path, head: bytes) -> bool:
    """Whether a file, which begins with `head`, is a workbook rather than a zip of files."""
    if head[:4] == _OLE:
        return True
    if head[:4] != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            return not _PARTS.isdisjoint(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def is_nested(head: bytes) -> bool:
    """Whether a file inside an archive begins as a workbook or another archive does."""
    return head.startswith((_OLE, b"PK\x03\x04"))


class Workbook:
    """The sheets of a workbook, by name and in their order."""

    def __init__(self, path: Path, name: str) -> None:
        """Open the workbook.

        Raises MalformedExport when it is broken, unsafe, or python-calamine is not there.
        """
        self._size = path.stat().st_size
        _check_size(path, name)
        try:
            from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum
        except ImportError as error:
            raise MalformedExport(
                f"{name}: is a workbook, which takes one more library to read: "
                "pip install 'social-postmortem[xlsx]'. Or save its sheets as CSV (UTF-8)."
            ) from error
        try:
            # By its content: an .xls by name is often an .xlsx inside.
            self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        except (CalamineError, OSError) as error:
            raise MalformedExport(f"{name}: is no workbook that can be read ({error}).") from error
        told = self._workbook.sheets_metadata
        sheets = [sheet.name for sheet in told if sheet.typ == SheetTypeEnum.WorkSheet]
        self.members = tuple(name for name in sheets if len(sheets) == 1 or self._holds(name))

    def _holds(self, name: str) -> bool:
        """Whether a sheet has any cell: Excel adds empty ones."""
        return bool(self._workbook.get_sheet_by_name(name).height)

    def open(self, member: str) -> io.BufferedReader:
        """Return the sheet as CSV in UTF-8, written as it is read."""
        return io.BufferedReader(_Sheet(self._workbook.get_sheet_by_name(member)), 2**16)

    def size(self, member: str) -> int:
        """Bytes of the whole workbook; a sheet has no size of its own."""
        return self._size


def _check_size(path: Path, name: str) -> None:
    """Refuse a workbook that unpacks to more than its size allows."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as packed:
        entries = packed.infolist()
        if _READ not in packed.namelist():
            raise MalformedExport(f"{name}: is a workbook of a kind that is not read. {_CURE}")
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked <= _most(path):
            cells = max((_extent(packed, e) for e in entries if _is_sheet(e.filename)), default=0)
            if cells > _CELLS:
                raise MalformedExport(
                    f"{name}: a sheet of it spans {cells:,} cells, more than fit in memory. {_CURE}"
                )
    if unpacked > _most(path):
        raise MalformedExport(
            f"{name}: unpacks to {unpacked:,} bytes, far more than its size allows; refused as "
            f"unsafe. {_CURE}"
        )


def _most(path: Path) -> int:
    return min(_LARGEST, _FREE + _RATIO * path.stat().st_size)


def _is_sheet(member: str) -> bool:
    return member.startswith("xl/worksheets/") and member.endswith(".xml")


def _extent(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Return how many cells lie between the first and the last that a sheet places."""
    rows = columns = 0
    rest = b""
    try:
        with packed.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                for letters, digits in _PLACE.findall(rest + chunk):
                    rows = max(rows, int(digits))
                    columns = max(columns, _column(letters))
                rest = chunk[-_TAG:]
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError):
        return 0  # the library says in its own words what is broken
    return rows * columns


def _column(letters: bytes) -> int:
    """Return the number of a column, counting A as 1.

    >>> _column(b"A"), _column(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


class _Sheet(io.RawIOBase):
    """The bytes of one sheet as CSV."""

    def __init__(self, sheet: Any) -> None:
        self._lines = _csv_lines(sheet)
        self._rest = b""

    def readable(self) -> bool:
        """Say yes: it is a reader."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with the next bytes; 0 at the end."""
        while not self._rest:
            line = next(self._lines, None)
            if line is None:
                return 0
            self._rest = line
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def _csv_lines(sheet: Any) -> Iterator[bytes]:
    """Yield the rows as CSV, blank ones too: a line is a row unless a cell holds line breaks."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    _, before = sheet.start or (0, 0)  # rows are given from the first one on, columns are not
    for row in sheet.iter_rows():
        cells = [_cell(value) for value in row]
        writer.writerow([*[""] * before, *cells] if any(cells) else [])
        yield out.getvalue().encode("utf-8", "surrogatepass")
        out.seek(0)
        out.truncate()


def _cell(value: object) -> str:
    """Return a cell as text; a number past Excel's digits is shown as the ruin it is.

    >>> [_cell(value) for value in (12.0, 0.5, 7.130461234567891e18, True, None)]
    ['12', '0.5', '7.13046E+18', 'TRUE', '']
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if abs(value) >= _EXACT:
            return f"{value:.5E}"
        return str(int(value)) if float(value).is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return "" if value is None else str(value)
