"""sources: every export that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from postmortem.cli.commands.completion import complete_source
from postmortem.cli.commands.options import Json
from postmortem.cli.terminal.session import put, put_json

if TYPE_CHECKING:
    from collections.abc import Mapping

_LABELS = {"get_it": "Get it", "holds": "Holds", "lacks": "Lacks", "seen": "Seen"}


def sources(
    name: Annotated[
        str | None,
        typer.Argument(help="Show the whole page of one source.", autocompletion=complete_source),
    ] = None,
    as_json: Json = False,
) -> None:
    """List every export that can be read: how to get it, what it holds, what it lacks."""
    from postmortem.jobs.sources import source_pages

    pages = source_pages(name)
    if as_json:
        put_json({"schema": "postmortem/sources/1", "sources": pages})
    elif name is not None:
        put(_page_text(pages[0]))
    else:
        width = max(len(page["name"]) for page in pages)
        for page in pages:
            first_line = page["holds"].splitlines()[0]
            put(f"{page['name']:<{width}}  {first_line}  ({page['evidence']})")


def _page_text(page: Mapping[str, str]) -> str:
    lines = [f"{page['name']}: {page['platform']}, known from a {page['evidence']}"]
    lines += [f"{label:<8} {page[key]}" for key, label in _LABELS.items()]
    return "\n".join(lines)
