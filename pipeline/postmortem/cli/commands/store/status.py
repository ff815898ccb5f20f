"""status: what the store holds."""

from __future__ import annotations

import typer

from postmortem.cli.commands.options import Json
from postmortem.cli.terminal.session import put, put_json, session


def status(ctx: typer.Context, as_json: Json = False) -> None:
    """Show what the store holds: sources, spans, loads, rejects."""
    from postmortem.jobs.status import store_status
    from postmortem.render.formats.status import status_text

    contents = store_status(session(ctx).project())
    if as_json:
        put_json(contents)
    else:
        put(status_text(contents))
