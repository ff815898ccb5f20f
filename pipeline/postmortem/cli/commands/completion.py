"""What a shell offers behind a command: the names that there are here.

Whatever goes wrong, nothing is offered: a person who presses TAB has asked for no error.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import typer


def complete_incident(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the incidents of this project that begin like that."""
    with suppress(Exception):
        from postmortem.config import incident_names, read_config

        config_file = ctx.find_root().params.get("config")
        names = incident_names(read_config(config_file, Path.cwd()))
        return [name for name in names if name.startswith(incomplete)]
    return []


def complete_query(incomplete: str) -> list[str]:
    """Return the questions in queries/ that begin like that."""
    with suppress(Exception):
        from postmortem.sql import query_names

        return [name for name in query_names() if name.startswith(incomplete)]
    return []


def complete_source(incomplete: str) -> list[str]:
    """Return the sources that begin like that."""
    with suppress(Exception):
        from postmortem.sources import sources

        return [each.name for each in sources() if each.name.startswith(incomplete)]
    return []
