"""A workbook (.xlsx, .xls, .ods) as an archive whose members are its sheets, each as CSV.

So a table is read by one and the same source whether it was saved as CSV or as a workbook. The
workbook itself is read by a process of its own, `sheets`, which a hostile one may bring down.
"""

from __future__ import annotations

import importlib
import io
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from postmortem.errors import MalformedExport

if TYPE_CHECKING:
    from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0"
"""How .xls begins, and other old files of Office, which are refused when they are opened."""
_PARTS = frozenset(("xl/workbook.xml", "xl/workbook.bin", "content.xml"))
_LARGEST = 2**30
"""Most bytes a workbook may unpack to: it is held in memory."""
_RATIO = 200
_FREE = 2**20
_PATIENCE = 900
"""Seconds for the largest sheet that Excel can hold, on a slow machine."""
_CURE = "If you trust it, save its sheets as CSV (UTF-8)."


def is_workbook(path: Path, head: bytes) -> bool:
    """Whether a file, which begins with `head`, is a workbook rather than a zip of files."""
    if head[:4] == _OLE:
        return True
    if head[:4] != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not _PARTS.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def is_nested(head: bytes) -> bool:
    """Whether a file inside an archive begins as a workbook or another archive does."""
    return head.startswith((_OLE, b"PK\x03\x04"))


class Workbook:
    """The sheets of a workbook, by name and in their order."""

    def __init__(self, path: Path, name: str) -> None:
        """Read the workbook.

        Raises MalformedExport when it is broken, unsafe, or python-calamine is not there.
        """
        self._size = path.stat().st_size
        _check_size(path, name)
        _check_library(name)
        self._sheets = zipfile.ZipFile(io.BytesIO(_sheets_of(path, name)))
        self.members = tuple(self._sheets.namelist())

    def open(self, member: str) -> io.BufferedReader:
        """Return the sheet as CSV in UTF-8."""
        return io.BufferedReader(_Readable(self._sheets.open(member)), 2**16)

    def size(self, member: str) -> int:
        """Bytes of the whole workbook; a sheet has no size of its own."""
        return self._size

    def size_on_disk(self, member: str) -> int:
        """Bytes of the whole workbook."""
        return self.size(member)


class _Readable(io.RawIOBase):
    """A member of a zip as the raw stream that a buffered reader asks for."""

    def __init__(self, stream: object) -> None:
        self._stream: io.BufferedIOBase = stream  # type: ignore[assignment]  # ZipExtFile is one

    def readable(self) -> bool:
        """Say yes: it is a reader."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` with the next bytes; 0 at the end."""
        return self._stream.readinto(buffer)  # type: ignore[arg-type]


def _check_size(path: Path, name: str) -> None:
    """Refuse a workbook that unpacks to more than its size allows."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        unpacked_size = sum(entry.file_size for entry in archive.infolist())
    if unpacked_size > min(_LARGEST, _FREE + _RATIO * path.stat().st_size):
        raise MalformedExport(
            f"{name}: unpacks to {unpacked_size:,} bytes, far more than its size allows; refused "
            f"as unsafe. {_CURE}"
        )


def _check_library(name: str) -> None:
    try:
        importlib.import_module("python_calamine")
    except ImportError as error:
        raise MalformedExport(
            f"{name}: is a workbook, which takes one more library to read: "
            "pip install 'social-postmortem[xlsx]'. Or save its sheets as CSV (UTF-8)."
        ) from error


def _sheets_of(path: Path, name: str) -> bytes:
    """Return a zip of the sheets, made by a process that may fail without us."""
    command = [sys.executable, "-m", "postmortem.sources.container.sheets", str(path)]
    try:
        reader = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise MalformedExport(f"{name}: takes more than {_PATIENCE} s to read. {_CURE}") from error
    if reader.returncode == 0:
        return reader.stdout
    complaints = reader.stderr.decode("utf-8", "replace").strip().splitlines()
    why = complaints[0] if complaints else f"its reader was ended by signal {-reader.returncode}"
    raise MalformedExport(f"{name}: is no workbook that can be read ({why}). {_CURE}")
