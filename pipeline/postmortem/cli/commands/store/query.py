"""query: run one of queries/ and print it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from postmortem.cli.commands.completion import complete_query
from postmortem.cli.terminal.session import put, put_json, session


def query(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            help="A file in queries/, without .sql. Default: list them.",
            autocompletion=complete_query,
        ),
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
    from postmortem.cli.terminal.table import plain, table_text
    from postmortem.jobs.query import query_summaries, run_query
    from postmortem.render import exact_csv

    wants_json = as_json or style == "json"
    if name is None:
        summaries = query_summaries()
        if wants_json:
            questions = [{"name": each, "summary": text} for each, text in summaries.items()]
            put_json({"schema": "postmortem/query/1", "queries": questions})
        else:
            put("\n".join(f"{each}  {text}" for each, text in summaries.items()))
        return
    answer = run_query(session(ctx).project(), name, param or [])
    rows = [[plain(cell) for cell in row] for row in answer.rows]
    if wants_json:
        records = [dict(zip(answer.columns, row, strict=True)) for row in rows]
        put_json({"schema": "postmortem/query/1", "query": name, "rows": records})
    elif style == "csv":
        put(exact_csv(answer.columns, rows).removesuffix("\n"))
    else:
        put(table_text(answer.columns, rows))
