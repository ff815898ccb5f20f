"""An export: one file, or one archive that belongs together, however it is packed."""

from __future__ import annotations

import hashlib
import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem.errors import MalformedExport, UsageError
from postmortem.sources.container.archive import Archive, Folder, Zip, is_wanted, is_zip
from postmortem.sources.container.decode import (
    decompressed,
    eight_bit_encoding,
    encoding_of,
    head_encoding,
    is_binary,
)
from postmortem.sources.container.workbook import Workbook, is_nested, is_workbook
from postmortem.sources.source import Peek

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEAD = 2**16
_START = 128
_CHUNK = 2**20
_PACKED = (".gz", ".zst", ".zstd")


class Export:
    """A file a platform gave its owner; streams are opened anew at each call.

    `name` is for people (`archive.zip!posts.csv`). For a whole archive `members` names its files
    and every `open_…` needs one; otherwise `members` is empty.
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str | None = None,
        archive: Archive | None = None,
        member: str | None = None,
    ) -> None:
        self.path = path
        self._archive = archive
        self._member = member
        self.members = archive.members if archive and member is None else ()
        self.name = (name or path.name) + (f"!{member}" if member else "")
        self._encodings: dict[str | None, str] = {}
        self._kept: object = None

    def __repr__(self) -> str:
        return f"Export({self.name!r})"

    @property
    def size(self) -> int:
        """Bytes on disk; what a member says it unpacks to."""
        if self._archive and self._member is not None:
            return self._archive.size(self._member)
        if self.path.is_dir() and self._archive:
            return sum(self._archive.size(member) for member in self.members)
        return self.path.stat().st_size

    def open_binary(self, member: str | None = None) -> io.BufferedReader:
        """Return the bytes, unpacked from zip, gzip or zstandard as they are read."""
        wanted = self._member if self._member is not None else member
        if self._archive is None:
            return decompressed(self.path.open("rb"), self.path.stat().st_size, self.name)
        if wanted is None:
            raise MalformedExport(f"{self.name}: is an archive; say which file in it.")
        packed = self._archive.open(wanted)
        return decompressed(packed, self._archive.size(wanted), f"{self.name}!{wanted}")

    def open_text(self, member: str | None = None, encoding: str | None = None) -> io.TextIOWrapper:
        """Return the text; line ends are left as they are, for csv to judge."""
        known = self.encoding(member, encoding)
        codec, _, errors = known.partition("/")
        # "replace" can only meet a character cut off at the very end: the rest was checked.
        return io.TextIOWrapper(
            self.open_binary(member), encoding=codec, errors=errors or "replace", newline=""
        )

    def encoding(self, member: str | None = None, wanted: str | None = None) -> str:
        """Return the encoding of the whole content, or check that it is the `wanted` one."""
        if wanted is not None:
            _check(self._chunks(member), wanted, self.name)
            return wanted
        if member not in self._encodings:
            self._encodings[member] = encoding_of(lambda: self._chunks(member))
        return self._encodings[member]

    def sha256(self) -> str:
        """Return the hash of the content, in hex: the same however a single file is packed."""
        if self.members and self.path.is_dir():
            parts = (f"{member}\0{self._digest(member)}" for member in self.members)
            return hashlib.sha256("\n".join(parts).encode()).hexdigest()
        if self.members:
            with self.path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        return self._digest(None)

    def peek(self) -> Peek:
        """Return the facts that sources recognise this export by."""
        if self.members:
            return Peek(self.name, members=self.members)
        with self.open_binary() as stream:
            head = stream.read(_HEAD)
        if self._member is not None and is_nested(head):
            raise MalformedExport(
                f"{self.name}: is an archive or a workbook inside an archive. Take it out, and "
                "ingest it by itself."
            )
        return Peek(self.name, head=decoded_head(head), start=head[:_START])

    def keep(self, resource: object) -> None:
        """Hold on to something that must live as long as this export (a temporary file)."""
        self._kept = resource

    def _chunks(self, member: str | None) -> Iterator[bytes]:
        with self.open_binary(member) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def _digest(self, member: str | None) -> str:
        digest = hashlib.sha256()
        for chunk in self._chunks(member):
            digest.update(chunk)
        return digest.hexdigest()


def _check(chunks: Iterator[bytes], encoding: str, name: str) -> None:
    import codecs

    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError as error:
        raise UsageError(f"--encoding {encoding}: no such encoding.") from error
    try:
        for chunk in chunks:
            decoder.decode(chunk)
    except UnicodeError as error:
        raise MalformedExport(
            f"{name}: is not {encoding}: {error}. Try without --encoding."
        ) from error


def decoded_head(head: bytes) -> str:
    """Return the first bytes as text, '' when they are none."""
    if is_binary(head):
        return ""
    encoding = head_encoding(head)
    if encoding is None:
        try:
            # The last three bytes may be a cut-off character.
            head[:-3].decode("utf-8")
            encoding = "utf-8"
        except UnicodeDecodeError:
            encoding = eight_bit_encoding([head])
    text = head.decode(encoding, "replace")
    return text.rstrip("�") if len(head) == _HEAD else text


def exports(path: Path, claims: Callable[[Peek], bool]) -> Iterator[Export]:
    """Yield what lies at `path`, each file once.

    `claims(peek)` says whether some source reads an archive of these members as a whole. Any
    other folder or zip gives its files one by one; `-` is standard input.
    """
    if str(path) == "-":
        yield _standard_input(claims)
    elif path.is_dir():
        yield from _in_folder(path, path.name or str(path), claims)
    elif path.is_file():
        yield from _in_file(path, path.name, claims)
    else:
        raise UsageError(f"{path}: no such file or folder.")


def _in_folder(
    path: Path, name: str, claims: Callable[[Peek], bool], seen: frozenset[Path] = frozenset()
) -> Iterator[Export]:
    """Yield what lies in a folder; one that a link leads back to from inside is left out."""
    here = path.resolve()
    if here in seen:
        return
    archive = Folder(path)
    if claims(Peek(name, members=archive.members)):
        yield Export(path, name=name, archive=archive)
        return
    for item in sorted(path.iterdir()):
        if not is_wanted(item.name):
            continue
        if item.is_dir():
            yield from _in_folder(item, f"{name}/{item.name}", claims, seen | {here})
        elif item.is_file():
            yield from _in_file(item, f"{name}/{item.name}", claims)


def _in_file(path: Path, name: str, claims: Callable[[Peek], bool]) -> Iterator[Export]:
    with path.open("rb") as stream:
        head = stream.read(4)
    archive = _packed(path, name, head)
    if archive is None:
        yield Export(path, name=name)
        return
    if claims(Peek(name, members=archive.members)):
        yield Export(path, name=name, archive=archive)
        return
    for member in archive.members:
        yield Export(path, name=name, archive=archive, member=member)


def _packed(path: Path, name: str, head: bytes) -> Archive | None:
    """Return what holds several exports in one file: a workbook, or a zip."""
    if is_workbook(path, head):
        return Workbook(path, name)
    return Zip(path, name) if is_zip(head) else None


def _standard_input(claims: Callable[[Peek], bool]) -> Export:
    """Keep standard input in a temporary file: an export is looked at before it is read."""
    kept = tempfile.NamedTemporaryFile(prefix="postmortem-")  # noqa: SIM115 - lives with the export
    while chunk := sys.stdin.buffer.read(_CHUNK):
        kept.write(chunk)
    kept.flush()
    found = list(_in_file(Path(kept.name), "-", claims))
    if len(found) != 1:
        raise UsageError("-: holds several files; ingest the archive by its path instead.")
    found[0].keep(kept)
    return found[0]
