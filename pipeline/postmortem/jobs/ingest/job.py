"""Exports into the store, one by one: what cannot be read is refused, and the rest goes on."""

from __future__ import annotations

import json
import logging
import shutil
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from postmortem.errors import (
    MalformedExport,
    PostmortemError,
    TryAgain,
    UnrecognisedExport,
    UsageError,
)
from postmortem.jobs.ingest.inboxes import inboxes
from postmortem.jobs.ingest.paths import Unreadable, expand, exports_at, real, why
from postmortem.jobs.score import text_scorer
from postmortem.model import Note, Post, Posts
from postmortem.sources import Options, source_for
from postmortem.store import CHUNK, Load, Privacy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from postmortem.config import Config
    from postmortem.jobs.ingest.inboxes import Inbox
    from postmortem.model import Record
    from postmortem.sources import Export
    from postmortem.store import Ledger, Scorer, Store

_log = logging.getLogger(__name__)
_ROOM = 3
"""Free disk asked for, in sizes of the export: the stage, the write-ahead log, the tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingesting:
    """How exports are read, the same for all of a job. See `of` for the usual way to make one."""

    now: datetime
    """Aware. Posts later than a day after it are rejected, and loads are dated with it."""
    default_set: str | None = None
    set_name: str | None = None
    source: str | None = None
    tz: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    keep_rejected: bool = False
    dry_run: bool = False
    privacy: Privacy = field(default_factory=Privacy)
    scorer: Scorer | None = None
    """Scores texts that are not kept (store_text = "hash")."""
    on_progress: Callable[[str, int], None] | None = None
    """Called with the export's name and the rows read so far, every 25,000."""

    @classmethod
    def of(
        cls,
        config: Config,
        *,
        now: datetime | None = None,
        tz: str | None = None,
        columns: Mapping[str, str] | None = None,
        since: str | None = None,
        **said: Any,
    ) -> Ingesting:
        """Return what `config` and the command line say together; the line goes first.

        `since` is a date or an instant, in the brand's zone when it names none.
        """
        store_text = config.privacy.store_text
        handles = (account.partition(":")[2] for account in config.brand.accounts)
        return cls(
            now=now or datetime.now(UTC),
            default_set=config.brand.name,
            tz=tz or config.brand.timezone,
            columns=dict(config.columns if columns is None else columns),
            since=_instant(since, config) if since else None,
            privacy=Privacy(store_text, frozenset(handle.casefold() for handle in handles)),
            scorer=text_scorer(config) if store_text == "hash" else None,
            **said,
        )

    @property
    def options(self) -> str:
        """JSON of what decides how an export is read: read otherwise, it is no repeat."""
        since = self.since and self.since.isoformat()
        said = {"tz": self.tz, "encoding": self.encoding, "source": self.source, "since": since}
        told = {name: value for name, value in said.items() if value}
        return json.dumps(
            told | ({"columns": dict(self.columns)} if self.columns else {}), sort_keys=True
        )


