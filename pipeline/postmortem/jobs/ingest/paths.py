"""What a person named on the command line, as paths; and the exports at a path.

The store itself is never opened as a file: in a process that holds it as a database, closing such a
file would drop the database's lock. So a folder that contains the store is walked by hand.
"""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem.errors import MalformedExport, UsageError
from postmortem.jobs.ingest.skips import NoExport, SkipList, partial_download
from postmortem.sources import exports
from postmortem.sources.container.archive import is_wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postmortem.sources import Export

_STANDARD_INPUT = "-"


def expand(words: Iterable[str | Path]) -> list[Path]:
    """Return the paths that `words` name: files, folders, `-`, and globs (`**` goes deeper).

    In the order given, each once; the matches of a glob sorted. UsageError names a word that
    matches nothing.
    """
    by_place: dict[Path, Path] = {}
    for word in words:
        paths = [Path(word)] if _is_plain(word) else matches(str(word))
        if not paths:
            what = "nothing matches" if glob.has_magic(str(word)) else "no such file or folder"
            raise UsageError(f"{word}: {what}.")
        for path in paths:
            by_place.setdefault(path.absolute(), path)
    return list(by_place.values())


def matches(pattern: str) -> list[Path]:
    """Return what a glob matches, sorted, without what lies in a folder that it matches too."""
    # Path.glob takes no pattern that begins at the root.
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    # `nope/**` finds the folder `nope/` itself, even where there is none.
    paths = [Path(name) for name in names if os.path.lexists(name)]
    folders = {path for path in paths if path.is_dir()}
    return [path for path in paths if folders.isdisjoint(path.parents)]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that cannot even be looked at, and why."""

    path: Path
    why: str


def exports_at(
    path: Path, store: Path, skips: SkipList, *, by_name: bool = True
) -> Iterator[Export | Unreadable | NoExport]:
    """Yield the exports at `path`; what is broken in a folder does not hide its neighbours.

    A folder that links lead back to is read once. What `skips` covers is passed over, but for a
    file that a person named (`by_name`), which is tried whatever it is called.
    """
    if not by_name and not path.is_dir() and skips.covers(str(path)):
        yield NoExport(str(path))
    else:
        yield from _Walk(store, skips, set()).at(path)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through folders, which remembers where it was."""

    store: Path
    skips: SkipList
    visits: set[Path]

    def at(self, path: Path) -> Iterator[Export | Unreadable | NoExport]:
        if _is_of_store(path, self.store):
            return
        if odd := _odd(path):
            yield Unreadable(path, odd)
            return
        try:
            if not path.is_dir() or (not _is_inside(self.store, path) and _is_one_export(path)):
                yield from self._exports(path)
                return
            self.visits.add(real(path))
            children = sorted(child for child in path.iterdir() if is_wanted(child.name))
        except (MalformedExport, OSError) as error:
            yield Unreadable(path, why(error))
            return
        for child in children:
            if child.is_file() and self.skips.covers(str(child)):
                yield NoExport(str(child))
            elif not (child.is_dir() and real(child) in self.visits):
                yield from self.at(child)

    def _exports(self, path: Path) -> Iterator[Export | NoExport]:
        """Yield what one file or archive holds, less what is no export in it."""
        for export in exports(path):
            if export.is_member and self.skips.covers(export.name):
                yield NoExport(path_for_people(export))
            else:
                yield export


def path_for_people(export: Export) -> str:
    """Return the export's path as given, with the member it is in an archive.

    Standard input is `-`: where it was kept meanwhile is nobody's business, and differs each time.
    """
    name, mark, member = export.name.partition("!")
    return printable(f"{name if name == '-' else export.path}{mark}{member}")


def printable(name: str) -> str:
    r"""Return a file's name as text: bytes of it that are no UTF-8 as escapes.

    >>> printable("caf\udce9.csv")
    'caf\\xe9.csv'
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _odd(path: Path) -> str | None:
    """Say what keeps a path from being a file or a folder; a pipe would be waited for, for ever."""
    if str(path) == _STANDARD_INPUT or path.is_dir():
        return None
    if path.is_file():
        return partial_download(path)
    if path.is_symlink() and not path.exists():
        return "is a link that leads nowhere. Mend the link, or name the file it meant."
    if path.exists():
        return "is a pipe or a device, not a file. Save its content as a file, or give it as `-`."
    return "is gone."


def real(path: Path) -> Path:
    """Return where links lead to; a ring of links stays as it is, where Path.resolve raises."""
    return Path(os.path.realpath(path))


def why(error: Exception) -> str:
    """Say in a few words why something could not be read."""
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return str(error)


def _is_one_export(folder: Path) -> bool:
    """Whether a source claims the folder as a whole, as an unpacked archive."""
    try:
        first = next(exports(folder), None)
    except (MalformedExport, OSError):
        return False
    return first is not None and first.path == folder


def _is_plain(word: str | Path) -> bool:
    return str(word) == _STANDARD_INPUT or Path(word).exists()


def _is_inside(store: Path, folder: Path) -> bool:
    return real(folder) in real(store).parents


def _is_of_store(path: Path, store: Path) -> bool:
    """Whether `path` is the store or one of the files beside it."""
    if real(path).parent != real(store).parent:
        return path.exists() and store.exists() and path.samefile(store)
    return path.name == store.name or path.name.startswith(f"{store.name}.")
