"""An export: one file, or one archive that belongs together, however it is packed."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from postmortem.errors import MalformedExport, UsageError
from postmortem.sources.container.decode import encoding_of, unpack
from postmortem.sources.container.legacy import UnknownEncoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postmortem.sources.container.archive import Archive

_CHUNK = 2**20


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
        self._companion: object = None

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
        name = self._member if self._member is not None else member
        if self._archive is None:
            return unpack(self.path.open("rb"), self.path.stat().st_size, self.name)
        if name is None:
            raise MalformedExport(f"{self.name}: is an archive; say which file in it.")
        stream = self._archive.open(name)
        # One ratio for the whole chain: what is packed twice is measured by its bytes on disk.
        return unpack(stream, self._archive.size_on_disk(name), f"{self.name}!{name}")

    def open_text(self, member: str | None = None, encoding: str | None = None) -> io.TextIOWrapper:
        """Return the text; line ends are left as they are, for csv to judge."""
        content_encoding = self.encoding(member, encoding)
        codec, _, errors = content_encoding.partition("/")
        # "replace" can only meet a character cut off at the very end: the rest was checked.
        return io.TextIOWrapper(
            self.open_binary(member), encoding=codec, errors=errors or "replace", newline=""
        )

    def encoding(self, member: str | None = None, claim: str | None = None) -> str:
        """Return the encoding of the whole content, or check that it is what `claim` says."""
        if claim is not None:
            _check(self._chunks(member), claim, self.name)
            return claim
        if member not in self._encodings:
            try:
                self._encodings[member] = encoding_of(lambda: self._chunks(member))
            except UnknownEncoding as error:
                raise MalformedExport(
                    f"{self.name}: its encoding is not known: {error}. Say it with --encoding "
                    "(as in --encoding cp1251), or export it again as UTF-8."
                ) from error
        return self._encodings[member]

    @property
    def guessed_encoding(self) -> str | None:
        """The encoding from before Unicode that some content, read so far, was taken to be in."""
        guesses = (name for name in self._encodings.values() if not name.startswith("utf"))
        return next(guesses, None)

    def sha256(self) -> str:
        """Return the hash of the content, in hex: the same however a single file is packed."""
        if self.members and self.path.is_dir():
            parts = (f"{member}\0{self._digest(member)}" for member in self.members)
            return hashlib.sha256("\n".join(parts).encode()).hexdigest()
        if self.members:
            with self.path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        return self._digest(None)

    @property
    def is_member(self) -> bool:
        """Whether it is one file of an archive."""
        return self._member is not None

    def keep(self, resource: object) -> None:
        """Hold on to something that must live as long as this export (a temporary file)."""
        self._companion = resource

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
