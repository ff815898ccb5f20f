"""compare: several incidents side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postmortem.cli.commands.completion import complete_incident
from postmortem.cli.commands.options import Size, Theme
from postmortem.cli.terminal.session import put, put_json, session


def compare(
    ctx: typer.Context,
    incidents: Annotated[
        list[str],
        typer.Argument(metavar="INCIDENT…", help="Two or more.", autocompletion=complete_incident),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="A .png or .svg.")
    ] = None,
    size: Size = "slide",
    theme: Theme = "light",
    as_json: Annotated[bool, typer.Option("--json", help="One object per incident.")] = False,
) -> None:
    """Set several incidents side by side, on one "since it began" axis; the first one leads."""
    from postmortem.jobs.compare import compare_incidents

    run = session(ctx)
    rows = compare_incidents(run.project(), incidents, out, size=size, theme=theme)
    if out is not None:
        run.say(f"{out}")
    if as_json:
        put_json({"schema": "postmortem/compare/1", "incidents": rows})
    else:
        put("\n".join(f"{row['id']}: {row['told']}" for row in rows))
        put(f"Time to recovery of {rows[0]['id']}: {rows[0]['ranked']}.")
