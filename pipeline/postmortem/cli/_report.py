"""measure, report, chart: the numbers, the folder, one picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from postmortem.cli._session import Session, put, session
from postmortem.errors import NotEnoughData

if TYPE_CHECKING:
    from postmortem.model import Report

Name = Annotated[
    str, typer.Argument(metavar="INCIDENT", help="An incident file, or its stem in incidents/.")
]
Size = Annotated[
    Literal["slide", "doc", "chat", "square"], typer.Option(help="Of the picture files.")
]
Theme = Annotated[Literal["light", "dark"], typer.Option(help="Of the picture files.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(measure)
    app.command()(report)
    app.command()(chart)


def measure(
    ctx: typer.Context,
    incident: Name,
    as_json: Annotated[bool, typer.Option("--json", help="summary.json, on stdout.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="One row per number.")] = False,
) -> None:
    """Measure one incident: how deep, how long, with intervals. Exit 3: not enough data."""
    from postmortem import render

    found = measured(session(ctx), incident)
    if as_json:
        put(render.summary_json(found).rstrip("\n"))
    elif as_csv:
        put(render.measures_csv(found).rstrip("\n"))
    else:
        put(render.terminal(found).rstrip("\n"))
    _leave(found)


def report(
    ctx: typer.Context,
    incident: Name,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The report folder.")],
    quotes: Annotated[int, typer.Option(help="Quote this many audience posts, masked.", min=0)] = 0,
    size: Size = "doc",
    theme: Theme = "light",
) -> None:
    """Write the report folder: HTML, Markdown, JSON, text, charts and their data."""
    from postmortem.report import write_report

    run = session(ctx)
    found = measured(run, incident, quotes=quotes)
    write_report(found, out, size=size, theme=theme)
    run.say(f"{out / 'report.html'}")
    _leave(found)


def chart(
    ctx: typer.Context,
    incident: Name,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="A .png or .svg.")],
    name: Annotated[str, typer.Option("--chart", help="Which chart.")] = "01-recovery",
    size: Size = "slide",
    theme: Theme = "light",
) -> None:
    """Draw one chart."""
    from postmortem.report import write_chart

    run = session(ctx)
    found = measured(run, incident)
    write_chart(found, name, out, size=size, theme=theme)
    run.say(f"{out}")
    _leave(found)


def measured(run: Session, name: str, *, quotes: int = 0) -> Report:
    """Measure the incident that a person named, scoring first what is not yet scored."""
    from postmortem.measuring import measure_incident, needs_scoring
    from postmortem.scoring import score_store

    config = run.settings()
    incident = run.incident(name, config)
    with run.opened(config, write=False) as store:
        missing = needs_scoring(store, config)
    if missing:
        with run.opened(config, write=True) as store:
            score_store(store, config)
    with run.opened(config, write=False) as store:
        return measure_incident(store, config, incident, quotes=quotes)


def _leave(found: Report) -> None:
    """Exit 3 when the recovery cannot be known; everything has been written all the same."""
    sentiment = found.measures.sentiment
    if sentiment.status == "insufficient_data":
        raise NotEnoughData(
            f"{found.incident.id}: no recovery time can be given: {sentiment.reason}"
        )
