"""init: from nothing to a project of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postmortem.cli.commands.options import Json
from postmortem.cli.terminal.session import put_json, session


def init(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The project folder.")] = Path(),
    brand: Annotated[str, typer.Option(help="The brand's name.")] = "My Brand",
    account: Annotated[
        list[str] | None, typer.Option(help="An own account, as x:handle. Repeatable.")
    ] = None,
    tz: Annotated[str, typer.Option(help="The brand's time zone.")] = "UTC",
    as_json: Json = False,
) -> None:
    """Write postmortem.toml and a first incident file; overwrite nothing."""
    from postmortem.jobs.init import write_project

    run = session(ctx)
    config, incident = write_project(folder, brand=brand, accounts=account or [], timezone=tz)
    run.say(f"Wrote {config} and {incident}. Next: put exports into {folder / 'inbox'}/,")
    run.say("run `postmortem ingest`, edit the incident, run `postmortem report first -o report`.")
    if as_json:
        put_json({"schema": "postmortem/init/1", "paths": [str(config), str(incident)]})