@dataclass(frozen=True, slots=True)
class Job:
    """Paths that are read in the same way, but for what lies in an inbox."""

    paths: tuple[Path, ...]
    how: Ingesting
    inboxes: tuple[Inbox, ...] = ()
    """What lies in one of them, however it was named, is read as its set."""

    def run(self, store: Store) -> Iterator[Ledger]:
        """Load every export at the paths, yielding its ledger when it is done."""
        store.adopt(self.how.privacy)
        with store.rehearsal() if self.how.dry_run else nullcontext():
            for path in self.paths:
                for found in exports_at(path, store.path):
                    for how in self._hows(found.path):
                        yield _Reading(how).ledger(store, found)

    def _hows(self, path: Path) -> list[Ingesting]:
        """Return the ways to read what lies at `path`: several where inboxes overlap."""
        lineage = {real(path), *real(path).parents} if self.inboxes else set()
        hows = [_how_of(box, self.how) for box in self.inboxes if not lineage.isdisjoint(box.real)]
        return hows or [self.how]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One export, read in one way."""

    how: Ingesting

    def ledger(self, store: Store, found: Export | Unreadable) -> Ledger:
        """Load what was found, or refuse it; return what became of it."""
        if isinstance(found, Unreadable):
            return store.refuse(self._load(str(found.path), ""), found.why)
        return self._ingest(store, found)

    def _ingest(self, store: Store, export: Export) -> Ledger:
        load = self._load(_shown(export), export.name)
        try:
            load = replace(load, sha256=export.sha256(), bytes=export.size)
            repeat = store.loaded_before(load)
            if repeat:
                return repeat
            source = source_for(export, self.how.source, self.how.columns)
            load = replace(load, source=source.name)
            _require_room(store.path, export.size)
            how = self.how
            options = Options(tz=how.tz, encoding=how.encoding, columns=how.columns)
            read = source.read_columns or source.read
            records = self._watched(export.name, self._recent(read(export, options)))
            return store.add(load, records, scorer=how.scorer)
        except (UnrecognisedExport, MalformedExport, OSError) as error:
            return store.refuse(load, why(error))
        except PostmortemError:
            # The whole run is wrong, or must wait: its settings, the store, the disk.
            raise
        except Exception as error:
            # A source that trips over one export is our fault, and no reason to lose the others.
            _log.debug("%s", export.name, exc_info=True)
            fault = f"{type(error).__name__}: {error}"
            return store.refuse(load, f"our fault, please report it with this file: {fault}")

    def _load(self, path: str, name: str) -> Load:
        return Load(
            path=path,
            name=name or path,
            sha256="",
            now=self.how.now,
            set_name=self.how.set_name,
            default_set=self.how.default_set,
            options=self.how.options,
            keep_rejected=self.how.keep_rejected,
        )

    def _recent(self, records: Iterable[Record | Posts]) -> Iterator[Record | Posts]:
        """Leave out posts before `since`, and say how many there were."""
        since = self.how.since
        if since is None:
            yield from records
            return
        left = 0
        in_utc = since.astimezone(UTC)
        for record in records:
            if isinstance(record, Posts):
                is_recent = record.columns["posted_at"].dt.replace_time_zone("UTC") >= in_utc
                left += int((~is_recent).sum())
                yield Posts(record.columns.filter(is_recent))
            elif isinstance(record, Post) and record.posted_at < since:
                left += 1
            else:
                yield record
        if left:
            yield Note.of("before-since", n=left, since=since)

    def _watched(self, name: str, records: Iterable[Record | Posts]) -> Iterable[Record | Posts]:
        return _counted(name, records, self.how.on_progress) if self.how.on_progress else records


def ingest_jobs(words: Iterable[str | Path], config: Config, how: Ingesting) -> list[Job]:
    """Return the jobs for what a person named; without a word, the config's inboxes.

    What lies in the inbox of a `[[data]]` belongs to its set, named or not, by itself or with the
    folder around it. UsageError when there is nothing to do at all.
    """
    paths = expand(words)
    boxes = inboxes(config)
    if paths:
        return [Job(tuple(paths), how, boxes)]
    if not any(data.inbox for data in config.data):
        raise UsageError(
            "nothing to ingest: name files or folders, or give postmortem.toml a [[data]] with "
            'a set and an inbox such as "inbox/**/*".'
        )
    return [Job(box.paths, _how_of(box, how)) for box in boxes if box.paths]


def _how_of(box: Inbox, how: Ingesting) -> Ingesting:
    return replace(
        how,
        default_set=box.of.set,
        source=how.source or box.of.source,
        columns={**how.columns, **box.of.columns},
    )


def _counted(
    name: str, records: Iterable[Record | Posts], tell: Callable[[str, int], None]
) -> Iterator[Record | Posts]:
    number = told = 0
    for record in records:
        number += len(record.columns) if isinstance(record, Posts) else 1
        if number - told >= CHUNK:
            told = number
            tell(name, number)
        yield record


def _shown(export: Export) -> str:
    """Return the export's path as given, with the member it is in an archive.

    Standard input is `-`: where it was kept meanwhile is nobody's business, and differs each time.
    """
    name, mark, member = export.name.partition("!")
    return f"{name if name == '-' else export.path}{mark}{member}"


def _require_room(store: Path, size: int) -> None:
    free = shutil.disk_usage(store.absolute().parent).free
    if free < _ROOM * size:
        raise TryAgain(
            f"{store}: {free >> 20} MB of disk are free, and this export may need "
            f"{_ROOM * size >> 20} MB. Make room and try again."
        )


def _instant(text: str, config: Config) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--since {text}: write a date like 2026-03-01.") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=config.zone)
