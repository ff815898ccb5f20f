"""Arguments and options that several commands take."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Incident = Annotated[
    str, typer.Argument(metavar="INCIDENT", help="An incident file, or its stem in incidents/.")
]
Size = Annotated[
    Literal["slide", "doc", "chat", "square"], typer.Option(help="Of the picture files.")
]
Theme = Annotated[Literal["light", "dark"], typer.Option(help="Of the picture files.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
