"""demo: a first report from nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postmortem.cli.commands.options import Json
from postmortem.cli.terminal.session import put, put_json, session


def demo(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Which made-up crisis.")] = "crisis",
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the demo project is put.")] = Path(
        "postmortem-demo"
    ),
    as_json: Json = False,
) -> None:
    """Show a made-up crisis: ingested, measured and reported from nothing, in one command."""
    from postmortem.jobs.demo import run_demo
    from postmortem.render import headline

    run = session(ctx)
    run.say(f"A made-up crisis in {out}/: reading its exports, scoring, measuring, drawing …")
    files = run_demo(
        name, out, lock_timeout=run.lock_timeout, on_ledger=lambda each: run.say(each.summary)
    )
    if as_json:
        put_json({**files.summary(), "schema": "postmortem/demo/1"})
    else:
        put(headline(files.report))
        put(f"Report: {files.page}")
