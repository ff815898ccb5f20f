"""Sets by number: those that a row names, the one that is asked for, or the default."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from postmortem.model import REFERENCED
from postmortem.store.arrow import insert

if TYPE_CHECKING:
    import duckdb

    from postmortem.store.load.ledger import Load


class SetBook:
    """Gives the rows of a load the numbers of their sets."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, load: Load) -> None:
        self._connection = connection
        self._load = load
        self._numbers: dict[str, int] = dict(
            connection.execute("SELECT set_name, set_no FROM named_set").fetchall()
        )

    def of(self, sets: pl.Series) -> pl.Series:
        """Return the numbers of each row's sets (a list, null of none).

        The set asked for beside those that the row names; where that is none, the default. What
        only came along with other posts was not asked for.
        """
        otherwise = self._load.set_name or self._load.default_set
        alone = [self._number(otherwise)] if otherwise else None
        kind = pl.List(pl.Int32)
        if sets.null_count() == len(sets):
            return pl.repeat(alone, len(sets), dtype=kind, eager=True).alias("set_nos")
        names = sets.explode().unique().drop_nulls().sort().to_list()
        numbers = [self._number(name) for name in names]
        own = sets.list.eval(
            pl.element().replace_strict(names, numbers, default=None, return_dtype=pl.Int32)
        )
        frame = own.alias("set_nos").to_frame()
        if self._load.set_name:
            asked = pl.lit([self._number(self._load.set_name)], dtype=kind)
            came_along = sets.list.contains(REFERENCED).fill_null(value=False)
            with_asked = pl.col("set_nos").list.concat(asked)
            frame = frame.select(
                pl.when(came_along).then("set_nos").otherwise(with_asked).alias("set_nos")
            )
        unique = pl.col("set_nos").list.unique(maintain_order=True)
        return frame.select(
            pl.when(pl.col("set_nos").is_null())
            .then(pl.lit(alone, dtype=kind))
            .otherwise(unique)
            .alias("set_nos")
        )["set_nos"]

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            number = max(self._numbers.values(), default=-1) + 1
            self._numbers[name] = number
            row = {"set_no": [number], "set_name": [name]}
            insert(
                self._connection,
                "named_set",
                pl.DataFrame(row, schema={"set_no": pl.Int32, "set_name": pl.String}),
            )
        return self._numbers[name]
