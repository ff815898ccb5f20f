"""engines: where two engines disagree."""

from __future__ import annotations

from typing import Annotated

import typer

from postmortem.cli.terminal.session import put, put_json, session


def engines(
    ctx: typer.Context,
    other: Annotated[str, typer.Argument(help="Such as vader+emoji or lexicon:words.csv.")],
    most: Annotated[int, typer.Option(help="How many posts to show.", min=0)] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="The comparison as JSON.")] = False,
) -> None:
    """Show where the configured engine and another one disagree on this store, with posts."""
    from postmortem.cli.terminal.engines import engines_text
    from postmortem.jobs.engines import compare_with

    comparison = compare_with(session(ctx).project(), other, most=most)
    if as_json:
        put_json(comparison)
    else:
        put(engines_text(comparison))
