"""The headers in queries/ tell the truth: DuckDB is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from postmortem.sql import query, query_names, script

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as opened:
        for statement in opened.extract_statements(script("schema")):
            opened.execute(statement.query)
        yield opened


@pytest.mark.parametrize("name", query_names())
def test_header_tells_the_truth(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    subject = query(name)
    (statement,) = connection.extract_statements(subject.text)
    assert statement.named_parameters == set(subject.parameters)
    answer = connection.execute(subject.text, dict.fromkeys(subject.parameters) or None)
    told = [(column, str(kind).lower()) for column, kind, *_ in answer.description or ()]
    assert told == [(field.name, field.type) for field in subject.gives]
    assert set(subject.grain) <= set(subject.columns)
    assert subject.summary.endswith(".")
    assert all(field.meaning for field in (*subject.takes, *subject.gives))
    assert len(answer.fetchall()) == (0 if subject.grain else 1), "an empty store has no rows"
