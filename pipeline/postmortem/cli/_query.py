"""query: run one of queries/ and print it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from postmortem.cli._session import put, put_json, session
from postmortem.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(query)


def query(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="A file in queries/, without .sql. Default: list them.")
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="name=value, for its $parameters.")
    ] = None,
    style: Annotated[
        Literal["table", "csv", "json"], typer.Option("--format", help="How rows are written.")
    ] = "table",
    as_json: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
) -> None:
    """Run one of the questions in queries/ on the store."""
    from postmortem.cli._table import csv_text, plain, table_text
    from postmortem.sql import query as question
    from postmortem.sql import query_names

    if as_json:
        style = "json"
    if name is None:
        for known in query_names():
            put(f"{known}  {question(known).summary}")
        return
    if name not in query_names():
        raise UsageError(f"{name}: no such query. There are: {', '.join(query_names())}.")
    given = _parameters(param or [], question(name).parameters)
    run = session(ctx)
    config = run.settings()
    with run.opened(config, write=False) as store:
        found = store.rows(name, **given)
    rows = [[plain(cell) for cell in row] for row in found.iter_rows()]
    if style == "json":
        records = [dict(zip(found.columns, row, strict=True)) for row in rows]
        put_json({"schema": "postmortem/query/1", "query": name, "rows": records})
    else:
        put((csv_text if style == "csv" else table_text)(found.columns, rows))


def _parameters(given: list[str], wanted: tuple[str, ...]) -> dict[str, str | None]:
    """Return `name=value` words as parameters; one that is not given is NULL."""
    found: dict[str, str | None] = dict.fromkeys(wanted)
    for word in given:
        name, equals, value = word.partition("=")
        if not equals or name not in found:
            known = ", ".join(wanted) or "none"
            raise UsageError(f"--param {word}: write name=value. Parameters here: {known}.")
        found[name] = value
    return found
