"""Answers of DuckDB as Polars frames, without pyarrow.

Through numpy, because frames made of DuckDB relations leave leak reports on stderr at exit. Numpy
has no text type, so text columns are typed from what DuckDB says of them: an empty or all-NULL
column stays text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    from numpy.typing import NDArray

_TYPES: dict[str, pl.DataType] = {
    "VARCHAR": pl.String(),
    "VARCHAR[]": pl.List(pl.String),
    "BOOLEAN": pl.Boolean(),
    "INTEGER": pl.Int32(),
    "BIGINT": pl.Int64(),
    "UBIGINT": pl.UInt64(),
    "DOUBLE": pl.Float64(),
    "TIMESTAMP": pl.Datetime("us"),
    "DATE": pl.Date(),
}
"""The types our queries may answer with."""


def frame_of(
    connection: duckdb.DuckDBPyConnection, statement: str, values: Mapping[str, object]
) -> pl.DataFrame:
    """Return the answer to `statement`."""
    answer = connection.execute(statement, dict(values) or None)
    names = [(name, _TYPES[str(kind)]) for name, kind, *_ in answer.description or ()]
    columns = answer.fetchnumpy()
    return pl.DataFrame([_series(name, columns[name], kind) for name, kind in names])


def _series(name: str, values: NDArray[Any], kind: pl.DataType) -> pl.Series:
    if kind in (pl.String(), pl.List(pl.String)):
        return pl.Series(name, values.tolist(), kind)
    return pl.Series(name, values).cast(kind)
