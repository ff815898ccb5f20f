"""demo, init: from nothing to a first report, and from nothing to a project of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postmortem.cli.terminal.session import put, session
from postmortem.errors import UsageError

_CONFIG = """\
# Who the review is about. Every key: the README, "Files you write".
[brand]
name = "{brand}"
accounts = [{accounts}]   # own posts, kept apart from the audience: "x:handle", "instagram:handle"
ignore_terms = ["{term}"]   # masked before scoring: a brand called United must not score +0.42
timezone = "{zone}"

[[data]]                # a set is a named group of posts; another brand gets a [[data]] of its own
set = "{set}"
inbox = ["inbox/**/*"]

[sentiment]
engine = "vader"
languages = ["en"]      # posts in other languages are counted and left unscored, never scored 0

[privacy]
store_text = "masked"   # full | masked | hash
"""
_INCIDENT = """\
title    = "What went wrong, in a few words"
began_at = 2026-01-15T14:20:00+00:00   # when it began, with its offset
posts    = ["{set}"]

[[event]]
kind = "apology"    # offence | complaint | deletion | denial | response | apology | press | …
at   = 2026-01-17T09:00:00+00:00
text = "The apology's own words, quoted."
"""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(demo)
    app.command()(init)


def demo(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Which made-up crisis.")] = "crisis",
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the demo project is put.")] = Path(
        "postmortem-demo"
    ),
) -> None:
    """Show a made-up crisis: ingested, measured and reported from nothing, in one command."""
    from postmortem.jobs.demo import run_demo
    from postmortem.render import headline

    run = session(ctx)
    run.say(f"A made-up crisis in {out}/: reading its exports, scoring, measuring, drawing …")
    report = run_demo(name, out, lock_timeout=run.lock_timeout, say=run.say)
    put(headline(report))
    put(f"Report: {out / 'report' / 'report.html'}")


def init(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The project folder.")] = Path(),
    brand: Annotated[str, typer.Option(help="The brand's name.")] = "My Brand",
    account: Annotated[
        list[str] | None, typer.Option(help="An own account, as x:handle. Repeatable.")
    ] = None,
    tz: Annotated[str, typer.Option(help="The brand's time zone.")] = "UTC",
) -> None:
    """Write postmortem.toml and a first incident file; overwrite nothing."""
    from postmortem.config import check_config

    run = session(ctx)
    config, incident = folder / "postmortem.toml", folder / "incidents" / "first.toml"
    for path in (config, incident):
        if path.exists():
            raise UsageError(f"{path}: is already there, so nothing was written.")
    words = {
        "brand": _quoted(brand),
        "term": _quoted(brand.lower()),
        "accounts": ", ".join(f'"{_quoted(name)}"' for name in account or []),
        "set": _quoted(brand),  # where `ingest PATH` puts posts too
        "zone": _quoted(tz),
    }
    try:
        check_config(_CONFIG.format(**words), config)
    except UsageError as error:
        raise UsageError(f"nothing was written, because it would be wrong: {error}") from error
    incident.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(_CONFIG.format(**words), "utf-8")
    incident.write_text(_INCIDENT.format(**words), "utf-8")
    run.say(f"Wrote {config} and {incident}. Next: put exports into {folder / 'inbox'}/,")
    run.say("run `postmortem ingest`, edit the incident, run `postmortem report first -o report`.")


def _quoted(text: str) -> str:
    r"""Escape `text` for a basic TOML string.

    >>> _quoted('a"b')
    'a\\"b'
    """
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
