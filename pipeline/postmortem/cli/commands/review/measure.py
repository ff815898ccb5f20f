"""measure: the numbers of one incident."""

from __future__ import annotations

from typing import Annotated

import typer

from postmortem.cli.commands.options import Incident
from postmortem.cli.terminal.session import put, put_json, session


def measure(
    ctx: typer.Context,
    incident: Incident,
    as_json: Annotated[bool, typer.Option("--json", help="summary.json, on one line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="One row per number.")] = False,
) -> None:
    """Measure one incident: how deep, how long, with intervals. Exit 3: not enough data."""
    from postmortem import render
    from postmortem.jobs.review import require_recovery, review

    report = review(session(ctx).project(), incident)
    if as_json:
        put_json(render.summary(report))
    elif as_csv:
        put(render.measures_csv(report).rstrip("\n"))
    else:
        put(render.terminal(report).rstrip("\n"))
    require_recovery(report)
