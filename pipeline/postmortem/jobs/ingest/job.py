"""Exports into the store, one by one: what cannot be read is refused, and the rest goes on."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from postmortem.errors import UsageError
from postmortem.jobs.ingest.inboxes import empty_inboxes, inboxes
from postmortem.jobs.ingest.loading import Loader
from postmortem.jobs.ingest.paths import expand, exports_at, real
from postmortem.jobs.ingest.skips import NoExport
from postmortem.jobs.score import score_store
from postmortem.sources import Export

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from postmortem.config import Config
    from postmortem.jobs.ingest.inboxes import Inbox
    from postmortem.jobs.ingest.paths import Unreadable
    from postmortem.jobs.ingest.settings import IngestSettings
    from postmortem.jobs.project import Project
    from postmortem.store import Ledger, Store


@dataclass(frozen=True, slots=True)
class Job:
    """Paths that are read in the same way, but for what lies in an inbox."""

    paths: tuple[Path, ...]
    settings: IngestSettings
    inboxes: tuple[Inbox, ...] = ()
    """What lies in one of them, however it was named, is read as its set."""
    names: frozenset[Path] = frozenset()
    """Those of the paths that a person named, letter by letter."""

    def run(
        self, store: Store, on_skip: Callable[[NoExport], None] = lambda no_export: None
    ) -> Iterator[Ledger]:
        """Load every export at the paths, yielding its ledger when it is done.

        `on_skip` hears of what is no export.
        """
        store.adopt(self.settings.privacy)
        with store.rehearsal() if self.settings.dry_run else nullcontext():
            for path in self.paths:
                is_named = path in self.names
                for export in exports_at(path, store.path, self.settings.skips, by_name=is_named):
                    for each in self._load(
                        store, export, is_named=is_named and export.path == path
                    ):
                        if isinstance(each, NoExport):
                            on_skip(each)
                        else:
                            yield each

    def _load(
        self, store: Store, export: Export | Unreadable | NoExport, *, is_named: bool
    ) -> Iterator[Ledger | NoExport]:
        """Load an export, once for each inbox that it lies in."""
        if isinstance(export, NoExport):
            yield export
            return
        is_member = isinstance(export, Export) and export.is_member
        for settings in self._settings_at(export.path):
            yield Loader(settings, is_named and not is_member).load(store, export)

    def _settings_at(self, path: Path) -> list[IngestSettings]:
        """Return the ways to read what lies at `path`: several where inboxes overlap."""
        lineage = {real(path), *real(path).parents} if self.inboxes else set()
        boxes = [box for box in self.inboxes if not lineage.isdisjoint(box.real)]
        return [self.settings.in_inbox(box) for box in boxes] or [self.settings]


@dataclass(frozen=True, slots=True)
class Ingestion:
    """What a run did: a ledger for each export, and where there was nothing to read."""

    ledgers: tuple[Ledger, ...]
    empty_folders: tuple[str, ...]
    """Named by a person, without a file to read in them."""
    empty_sets: tuple[str, ...]
    """Sets whose inbox was asked for and matches nothing."""
    no_exports: tuple[NoExport, ...] = ()
    """What lay in a folder or an inbox and is no export."""


def ingest(
    project: Project,
    words: Sequence[str],
    settings: IngestSettings,
    on_ledger: Callable[[Ledger], None],
) -> Ingestion:
    """Load what `words` name, without one the config's inboxes, then score what is new.

    `on_ledger` hears of each export when it is done. A dry run scores and keeps nothing.
    """
    ledgers: list[Ledger] = []
    no_exports: list[NoExport] = []
    with TemporaryDirectory(prefix="postmortem-") as nowhere:
        if settings.dry_run and not project.store.exists():
            # Rehearsed on a store that nobody keeps.
            project = replace(project, store=Path(nowhere) / project.store.name)
        with project.open_store(write=True) as store:
            for job in ingest_jobs(words, project.config, settings):
                for ledger in job.run(store, no_exports.append):
                    on_ledger(ledger)
                    ledgers.append(ledger)
            if not settings.dry_run:
                score_store(store, project.config)
    return Ingestion(
        tuple(ledgers),
        tuple(word for word in words if _is_empty_folder(word, ledgers)),
        tuple(empty_inboxes(words, project.config)),
        tuple(no_exports),
    )


def ingest_jobs(words: Iterable[str | Path], config: Config, settings: IngestSettings) -> list[Job]:
    """Return the jobs for what a person named; without a word, the config's inboxes.

    What lies in the inbox of a `[[data]]` belongs to its set, named or not, by itself or with the
    folder around it. UsageError when there is nothing to do at all.
    """
    words = list(words)
    paths = expand(words)
    boxes = inboxes(config)
    if paths:
        names = frozenset(path for path in paths if str(path) in set(map(str, words)))
        return [Job(tuple(paths), settings, boxes, names)]
    if not any(data.inbox for data in config.data):
        raise UsageError(
            "nothing to ingest: name files or folders, or give postmortem.toml a [[data]] with "
            'a set and an inbox such as "inbox/**/*".'
        )
    return [Job(box.paths, settings.in_inbox(box)) for box in boxes if box.paths]


def _is_empty_folder(word: str, ledgers: Iterable[Ledger]) -> bool:
    return Path(word).is_dir() and not any(_lies_in(each.path, word) for each in ledgers)


def _lies_in(export: str, folder: str) -> bool:
    """Whether an export, perhaps a member of an archive, lies in the folder or is it."""
    return Path(export).is_relative_to(folder) or export.startswith(f"{Path(folder)}!")
