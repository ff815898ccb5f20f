"""The statements of queries/load/, run in the load's transaction."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from postmortem.sql import script

if TYPE_CHECKING:
    import duckdb

    from postmortem.store.guard.faults import Worker


class Scripts:
    """Runs the statements of queries/load/, each with the parameters it names."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, worker: Worker) -> None:
        self._connection = connection
        self._worker = worker
        self._statements: dict[str, list[tuple[str, frozenset[str]]]] = {}

    def run(self, name: str, **values: object) -> int:
        """Run queries/load/`name`.sql; return how many rows its last statement changed."""
        row: Any = None
        for statement, parameters in self._split(name):
            bound = {key: values[key] for key in parameters}
            row = self._worker.run(partial(self._execute, statement, bound))
        return int(row[0]) if row else 0

    def count(self, statement: str, **values: object) -> int:
        """Return the one number that `statement` selects."""
        # To the end: what follows may register a frame, which an open answer would forbid.
        rows = self._connection.execute(statement, values or None).fetchall()
        return int(rows[0][0]) if rows else 0

    def words(self, statement: str) -> str:
        """Return the words that `statement` selects, sorted, as one reads them out."""
        return ", ".join(sorted(word for (word,) in self._connection.execute(statement).fetchall()))

    def _execute(self, statement: str, bound: dict[str, object]) -> object:
        rows = self._connection.execute(statement, bound).fetchall()
        return rows[0] if rows else None

    def _split(self, name: str) -> list[tuple[str, frozenset[str]]]:
        if name not in self._statements:
            self._statements[name] = [
                (statement.query, frozenset(statement.named_parameters))
                for statement in self._connection.extract_statements(script(f"load/{name}"))
            ]
        return self._statements[name]
