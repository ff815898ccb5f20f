"""inspect: what a file looks like to us."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postmortem.cli.commands.options import Json, Source
from postmortem.cli.terminal.session import put, put_json, session
from postmortem.errors import ExitCode


def inspect(
    ctx: typer.Context,
    paths: Annotated[list[str], typer.Argument(help="Files, folders or globs.")],
    source: Source = None,
    tz: Annotated[str | None, typer.Option(help="Zone of times that name none.")] = None,
    columns: Annotated[Path | None, typer.Option(help="TOML with [columns].")] = None,
    write_to: Annotated[
        Path | None,
        typer.Option("--write-columns", help="Write the [columns] of one table to a new file."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what a file looks like to us; store nothing."""
    from postmortem.cli.terminal.views import view_text
    from postmortem.jobs.inspect import inspect_exports, write_columns

    project = session(ctx).project()
    views = inspect_exports(project, paths, source=source, tz=tz, columns=columns)
    if as_json:
        put_json({"schema": "postmortem/inspect/1", "files": views})
    else:
        put("\n\n".join(view_text(view) for view in views))
    if write_to is not None:
        write_columns(write_to, views)
    if any(view["refused"] or view["rejected"] for view in views):
        raise typer.Exit(ExitCode.PARTLY_DONE)
