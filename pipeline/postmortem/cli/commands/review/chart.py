"""chart: one picture of one incident."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postmortem.cli.commands.options import Incident, Json, Size, Theme
from postmortem.cli.terminal.session import put_json, session


def chart(
    ctx: typer.Context,
    incident: Incident,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="A .png or .svg.")],
    name: Annotated[str, typer.Option("--chart", help="Which chart.")] = "01-recovery",
    size: Size = "slide",
    theme: Theme = "light",
    as_json: Json = False,
) -> None:
    """Draw one chart."""
    from postmortem.jobs.chart import chart_incident
    from postmortem.jobs.review import require_recovery

    run = session(ctx)
    report = chart_incident(run.project(), incident, name, out, size=size, theme=theme)
    run.say(f"{out}")
    if as_json:
        put_json({"schema": "postmortem/chart/1", "path": str(out)})
    require_recovery(report)
