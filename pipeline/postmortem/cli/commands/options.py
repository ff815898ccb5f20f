"""Arguments and options that several commands take."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from postmortem.cli.commands.completion import complete_incident, complete_source

Incident = Annotated[
    str,
    typer.Argument(
        metavar="INCIDENT",
        help="An incident file, or its stem in incidents/.",
        autocompletion=complete_incident,
    ),
]
Size = Annotated[
    Literal["slide", "doc", "chat", "square"], typer.Option(help="Of the picture files.")
]
Theme = Annotated[Literal["light", "dark"], typer.Option(help="Of the picture files.")]
Source = Annotated[
    str | None, typer.Option(help="Read as this source.", autocompletion=complete_source)
]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
