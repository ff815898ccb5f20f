"""Which sources there are, and which of them reads an export.

A module below `formats` that ends with `SOURCE = Source(...)` is a format; there is no list to
edit. Its docstring is the page that `postmortem sources NAME` shows.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from postmortem.errors import PrivateMessages, UnrecognisedExport, UsageError
from postmortem.sources import discovery, formats
from postmortem.sources.messages import holds_private_messages
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.proposal import cure
from postmortem.sources.sound import sound
from postmortem.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from postmortem.sources.export import Export
    from postmortem.sources.recognition import Recognition

_BY_COLUMNS = "table"
"""The source that a person's `[columns]` can teach any table."""
_PAGE = 20


@cache
def sources() -> tuple[Source, ...]:
    """Return every source, by name."""
    every = []
    for module in pkgutil.walk_packages(formats.__path__, f"{formats.__name__}."):
        format_module = importlib.import_module(module.name)
        source = getattr(format_module, "SOURCE", None)
        if isinstance(source, Source):
            page = format_module.__doc__ or ""
            many = sound(source.read_columns) if source.read_columns else None
            every.append(replace(source, read=sound(source.read), read_columns=many, page=page))
    return tuple(sorted(every, key=lambda source: source.name))


def source_for(
    export: Export, name: str | None = None, columns: Mapping[str, str] | None = None
) -> Source:
    """Return the one source that reads `export`; `name` overrules recognition.

    An export that none recognises is read as a table when a person named its `columns`. Raises
    UnrecognisedExport when none does (naming the nearest) or several do, UsageError when there is
    no source called `name`.
    """
    if name is not None:
        return _source_called(name)
    peek = peek_at(export)
    fits = [(source, source.recognise(peek)) for source in sources()]
    certain = [source for source, fit in fits if fit.certain]
    certain = [source for source in certain if not source.fallback] or certain
    if all(source.fallback for source in certain) and holds_private_messages(peek):
        raise PrivateMessages.at(export.name)
    match certain:
        case [source]:
            return source
        case [] if what := _no_export(peek):
            raise UnrecognisedExport(f"{export.name}: {what}")
        case [] if columns:
            return _source_called(_BY_COLUMNS)
        case []:
            raise UnrecognisedExport.nothing_reads(export.name, _nearest(fits), cure(peek))
        case _:
            names = [source.name for source in certain]
            raise UnrecognisedExport.several_read(export.name, names)


def exports(path: Path) -> Iterator[Export]:
    """Yield the exports at `path`: a file, a folder, a zip, or `-` for standard input.

    An archive that one source reads as a whole is one export; any other folder or zip gives its
    files one by one (`archive.zip!member.csv`). Raises UsageError when there is nothing at `path`.
    """
    return discovery.exports(path, _is_claimed)


def _is_claimed(peek: Peek) -> bool:
    return any(source.recognise(peek).certain for source in sources())


def _source_called(name: str) -> Source:
    for source in sources():
        if source.name == name:
            return source
    names = ", ".join(source.name for source in sources())
    raise UsageError(f"--source {name}: no such source. There are: {names}.")


def _no_export(peek: Peek) -> str | None:
    """Say what a file is that holds no posts for anyone to read, whatever it is called."""
    if peek.members:
        return None
    if not (peek.start.strip() or peek.head.strip()):
        return "is empty. Download it again."
    if peek.start.lstrip().startswith(b"%PDF"):
        return "is a PDF: export CSV, XLSX or JSON instead."
    if peek.head.lstrip()[:_PAGE].lower().startswith(("<!doctype html", "<html")):
        return (
            "is a web page (HTML), which is for looking at. Request the download again, in the "
            "format JSON or CSV."
        )
    return None


def _nearest(fits: list[tuple[Source, Recognition]]) -> str | None:
    """Say which source came closest, and what kept it from being certain."""
    source, fit = max(fits, key=lambda pair: (pair[1].share, not pair[0].fallback, pair[1].matches))
    return f"{source.name}, but for {', '.join(fit.missing)}" if fit.matches else None
