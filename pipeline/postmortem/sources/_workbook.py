"""A workbook (.xlsx, .xls, .ods) as an archive whose members are its sheets, each as CSV.

So a table is read by one and the same source whether it was saved as CSV or as a workbook.
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from postmortem.errors import MalformedExport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0"
"""How .xls begins, and other old files of Office, which are refused when they are opened."""
_PARTS = frozenset(("xl/workbook.xml", "xl/workbook.bin", "content.xml"))
_LARGEST = 2**30
"""Most bytes a workbook may unpack to: it is held in memory."""
_RATIO = 200
_FREE = 2**20
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
        unpacked = sum(entry.file_size for entry in packed.infolist())
    if unpacked > min(_LARGEST, _FREE + _RATIO * path.stat().st_size):
        raise MalformedExport(
            f"{name}: unpacks to {unpacked:,} bytes, far more than its size allows; refused as "
            "unsafe. If you trust it, save its sheets as CSV (UTF-8)."
        )


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
