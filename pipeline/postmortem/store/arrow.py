"""Polars frames and DuckDB, through bare Arrow streams, which need no pyarrow.

A stream is taken from a relation by hand: Polars remembers the type of whatever it is given, and a
relation's type that is remembered makes DuckDB write leak reports on stderr at exit.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

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


class ArrowStream:
    """Show DuckDB a frame as a bare Arrow stream, which needs no pyarrow."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame: pl.DataFrame | None = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the frame's stream."""
        assert self.frame is not None, "DuckDB asks for a stream while it is registered"
        return self.frame.__arrow_c_stream__(requested_schema)


@contextmanager
def _incoming(connection: duckdb.DuckDBPyConnection, frame: pl.DataFrame) -> Iterator[None]:
    """Let statements read `frame` as the table `incoming`, once."""
    stream = ArrowStream(frame)
    connection.register("incoming", stream)
    try:
        yield
    finally:
        connection.unregister("incoming")
        # A transaction remembers what was registered until it ends; the rows need not stay.
        stream.frame = None


def insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Append `frame` to `table`, columns by name."""
    if frame.is_empty():
        return
    with _incoming(connection, frame):
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")


def ask_about(
    connection: duckdb.DuckDBPyConnection,
    frame: pl.DataFrame,
    question: str,
    values: dict[str, object],
) -> pl.DataFrame:
    """Return the answer to `question`, which reads `frame` as the table `incoming`."""
    with _incoming(connection, frame):
        return frame_of(connection, question, values)
