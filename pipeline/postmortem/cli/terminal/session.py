"""What every command knows: the config, the store's place, and how to talk."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from postmortem.wording.clean import visible

if TYPE_CHECKING:
    from postmortem.jobs.project import Project


def _print_on_stderr(text: str) -> None:
    typer.echo(text, err=True)


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
    print_talk: Callable[[str], None] = _print_on_stderr
    """Writes a line of talk; while a progress bar moves, above it."""

    def project(self) -> Project:
        """Return what jobs work on: the config that applies here, and the store."""
        from postmortem.jobs.project import Project

        return Project.of(self.config, self.store, lock_timeout=self.lock_timeout)

    def say(self, text: str, *, detail: bool = False, **facts: object) -> None:
        """Talk on stderr; `detail` only with --verbose; one JSON object a line when asked."""
        if self.quiet or (detail and not self.verbose):
            return
        if self.log_format == "json":
            text = log_line(text, "info", **facts)
        self.print_talk(visible(text, lines=True))

    def warn(self, text: str, **facts: object) -> None:
        """Say on stderr what a person must know even with --quiet."""
        if self.log_format == "json":
            text = log_line(text, "warning", **facts)
        self.print_talk(visible(text, lines=True))

    @property
    def shows_progress(self) -> bool:
        """Whether a progress bar would be seen by a person."""
        return sys.stderr.isatty() and not self.quiet and self.log_format == "text"


def log_line(text: str, level: str, **facts: object) -> str:
    """Return one line of `--log-format json`.

    >>> log_line("no such file", "error", code=2)
    '{"level": "error", "message": "no such file", "code": 2}'
    """
    line = {"level": level, "message": text, **facts}
    return json.dumps(line, ensure_ascii=False, default=str)


def session(ctx: typer.Context) -> Session:
    """Return the run's session, made by the group's callback."""
    run: Session = ctx.find_root().obj
    return run


def put(text: str) -> None:
    """Write data to stdout; what a terminal would obey or cannot show is escaped."""
    typer.echo(visible(text, lines=True) if sys.stdout.isatty() else text)


def put_json(value: Any) -> None:
    """Write one JSON object to stdout, on one line (the last line, for schedulers)."""
    put(json.dumps(value, ensure_ascii=False, separators=(", ", ": "), allow_nan=False))
