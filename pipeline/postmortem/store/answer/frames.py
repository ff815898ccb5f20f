"""Questions asked in parts: what all parts need is found once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.store.arrow import frame_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    import polars as pl

    from postmortem.sql import Query

_PARAMETER = re.compile(r"\$(\w+)")


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
