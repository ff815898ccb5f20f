"""Answers of DuckDB as Polars frames, through a bare Arrow stream, which needs no pyarrow.

The stream is taken from the relation by hand: Polars remembers the type of whatever it is given,
and a relation's type that is remembered makes DuckDB write leak reports on stderr at exit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from postmortem.sql import Query

_TYPES: frozenset[pl.DataType] = frozenset(
    (
        pl.String(),
        pl.List(pl.String),
        pl.Boolean(),
        pl.Int32(),
        pl.Int64(),
        pl.UInt64(),
        pl.Float64(),
        pl.Datetime("us"),
        pl.Date(),
    )
)
"""What our queries may answer with: a sum that became a HUGEINT or a DECIMAL is a fault of ours."""


_PARAMETER = re.compile(r"\$(\w+)")


class _Stream:
    """An Arrow stream that can be read once."""

    def __init__(self, capsule: object) -> None:
        self._capsule = capsule

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._capsule


def frame_of(
    connection: duckdb.DuckDBPyConnection, statement: str, values: Mapping[str, object]
) -> pl.DataFrame:
    """Return the answer to `statement`, columns typed as DuckDB types them, also when empty."""
    answer = connection.sql(statement, params=dict(values) or None)
    frame = pl.DataFrame(_Stream(answer.__arrow_c_stream__()))
    odd = {name: kind for name, kind in frame.schema.items() if kind not in _TYPES}
    if odd:
        raise TypeError(f"a query answers with types that are not ours: {odd}")
    return frame


class Groundwork:
    """The tables that a question builds before its final SELECT, built once for all its parts.

    A question about millions of posts is asked for one span of time after another. Who the brand
    is and what was copied from it is the same for every span, and looking for it takes as long as
    the rest of an answer.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, lasting: bool) -> None:
        self._connection = connection
        self._lasting = lasting
        """Whether no one can change the store meanwhile."""
        self._signature: tuple[str, dict[str, object]] | None = None

    def columns(
        self, question: Query, selection: Sequence[str], values: Mapping[str, object]
    ) -> pl.DataFrame:
        """Return the columns in `selection` of the answer, in no order."""
        self._build(question, values)
        text = f"SELECT {', '.join(selection)} FROM ({question.answer_in_any_order})"
        return frame_of(self._connection, text, _bindings_of(text, values))

    def _build(self, question: Query, values: Mapping[str, object]) -> None:
        signature = (
            question.name,
            _bindings_of("".join(text for _, text in question.groundwork), values),
        )
        if self._lasting and self._signature == signature:
            return
        self._signature = None
        for name, text in question.groundwork:
            self._connection.execute(
                f"CREATE OR REPLACE TEMP TABLE {name} AS {text}", _bindings_of(text, values)
            )
        self._signature = signature


def _bindings_of(text: str, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values of the parameters that `text` names: DuckDB refuses the others."""
    names = {*_PARAMETER.findall(text)}
    return {name: value for name, value in values.items() if name in names}
