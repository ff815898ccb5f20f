"""How far a long job is: a line that moves on a terminal, nothing anywhere else."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postmortem.cli.terminal.session import Session


@contextmanager
def progress(run: Session) -> Iterator[tuple[Session, Callable[[str, int], None]]]:
    """Yield a session whose talk stands above the moving line, and what moves the line.

    The latter is told of each export and its rows so far; where no line would be seen it says so
    in words, with --verbose.
    """
    if not run.shows_progress:
        yield run, lambda name, rows: run.say(f"{name}: {rows:,} rows read", detail=True)
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, no_color=not run.color)
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading …", total=None)

        def print_above(text: str) -> None:
            console.print(text, markup=False, highlight=False, soft_wrap=True)

        yield (
            replace(run, print_talk=print_above),
            lambda name, rows: bar.update(task, description=escape(f"{name}: {rows:,} rows")),
        )
