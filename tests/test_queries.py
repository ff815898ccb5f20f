"""The headers in queries/ tell the truth: DuckDB is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from postmortem.files import folder
from postmortem.sql import parse_query, query, query_names, script

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as opened:
        for name in ("schema", "macros"):
            for statement in opened.extract_statements(script(name)):
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


def test_files_in_queries_are_questions_or_loads() -> None:
    assert {"audience", "own_posts", "daily_sentiment", "phase_summary"} <= set(query_names())
    assert not {"schema", "macros"} & set(query_names())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("-- Words.\n--\n-- day date the day\nSELECT 1 AS day", "grain"),
        ("-- Words.\n--\n-- grain: day\n-- Day: date\nSELECT 1", "neither"),
        ("-- Words.\n--\n-- grain: day\n-- :day:\nSELECT 1", "neither"),
    ],
)
def test_a_header_that_is_none_is_refused_by_file(text: str, word: str) -> None:
    with pytest.raises(ValueError, match=word) as raised:
        parse_query("odd", text)
    assert "queries/odd.sql" in str(raised.value)


def test_final_columns_are_named_never_starred() -> None:
    for name in query_names():
        final = query(name).text.rpartition("\nSELECT\n")[2]
        assert not final.lstrip().startswith("*"), name


def test_the_readme_names_every_question() -> None:
    readme = (folder("queries") / "README.md").read_text("utf-8")
    assert [name for name in query_names() if f"`{name}.sql`" not in readme] == []
