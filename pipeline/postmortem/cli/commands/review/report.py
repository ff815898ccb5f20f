"""report: the report folder of one incident."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from postmortem.cli.commands.options import Incident, Size, Theme
from postmortem.cli.terminal.session import put, put_json, session
from postmortem.errors import UsageError


def report(
    ctx: typer.Context,
    incident: Incident,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The report folder.")],
    quotes: Annotated[int, typer.Option(help="Quote this many audience posts, masked.", min=0)] = 0,
    size: Size = "doc",
    theme: Theme = "light",
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
    as_json: Annotated[bool, typer.Option("--json", help="Where the files are, as JSON.")] = False,
) -> None:
    """Write the report folder: HTML, Markdown, JSON, text, charts and their data."""
    from postmortem import render
    from postmortem.jobs.report import Look, append_summary, report_incident
    from postmortem.jobs.review import require_recovery

    if as_json and summary_md == Path("-"):
        raise UsageError("--json and --summary-md - both write to stdout: leave one of them out.")
    run = session(ctx)
    look = Look(
        quotes=quotes,
        size=size,
        theme=theme,
        docx=docx,
        pptx=pptx,
        bundle=bundle == "zip",
        template=template,
    )
    files = report_incident(run.project(), incident, out, look)
    run.say(f"{files.page}")
    if files.bundle:
        run.say(f"{files.bundle}")
    if summary_md == Path("-"):
        put(render.markdown(files.report).rstrip("\n"))
    elif summary_md is not None:
        append_summary(files.report, summary_md)
    if as_json:
        put_json(files.summary())
    require_recovery(files.report)
