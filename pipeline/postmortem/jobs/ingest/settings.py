"""How exports are read in one run: what the config and the command line say together."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from postmortem.config import read_columns
from postmortem.errors import UsageError
from postmortem.jobs.ingest.skips import DEFAULT_SKIP, SkipList
from postmortem.jobs.score import scorer_for
from postmortem.store import Privacy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from postmortem.config import Config
    from postmortem.jobs.ingest.inboxes import Inbox
    from postmortem.store import Scorer


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSettings:
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
    skips: SkipList = field(default_factory=SkipList)
    scorer: Scorer | None = None
    """Scores texts while they are read; without one they are scored when they are in the store."""
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
        **line: Any,
    ) -> IngestSettings:
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
            skips=skip_list(config),
            scorer=_scorer(config, dry_run=bool(line.get("dry_run"))),
            **line,
        )

    def in_inbox(self, box: Inbox) -> IngestSettings:
        """Return how what lies in an inbox is read."""
        return replace(
            self,
            default_set=box.of.set,
            source=self.source or box.of.source,
            columns={**self.columns, **box.of.columns},
        )

    @property
    def options(self) -> str:
        """JSON of what decides how an export is read: read otherwise, it is no repeat."""
        since = self.since and self.since.isoformat()
        texts = {"tz": self.tz, "encoding": self.encoding, "source": self.source, "since": since}
        options: dict[str, Any] = {name: value for name, value in texts.items() if value}
        if self.columns:
            options["columns"] = dict(self.columns)
        return json.dumps(options, sort_keys=True)


def skip_list(config: Config) -> SkipList:
    """Return what is passed over in folders and inboxes: the list of ours, then the config's."""
    return SkipList((*DEFAULT_SKIP, *config.ingest.skip))


def column_map(config: Config, file: Path | None) -> dict[str, str]:
    """Return their column by our field: the file's map over the config's."""
    return dict(config.columns) | (read_columns(file) if file else {})


def _scorer(config: Config, *, dry_run: bool) -> Scorer | None:
    """Return what scores texts while they are read; a rehearsal scores those alone that must be."""
    last_chance = config.privacy.store_text == "hash"
    return None if dry_run and not last_chance else scorer_for(config, last_chance=last_chance)


def _instant(text: str, config: Config) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--since {text}: write a date like 2026-03-01.") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=config.zone)
