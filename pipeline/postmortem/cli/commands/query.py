"""query: run one of queries/ and print it."""

from __future__ import annotations

from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from postmortem.cli.terminal.session import put, put_json, session
from postmortem.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from postmortem.config import Config
    from postmortem.sql import Query
    from postmortem.store import Store


_FROM_CONFIG = frozenset({"engine", "own_keys"})
_EXAMPLES = {"timestamp": "2026-03-01", "bigint": "10", "integer": "10", "double": "0.5"}


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
    from postmortem.cli.terminal.table import csv_text, plain, table_text
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
    run = session(ctx)
    config = run.settings()
    given = _parameters(param or [], question(name))
    _require_given(question(name), given)
    # A question of a person's may be about everything at once, where measuring asks in parts.
    with run.opened(config, write=False, memory_limit="2GB") as store:
        found = store.rows(name, **(_usual(store, config, question(name)) | given))
    rows = [[plain(cell) for cell in row] for row in found.iter_rows()]
    if style == "json":
        records = [dict(zip(found.columns, row, strict=True)) for row in rows]
        put_json({"schema": "postmortem/query/1", "query": name, "rows": records})
    else:
        put((csv_text if style == "csv" else table_text)(found.columns, rows))


def _parameters(given: list[str], asked: Query) -> dict[str, object]:
    """Return `name=value` words as parameters; lists are written with commas."""
    types = {field.name: field.type for field in asked.takes}
    found: dict[str, object] = {}
    for word in given:
        name, equals, value = word.partition("=")
        known = ", ".join(types) or "none"
        if not equals:
            raise UsageError(f"--param {word}: write name=value. Parameters here: {known}.")
        if name not in types:
            near = get_close_matches(name, types, 1)
            meant = f"; did you mean {near[0]}?" if near else "."
            raise UsageError(
                f"--param {word}: query {asked.name} has no such parameter{meant} "
                f"Parameters here: {known}."
            )
        found[name] = _typed(word, value, types[name])
    return found


def _require_given(asked: Query, given: dict[str, object]) -> None:
    """Raise UsageError for a parameter that only a person can name, showing how it is given."""
    missing = [
        field
        for field in asked.takes
        if not (field.optional or field.name in given or field.name in _FROM_CONFIG)
    ]
    if missing:
        wrong = "; ".join(f"{field.name} is missing ({field.meaning})" for field in missing)
        line = " ".join(f"-p {field.name}={_EXAMPLES.get(field.type, 'WORD')}" for field in missing)
        raise UsageError(f"query {asked.name}: {wrong}. Give it like this: {line}")


def _typed(word: str, value: str, type_: str) -> object:
    """Return `value` as the query wants it; UsageError when it cannot be one."""
    if type_.endswith("[]"):
        return value.split(",")
    read: dict[str, Callable[[str], object]] = {
        "bigint": int,
        "integer": int,
        "double": float,
        "timestamp": datetime.fromisoformat,
    }
    try:
        return read.get(type_, str)(value)
    except ValueError as error:
        raise UsageError(f"--param {word}: is no {type_}.") from error


def _usual(store: Store, config: Config, asked: Query) -> dict[str, object]:
    """Return what the config says about parameters that a person need not name."""
    from postmortem.jobs.score import engine_for

    usual: dict[str, object] = {}
    if "engine" in asked.parameters:
        usual["engine"] = engine_for(config).id
    if "own_keys" in asked.parameters:
        usual["own_keys"] = store.keys_of(config.brand.own_accounts)
    return usual
