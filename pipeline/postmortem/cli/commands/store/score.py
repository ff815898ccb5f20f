"""score: scores on what has none."""

from __future__ import annotations

from typing import Annotated

import typer

from postmortem.cli.terminal.session import put, put_json, session


def score(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="The tally as JSON.")] = False,
) -> None:
    """Score what is not yet scored (ingest and report do it too)."""
    from postmortem.jobs.score import score as score_project

    tally = score_project(session(ctx).project())
    if as_json:
        put_json({"schema": "postmortem/score/1", **tally})
    else:
        put(f"{tally['texts']} texts scored, {tally['unscored']} not readable.")
