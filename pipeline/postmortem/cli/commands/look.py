"""sources, inspect, status, doctor: what can be read, what a file is, what the store holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from postmortem.cli.terminal.session import put, put_json, session
from postmortem.errors import PARTLY_DONE, UsageError

if TYPE_CHECKING:
    from postmortem.sources import Source

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(sources)
    app.command()(inspect)
    app.command()(status)
    app.command()(doctor)


def sources(
    name: Annotated[str | None, typer.Argument(help="Show the whole page of one source.")] = None,
    as_json: Json = False,
) -> None:
    """List every export that can be read: how to get it, what it holds, what it lacks."""
    from postmortem import sources as room

    known = room.sources()
    if name is not None:
        known = tuple(source for source in known if source.name == name)
        if not known:
            names = ", ".join(source.name for source in room.sources())
            raise UsageError(f"{name}: no such source. There are: {names}.")
    if as_json:
        pages = [_page(source) for source in known]
        put_json({"schema": "postmortem/sources/1", "sources": pages})
    elif name is not None:
        put(_text(known[0]))
    else:
        width = max(len(source.name) for source in known)
        for source in known:
            put(f"{source.name:<{width}}  {source.holds.splitlines()[0]}  ({source.evidence})")


def _page(source: Source) -> dict[str, str]:
    return {
        "name": source.name,
        "platform": source.platform,
        "evidence": source.evidence,
        "get_it": source.get_it,
        "holds": source.holds,
        "lacks": source.lacks,
        "seen": source.versions,
    }


def _text(source: Source) -> str:
    page = _page(source)
    words = ("get_it", "Get it"), ("holds", "Holds"), ("lacks", "Lacks"), ("seen", "Seen")
    lines = [f"{source.name}: {source.platform}, known from a {source.evidence}"]
    lines += [f"{label:<8} {page[key]}" for key, label in words]
    return "\n".join(lines)


def inspect(
    ctx: typer.Context,
    paths: Annotated[list[str], typer.Argument(help="Files, folders or globs.")],
    source: Annotated[str | None, typer.Option(help="Read as this source.")] = None,
    tz: Annotated[str | None, typer.Option(help="Zone of times that name none.")] = None,
    columns: Annotated[Path | None, typer.Option(help="TOML with [columns].")] = None,
    as_json: Json = False,
) -> None:
    """Show what a file looks like to us; write nothing."""
    from postmortem.config import read_columns
    from postmortem.jobs.ingest import expand
    from postmortem.jobs.inspect import inspect_paths, told

    run = session(ctx)
    config = run.settings()
    mapped = dict(config.columns) | (read_columns(columns) if columns else {})
    zone = tz or config.brand.timezone
    views = list(inspect_paths(expand(paths), source=source, tz=zone, columns=mapped))
    if as_json:
        put_json({"schema": "postmortem/inspect/1", "files": views})
    else:
        put("\n\n".join(told(view) for view in views))
    if any(view["refused"] for view in views):
        raise typer.Exit(PARTLY_DONE)


def status(ctx: typer.Context, as_json: Json = False) -> None:
    """Show what the store holds: sources, spans, loads, rejects."""
    from postmortem.render.formats.status import status_text

    run = session(ctx)
    config = run.settings()
    with run.opened(config, write=False) as store:
        found: dict[str, Any] = store.status(config)
    if as_json:
        put_json(found)
    else:
        put(status_text(found))


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
