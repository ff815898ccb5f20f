"""One export into the store: read whole, or refused with the reason."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

from postmortem.errors import (
    MalformedExport,
    PostmortemError,
    PrivateMessages,
    TryAgain,
    UnrecognisedExport,
)
from postmortem.jobs.ingest.paths import Unreadable, path_for_people, printable, why
from postmortem.jobs.ingest.skips import NoExport
from postmortem.model import Note, Post, Posts
from postmortem.sources import Options, source_for, with_overview
from postmortem.store import CHUNK, Load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from postmortem.jobs.ingest.settings import IngestSettings
    from postmortem.model import Record
    from postmortem.sources import Export
    from postmortem.store import Ledger, Store

_log = logging.getLogger(__name__)
_ROOM = 3
"""Free disk asked for, in sizes of the export: the stage, the write-ahead log, the tables."""


@dataclass(frozen=True, slots=True)
class Loader:
    """Loads exports, all in one way."""

    settings: IngestSettings
    by_name: bool = True
    """Whether a person named the file; then a refusal is news, whatever it holds."""

    def load(self, store: Store, export: Export | Unreadable) -> Ledger | NoExport:
        """Load an export, or refuse it, or pass it over; return what became of it."""
        if isinstance(export, Unreadable):
            return store.refuse(self._entry(printable(str(export.path)), ""), export.why)
        return self._load(store, export)

    def _load(self, store: Store, export: Export) -> Ledger | NoExport:
        entry = self._entry(path_for_people(export), export.name)
        try:
            entry = replace(entry, sha256=export.sha256(), bytes=export.size)
            repeat = store.loaded_before(entry)
            if repeat:
                return repeat
            source = source_for(export, self.settings.source, self.settings.columns)
            entry = replace(entry, source=source.name)
            _require_room(store.path, export.size)
            read = source.read_columns or source.read
            records = with_overview(read(export, self._options()), self.settings.tz)
            stream = self._counting(export.name, self._recent(records))
            return store.add(entry, stream, scorer=self.settings.scorer)
        except PrivateMessages as error:
            if not self.by_name:
                return NoExport(entry.path, "private messages")
            return store.refuse(entry, str(error))
        except (UnrecognisedExport, MalformedExport, OSError) as error:
            return store.refuse(entry, why(error))
        except PostmortemError:
            # The whole run is wrong, or must wait: its settings, the store, the disk.
            raise
        except Exception as error:
            # A source that trips over one export is our fault, and no reason to lose the others.
            _log.debug("%s", export.name, exc_info=True)
            fault = f"{type(error).__name__}: {error}"
            return store.refuse(entry, f"our fault, please report it with this file: {fault}")

    def _options(self) -> Options:
        settings = self.settings
        return Options(tz=settings.tz, encoding=settings.encoding, columns=settings.columns)

    def _entry(self, path: str, name: str) -> Load:
        """Return the load's entry in the store's book, as far as it is clear before reading."""
        return Load(
            path=path,
            name=printable(name or path),
            sha256="",
            now=self.settings.now,
            set_name=self.settings.set_name,
            default_set=self.settings.default_set,
            options=self.settings.options,
            keep_rejected=self.settings.keep_rejected,
        )

    def _recent(self, records: Iterable[Record | Posts]) -> Iterator[Record | Posts]:
        """Leave out posts before `since`, and say how many there were."""
        since = self.settings.since
        if since is None:
            yield from records
            return
        old = 0
        in_utc = since.astimezone(UTC)
        for record in records:
            if isinstance(record, Posts):
                is_recent = record.columns["posted_at"].dt.replace_time_zone("UTC") >= in_utc
                old += int((~is_recent).sum())
                yield Posts(record.columns.filter(is_recent))
            elif isinstance(record, Post) and record.posted_at < since:
                old += 1
            else:
                yield record
        if old:
            yield Note.of("before-since", n=old, since=since)

    def _counting(self, name: str, records: Iterable[Record | Posts]) -> Iterable[Record | Posts]:
        tell = self.settings.on_progress
        return _count(name, records, tell) if tell else records


def _count(
    name: str, records: Iterable[Record | Posts], tell: Callable[[str, int], None]
) -> Iterator[Record | Posts]:
    """Pass records on, telling now and then how many there were so far."""
    number = last = 0
    for record in records:
        number += len(record.columns) if isinstance(record, Posts) else 1
        if number - last >= CHUNK:
            last = number
            tell(name, number)
        yield record


def _require_room(store: Path, size: int) -> None:
    free = shutil.disk_usage(store.absolute().parent).free
    if free < _ROOM * size:
        raise TryAgain(
            f"{store}: {free >> 20} MB of disk are free, and this export may need "
            f"{_ROOM * size >> 20} MB. Make room and try again."
        )
