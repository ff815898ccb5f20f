"""Runs by itself: the sheets of a workbook, written to standard output as a zip of CSV files.

The library that reads workbooks is fast and trusts them: a broken one can make it ask for more
memory than there is, which ends the process. So the process that it ends is this one, and its
memory is limited (`python -m postmortem.sources.container.sheets FILE`).
"""

from __future__ import annotations

import csv
import importlib
import io
import sys
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEMORY = 3 * 2**30
_SECONDS = 600
_EPOCH = (1980, 1, 1, 0, 0, 0)
_EXACT = 10**15
"""Excel keeps 15 digits; a longer id that it took for a number has lost the rest."""


def write_sheets(path: str, out: BinaryIO) -> None:
    """Write every sheet that has cells to `out`, in the workbook's order.

    A workbook with one sheet gives it even when it is empty. Raises CalamineError or OSError when
    it cannot be read.
    """
    # An extra, so that not even its types may be there when ours are checked.
    calamine = importlib.import_module("python_calamine")
    workbook = calamine.CalamineWorkbook.from_path(path)
    names = workbook.sheet_names
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in names:
            sheet = _sheet(workbook, name)
            if sheet is None or (len(names) > 1 and not sheet.height):
                continue
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as member:
                for line in _csv_lines(sheet):
                    member.write(line)


def _sheet(workbook: Any, name: str) -> Any:
    """Return a sheet, None for a chart, which is a sheet by name only."""
    try:
        return workbook.get_sheet_by_name(name)
    except ValueError:
        return None


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


def _limit() -> None:
    """Bound what this process may take, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def main() -> int:
    """Read the workbook that the command line names; say on standard error why not, if not."""
    _limit()
    try:
        write_sheets(sys.argv[1], sys.stdout.buffer)
    except Exception as error:  # the last word of a process that has no other reader
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
