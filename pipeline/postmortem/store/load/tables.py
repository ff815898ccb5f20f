"""Rows on their way into the tables: gathered, because many small inserts cost a multiple."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from postmortem.store.arrow import insert

if TYPE_CHECKING:
    import duckdb

_ROWS_AT_A_TIME = 122_880
"""A row group of DuckDB's: small inserts that alternate between tables cost fourfold."""


class Tables:
    """Gathers rows by table, and writes each table's when they are enough."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._frames: dict[str, list[pl.DataFrame]] = {}

    def add(self, table: str, frame: pl.DataFrame) -> None:
        """Append `frame`, columns by name, now or later."""
        if frame.is_empty():
            return
        frames = self._frames.setdefault(table, [])
        frames.append(frame)
        if sum(map(len, frames)) >= _ROWS_AT_A_TIME:
            self._write(table)

    def flush(self) -> None:
        """Write what waits."""
        for table in self._frames:
            self._write(table)

    def _write(self, table: str) -> None:
        frames, self._frames[table] = self._frames[table], []
        if frames:
            insert(self._connection, table, pl.concat(frames, how="diagonal"))
