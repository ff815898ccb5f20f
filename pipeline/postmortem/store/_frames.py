"""Answers of DuckDB as Polars frames, through a bare Arrow stream, which needs no pyarrow.

The stream is taken from the relation by hand: Polars remembers the type of whatever it is given,
and a relation's type that is remembered makes DuckDB write leak reports on stderr at exit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

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
