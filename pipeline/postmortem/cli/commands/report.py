"""measure, report, chart: the numbers, the folder, one picture."""

from __future__ import annotations

import gc
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from postmortem.cli.terminal.session import Session, put, put_json, session
from postmortem.errors import NotEnoughData, UsageError

if TYPE_CHECKING:
    from postmortem.model import Report

_SELDOM = 100_000
"""New objects between two collections: modules and pictures make many, and hardly any rubbish."""

Name = Annotated[
    str, typer.Argument(metavar="INCIDENT", help="An incident file, or its stem in incidents/.")
]
Size = Annotated[
    Literal["slide", "doc", "chat", "square"], typer.Option(help="Of the picture files.")
]
Theme = Annotated[Literal["light", "dark"], typer.Option(help="Of the picture files.")]
_SIZE: Literal["doc"] = "doc"
_THEME: Literal["light"] = "light"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(measure)
    app.command()(report)
    app.command()(chart)
    app.command()(compare)


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
    size: Size = _SIZE,
    theme: Theme = _THEME,
    docx: Annotated[bool, typer.Option("--docx", help="Also Word (extra `office`).")] = False,
    pptx: Annotated[bool, typer.Option("--pptx", help="Also slides (extra `office`).")] = False,
    bundle: Annotated[
        Literal["zip"] | None, typer.Option(help="Also Markdown and pictures as DIR.zip.")
    ] = None,
    template: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Your own report.html or report.css.")
    ] = None,
    summary_md: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Append text and tables to FILE, or - for stdout."),
    ] = None,
) -> None:
    """Write the report folder: HTML, Markdown, JSON, text, charts and their data."""
    from postmortem import render
    from postmortem.jobs.review.folder import Extras, write_bundle, write_report
    from postmortem.render.formats.package import require_office

    if template is not None and not template.is_dir():
        raise UsageError(f"--template {template}: no such folder.")
    require_office(docx=docx, pptx=pptx)
    run = session(ctx)
    found = measured(run, incident, quotes=quotes)
    again = _again(found.incident.id, quotes=quotes, size=size, theme=theme, template=template)
    found = replace(found, command=again)
    extras = Extras(docx=docx, pptx=pptx, templates=template)
    write_report(found, out, size=size, theme=theme, extras=extras)
    run.say(f"{out / 'report.html'}")
    if bundle:
        run.say(f"{write_bundle(out)}")
    if summary_md == Path("-"):
        put(render.markdown(found).rstrip("\n"))
    elif summary_md is not None:
        with summary_md.open("a", encoding="utf-8") as file:
            file.write(render.markdown(found))
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
    from postmortem.jobs.review.folder import write_chart

    run = session(ctx)
    found = measured(run, incident)
    write_chart(found, name, out, size=size, theme=theme)
    run.say(f"{out}")
    _leave(found)


def compare(
    ctx: typer.Context,
    incidents: Annotated[list[str], typer.Argument(metavar="INCIDENT…", help="Two or more.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="A .png or .svg.")
    ] = None,
    size: Size = "slide",
    theme: Theme = "light",
    as_json: Annotated[bool, typer.Option("--json", help="One object per incident.")] = False,
) -> None:
    """Set several incidents side by side, on one "since it began" axis; the first one leads."""
    from postmortem.jobs.compare import compared, write_comparison

    run = session(ctx)
    found = [measured(run, name) for name in incidents]
    if out is not None:
        write_comparison(found, out, size=size, theme=theme)
        run.say(f"{out}")
    rows = compared(found)
    if as_json:
        put_json({"schema": "postmortem/compare/1", "incidents": rows})
    else:
        put("\n".join(f"{row['id']}: {row['told']}" for row in rows))
        put(f"Time to recovery of {rows[0]['id']}: {rows[0]['ranked']}.")


def measured(run: Session, name: str, *, quotes: int = 0) -> Report:
    """Measure the incident that a person named, scoring first what is not yet scored."""
    gc.set_threshold(_SELDOM)
    from postmortem.jobs.review import measure_incident, needs_scoring
    from postmortem.jobs.score import score_store

    config = run.settings()
    incident = run.incident(name, config)
    with run.opened(config, write=False) as store:
        missing = needs_scoring(store, config)
    if missing:
        with run.opened(config, write=True) as store:
            score_store(store, config)
    with run.opened(config, write=False) as store:
        return measure_incident(store, config, incident, quotes=quotes)


def _again(incident: str, *, quotes: int, size: str, theme: str, template: Path | None) -> str:
    """Return the command that gives the same pages and pictures, quoted for a shell.

    Where it writes, and which formats it adds, changes no byte of them and is left out: the same
    report in another folder is the same report.
    """
    words = ["postmortem", "report", incident, "-o", "report"]
    words += ["--quotes", str(quotes)] if quotes else []
    words += ["--size", size] if size != _SIZE else []
    words += ["--theme", theme] if theme != _THEME else []
    words += ["--template", str(template)] if template else []
    return shlex.join(words)


def _leave(found: Report) -> None:
    """Exit 3 when the recovery cannot be known; everything has been written all the same."""
    sentiment = found.measures.sentiment
    if sentiment.status == "insufficient_data":
        raise NotEnoughData(
            f"{found.incident.id}: no recovery time can be given: {sentiment.reason}"
        )
