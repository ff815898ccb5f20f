"""Folders and zip files as a list of members that can be opened. Nothing is ever extracted."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Protocol, cast

from postmortem.errors import MalformedExport
from postmortem.sources.container.decode import limit_stream

if TYPE_CHECKING:
    import io
    from pathlib import Path
    from typing import BinaryIO

_ENTRIES = 20_000
_MEMBER = 2**34
"""Most bytes read from one member: no export is larger, and nothing is unpacked to disk."""
_RATIO = 200
_FREE = 2**20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What platforms make. Of bzip2 and LZMA one small read can unpack to gigabytes."""
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class Archive(Protocol):
    """Members by name, in a stable order."""

    @property
    def members(self) -> tuple[str, ...]:
        """Names of the files inside, with `/` between folders."""

    def open(self, member: str) -> io.BufferedReader:
        """Return the member's bytes."""

    def size(self, member: str) -> int:
        """Bytes the member says it has."""

    def size_on_disk(self, member: str) -> int:
        """Bytes the member takes as it is packed."""


class Folder:
    """The files under a folder, at any depth. Links are not followed out of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        files = (item for item in path.rglob("*") if item.is_file())
        names = (item.relative_to(path).as_posix() for item in files)
        self.members = tuple(sorted(name for name in names if is_wanted(name)))

    def open(self, member: str) -> io.BufferedReader:
        """Return the file's bytes."""
        return (self._path / member).open("rb")

    def size(self, member: str) -> int:
        """Bytes of the file."""
        return (self._path / member).stat().st_size

    def size_on_disk(self, member: str) -> int:
        """Bytes of the file."""
        return self.size(member)


class Zip:
    """The files in a zip, refused where reading them could hurt."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise MalformedExport(
                f"{name}: the zip is damaged ({error}). Download it again."
            ) from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if len(entries) > _ENTRIES:
            raise MalformedExport(
                f"{name}: {len(entries):,} files in one zip; {_ENTRIES:,} is most."
            )
        own_entries = [entry for entry in entries if is_wanted(entry.filename)]
        self._entries = {entry.filename: entry for entry in own_entries}
        if len(self._entries) < len(own_entries):
            raise MalformedExport(f"{name}: two files in the zip have the same name.")
        self.members = tuple(sorted(self._entries))

    def open(self, member: str) -> io.BufferedReader:
        """Return the member's bytes, unpacked as they are read."""
        entry = self._entries[member]
        name = f"{self._name}!{member}"
        if entry.flag_bits & 1:
            raise MalformedExport(f"{name}: is encrypted. Unpack it with its password first.")
        if entry.compress_type not in _METHODS:
            raise MalformedExport(
                f"{name}: is packed in a way that no platform uses and that can unpack without "
                "bounds. Unpack the zip yourself if you trust it, and ingest the result."
            )
        try:
            stream = cast("BinaryIO", self._zip.open(entry))
        except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
            raise MalformedExport(f"{name}: cannot be unpacked ({error}).") from error
        limit = min(_MEMBER, _FREE + _RATIO * entry.compress_size)
        return limit_stream(stream, limit=limit, name=name, errors=(zipfile.BadZipFile, zlib.error))

    def size(self, member: str) -> int:
        """Bytes the member says it unpacks to."""
        return self._entries[member].file_size

    def size_on_disk(self, member: str) -> int:
        """Bytes the member takes in the zip."""
        return self._entries[member].compress_size


def is_wanted(name: str) -> bool:
    """Whether a member is the archive's own, not left behind by somebody's desktop.

    >>> is_wanted("data/tweets.js"), is_wanted("__MACOSX/data/._tweets.js")
    (True, False)
    """
    last = name.rsplit("/", 1)[-1]
    return (
        not name.startswith("__MACOSX/")
        and not last.startswith(("._", "."))
        and (last not in _CLUTTER)
    )


def is_zip(head: bytes) -> bool:
    """Whether these first bytes begin a zip, be it empty."""
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")
