"""Finding the exports at a path: each file once, and each archive that belongs together as one."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem.errors import UsageError
from postmortem.sources.container.archive import Archive, Folder, Zip, is_wanted, is_zip
from postmortem.sources.container.workbook import Workbook, is_workbook
from postmortem.sources.export import Export
from postmortem.sources.peek import Peek

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHUNK = 2**20


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
    path: Path, name: str, claims: Callable[[Peek], bool], above: frozenset[Path] = frozenset()
) -> Iterator[Export]:
    """Yield what lies in a folder; one that a link leads back to from inside is left out."""
    here = path.resolve()
    if here in above:
        return
    archive = Folder(path)
    if claims(Peek(name, members=archive.members)):
        yield Export(path, name=name, archive=archive)
        return
    for item in sorted(path.iterdir()):
        if not is_wanted(item.name):
            continue
        if item.is_dir():
            yield from _in_folder(item, f"{name}/{item.name}", claims, above | {here})
        elif item.is_file():
            yield from _in_file(item, f"{name}/{item.name}", claims)


def _in_file(path: Path, name: str, claims: Callable[[Peek], bool]) -> Iterator[Export]:
    with path.open("rb") as stream:
        head = stream.read(4)
    archive = _archive_in(path, name, head)
    if archive is None:
        yield Export(path, name=name)
        return
    if claims(Peek(name, members=archive.members)):
        yield Export(path, name=name, archive=archive)
        return
    for member in archive.members:
        yield Export(path, name=name, archive=archive, member=member)


def _archive_in(path: Path, name: str, head: bytes) -> Archive | None:
    """Return what holds several exports in one file: a workbook, or a zip."""
    if is_workbook(path, head):
        return Workbook(path, name)
    return Zip(path, name) if is_zip(head) else None


def _standard_input(claims: Callable[[Peek], bool]) -> Export:
    """Keep standard input in a temporary file: an export is looked at before it is read."""
    copy = tempfile.NamedTemporaryFile(prefix="postmortem-")  # noqa: SIM115 - lives with the export
    while chunk := sys.stdin.buffer.read(_CHUNK):
        copy.write(chunk)
    copy.flush()
    contents = list(_in_file(Path(copy.name), "-", claims))
    if len(contents) != 1:
        raise UsageError("-: holds several files; ingest the archive by its path instead.")
    contents[0].keep(copy)
    return contents[0]
