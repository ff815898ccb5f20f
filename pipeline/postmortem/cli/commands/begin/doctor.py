"""doctor: is everything here, and which parts are in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from postmortem.cli.commands.options import Json
from postmortem.cli.terminal.session import put, put_json, session
from postmortem.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.jobs.doctor import Check


def doctor(ctx: typer.Context, as_json: Json = False) -> None:
    """Show versions, config, store, engine, fonts, clock zone and the freshness of the data.

    Exit 5 when something needs a look: a file of yours that cannot be read, no incident, no time
    zone, a store that is missing, damaged, in use or without its key, an engine that is not there,
    a setting that nothing obeys, no permission to write, little disk. Each line says what to do.
    """
    from postmortem.jobs.doctor import examine

    run = session(ctx)
    checks = examine(run.config, run.store, lock_timeout=run.lock_timeout)
    if as_json:
        put_json({"schema": "postmortem/doctor/1", "checks": checks})
    else:
        put(_page(checks))
    if not all(check["ok"] for check in checks):
        raise typer.Exit(ExitCode.RULE_FAILED)


def _page(checks: Sequence[Check]) -> str:
    width = max(len(check["check"]) for check in checks)
    lines = []
    for check in checks:
        mark = "ok  " if check["ok"] else "LOOK"
        lines.append(f"{mark}  {check['check']:<{width}}  {check['found']}")
        if not check["ok"]:
            lines.append(f"      {'':<{width}}  {check['cure']}")
    return "\n".join(lines)
