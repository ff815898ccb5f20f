"""One of the questions in queries/, with the words of a command line as its parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from postmortem.errors import UsageError
from postmortem.jobs.score import engine_for
from postmortem.sql import query, query_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postmortem.config import Config
    from postmortem.jobs.project import Project
    from postmortem.sql import Query
    from postmortem.store import Store

_MEMORY = "2GB"
"""A question of a person's may be about everything at once, where measuring asks in parts."""
_FROM_CONFIG = frozenset({"engine", "own_keys"})
_EXAMPLES = {"timestamp": "2026-03-01", "bigint": "10", "integer": "10", "double": "0.5"}


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that answer a question."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def query_summaries() -> dict[str, str]:
    """Return what each question asks, by its name."""
    return {name: query(name).summary for name in query_names()}


def run_query(project: Project, name: str, words: Sequence[str]) -> Answer:
    """Ask the question `name`, with `words` such as `since=2026-03-01` for its parameters.

    UsageError for a question or a parameter that is not there, is missing, or cannot be read.
    """
    if name not in query_names():
        raise UsageError(f"{name}: no such query. There are: {', '.join(query_names())}.")
    question = query(name)
    parameters = _parameters(words, question)
    _require_all(question, parameters)
    with project.open_store(write=False, memory_limit=_MEMORY) as store:
        defaults = _defaults(store, project.config, question)
        answer = store.rows(name, **(defaults | parameters))
    return Answer(tuple(answer.columns), tuple(answer.iter_rows()))


def _parameters(words: Sequence[str], question: Query) -> dict[str, object]:
    """Return `name=value` words as parameters; lists are written with commas."""
    types = {field.name: field.type for field in question.takes}
    parameters: dict[str, object] = {}
    for word in words:
        name, equals, value = word.partition("=")
        names = ", ".join(types) or "none"
        if not equals:
            raise UsageError(f"--param {word}: write name=value. Parameters here: {names}.")
        if name not in types:
            near = get_close_matches(name, types, 1)
            hint = f"; did you mean {near[0]}?" if near else "."
            raise UsageError(
                f"--param {word}: query {question.name} has no such parameter{hint} "
                f"Parameters here: {names}."
            )
        parameters[name] = _typed_value(word, value, types[name])
    return parameters


def _require_all(question: Query, parameters: dict[str, object]) -> None:
    """Raise UsageError for a parameter that only a person can name, showing how it is given."""
    missing = [
        field
        for field in question.takes
        if not (field.optional or field.name in parameters or field.name in _FROM_CONFIG)
    ]
    if missing:
        wrong = "; ".join(f"{field.name} is missing ({field.meaning})" for field in missing)
        line = " ".join(f"-p {field.name}={_EXAMPLES.get(field.type, 'WORD')}" for field in missing)
        raise UsageError(f"query {question.name}: {wrong}. Give it like this: {line}")


def _typed_value(word: str, value: str, type_: str) -> object:
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


def _defaults(store: Store, config: Config, question: Query) -> dict[str, object]:
    """Return what the config says about parameters that a person need not name."""
    defaults: dict[str, object] = {}
    if "engine" in question.parameters:
        defaults["engine"] = engine_for(config).id
    if "own_keys" in question.parameters:
        defaults["own_keys"] = store.keys_of(config.brand.own_accounts)
    return defaults
