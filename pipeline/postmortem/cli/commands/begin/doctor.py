"""doctor: is everything here, and which parts are in use."""

from __future__ import annotations

import typer

from postmortem.cli.commands.options import Json
from postmortem.cli.terminal.session import put, put_json, session


def doctor(ctx: typer.Context, as_json: Json = False) -> None:
    """Show versions, config, store, engine, fonts, clock zone and the freshness of the data."""
    from postmortem.jobs.doctor import examine

    run = session(ctx)
    checks = examine(run.config, run.store, lock_timeout=run.lock_timeout)
    if as_json:
        put_json({"schema": "postmortem/doctor/1", "checks": checks})
        return
    width = max(len(check["check"]) for check in checks)
    for check in checks:
        mark = "ok  " if check["ok"] else "LOOK"
        put(f"{mark}  {check['check']:<{width}}  {check['found']}")
        if not check["ok"]:
            put(f"      {'':<{width}}  {check['cure']}")
