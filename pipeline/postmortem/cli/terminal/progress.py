"""How far a long job is: a line that moves on a terminal, nothing anywhere else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postmortem.cli.terminal.session import Session


@contextmanager
def reading(run: Session) -> Iterator[Callable[[str, int], None]]:
    """Yield what is told of each export and its rows so far; with --verbose it says so in words."""
    if not run.shows_progress:
        yield lambda name, rows: run.say(f"{name}: {rows:,} rows read", detail=True)
        return
    from rich.console import Console
    from rich.status import Status

    console = Console(stderr=True, no_color=not run.color)
    with Status("reading …", console=console) as status:
        yield lambda name, rows: status.update(_plain(f"{name}: {rows:,} rows"))


def _plain(text: str) -> str:
    """Keep a file's name from being taken for markup."""
    return text.replace("[", r"\[")
