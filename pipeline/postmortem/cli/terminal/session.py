"""What every command knows: the config, the store's place, and how to talk."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from postmortem.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.config import Config
    from postmortem.model import Incident
    from postmortem.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The global options of one run, and what follows from them."""

    store: Path | None = None
    config: Path | None = None
    quiet: bool = False
    verbose: bool = False
    lock_timeout: float = 60.0
    log_format: str = "text"
    color: bool = True

    def settings(self) -> Config:
        """Read the config that applies here."""
        from postmortem.config import read_config

        return read_config(self.config, Path.cwd())

    @contextmanager
    def opened(
        self,
        config: Config,
        *,
        write: bool,
        dry_run: bool = False,
        memory_limit: str | None = None,
    ) -> Iterator[Store]:
        """Open the store for one command; waits at most `--lock-timeout`.

        A dry run on a store that is not there yet is rehearsed on one that nobody keeps.
        """
        from tempfile import TemporaryDirectory

        from postmortem.store import Store

        path = config.store_path(self.store)
        if path.is_dir():
            raise UsageError(f"--store {path}: is a folder. Name a file, as in {path}/p.duckdb.")
        with TemporaryDirectory(prefix="postmortem-") as nowhere:
            if dry_run and not path.exists():
                path = Path(nowhere) / path.name
            opened = Store.open(
                path, write=write, lock_timeout=self.lock_timeout, memory_limit=memory_limit
            )
            with opened as store:
                yield store

    def incident(self, name: str, config: Config) -> Incident:
        """Read the incident a person named."""
        from postmortem.config import find_incident, read_incident

        return read_incident(find_incident(name, config), config)

    def say(self, text: str, *, detail: bool = False, **facts: object) -> None:
        """Talk on stderr; `detail` only with --verbose; one JSON object a line when asked."""
        if self.quiet or (detail and not self.verbose):
            return
        if self.log_format == "json":
            text = log_line(text, "info", **facts)
        typer.echo(printable(text), err=True)

    def warn(self, text: str, **facts: object) -> None:
        """Say on stderr what a person must know even with --quiet."""
        if self.log_format == "json":
            text = log_line(text, "warning", **facts)
        typer.echo(printable(text), err=True)

    @property
    def shows_progress(self) -> bool:
        """Whether a progress bar would be seen by a person."""
        return sys.stderr.isatty() and not self.quiet and self.log_format == "text"


def log_line(text: str, level: str, **facts: object) -> str:
    """Return one line of `--log-format json`.

    >>> log_line("no such file", "error", code=2)
    '{"level": "error", "message": "no such file", "code": 2}'
    """
    told = {"level": level, "message": text, **facts}
    return json.dumps(told, ensure_ascii=False, default=str)


def session(ctx: typer.Context) -> Session:
    """Return the run's session, made by the group's callback."""
    found: Session = ctx.find_root().obj
    return found


def put(text: str) -> None:
    """Write data to stdout; what a terminal would obey or cannot show is escaped."""
    typer.echo(printable(text) if sys.stdout.isatty() else text)


def put_json(value: Any) -> None:
    """Write one JSON object to stdout, on one line (the last line, for schedulers)."""
    put(json.dumps(value, ensure_ascii=False, separators=(", ", ": "), allow_nan=False))


def printable(text: str) -> str:
    r"""Show control, bidi and surrogate characters instead of obeying them.

    >>> printable("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return "".join(
        c if c == "\n" or c == "\t" or (c.isprintable() and c not in _BIDI) else ascii(c)[1:-1]
        for c in text
    )


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
