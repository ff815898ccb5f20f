"""What a job works on: the config that applies here, and the store."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem.config import find_incident, read_config, read_incident
from postmortem.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.config import Config
    from postmortem.model import Incident
    from postmortem.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One brand's config, and the place of its store."""

    config: Config
    store: Path
    lock_timeout: float = 60.0
    """Seconds to wait for another process that holds the store."""

    @classmethod
    def of(
        cls, config_file: Path | None, store: Path | None, *, lock_timeout: float = 60.0
    ) -> Project:
        """Read the config that was named, else the one that applies in this folder."""
        config = read_config(config_file, Path.cwd())
        return cls(config=config, store=config.store_path(store), lock_timeout=lock_timeout)

    def incident(self, name: str) -> Incident:
        """Read the incident that a person named. UsageError when there is none."""
        return read_incident(find_incident(name, self.config), self.config)

    @contextmanager
    def open_store(self, *, write: bool, memory_limit: str | None = None) -> Iterator[Store]:
        """Hold the store, for one job. It raises what `Store.open` does."""
        from postmortem.store import Store  # DuckDB, which not every command has to wait for

        if self.store.is_dir():
            raise UsageError(
                f"--store {self.store}: is a folder. Name a file, as in {self.store}/p.duckdb."
            )
        access = Store.open(
            self.store, write=write, lock_timeout=self.lock_timeout, memory_limit=memory_limit
        )
        with access as store:
            yield store
