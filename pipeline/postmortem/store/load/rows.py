"""Posts into the tables: new ones straight, known ones to the stage, where they are merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from postmortem.sql import script
from postmortem.store.arrow import ask_about, insert
from postmortem.store.load.posts import COUNTS
from postmortem.store.load.setbook import SetBook
from postmortem.store.load.tables import Tables
from postmortem.store.load.textbook import TextBook
from postmortem.texts.preparation import MOST_TEXTS

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

    from postmortem.store.load.ledger import Load
    from postmortem.store.load.textbook import Scorer

_IN_POST = (
    *("platform", "post_id", "posted_at", "account", "handle", "own", "kind", "lang", "text_no"),
    *("text_length", "text_cut", "id_made"),
)
_FIRST_COUNTS = ("likes", "reposts", "replies", "quotes")
_DETAILS = ("url", "reply_to", "repost_of", "quote_of", "conversation")
_METRICS = (*(name for name in COUNTS if name not in _FIRST_COUNTS), "score")


class Rows:
    """Writes the posts of one load, under numbers that go on where the store ends."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        tables: Tables,
        texts: TextBook,
        sets: SetBook,
        *,
        load_id: int,
        first: int,
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._sets = sets
        self._hashes: list[NDArray[np.uint64]] = []
        self.texts = texts
        self.load_id = load_id
        self.first = first
        self.next = first
        self.stage_rows = 0
        """How many rows wait on the stage."""

    def take(self, columns: pl.DataFrame) -> None:
        """Write posts, the columns of Columns, that the store has not had; stage the others."""
        rows = columns.with_columns(self.texts.enter(columns), self._sets.of(columns["sets"]))
        is_known = self._known_rows(rows)
        if is_known is not None:
            self._stage(rows.filter(is_known))
            rows = rows.filter(~is_known)
        if rows.is_empty():
            return
        numbers = pl.int_range(self.next, self.next + len(rows), dtype=pl.Int32, eager=True)
        self.next += len(rows)
        self._hashes.append(rows.select("platform", "post_id").hash_rows().to_numpy())
        self._write(rows.with_columns(numbers.alias("post_no")))

    def finish(self) -> None:
        """Write what waits, and name the posts that may be told of twice: few, and often none."""
        self._tables.flush()
        hashes = np.concatenate(self._hashes) if self._hashes else np.zeros(0, np.uint64)
        self._hashes.clear()
        in_order = np.sort(hashes)
        again = np.unique(in_order[1:][in_order[1:] == in_order[:-1]])
        if len(again):
            places = np.flatnonzero(np.isin(hashes, again)).astype(np.int32) + np.int32(self.first)
            insert(self._connection, "candidate", pl.DataFrame({"post_no": places}))

    def _known_rows(self, rows: pl.DataFrame) -> pl.Series | None:
        """Return which rows tell of posts that an earlier load brought; None when none do."""
        if not self.first:
            return None
        keys = rows.select("platform", "post_id", pl.int_range(pl.len()).alias("place"))
        answer = ask_about(
            self._connection, keys, script("load/known_posts"), {"first": self.first}
        )
        if answer.is_empty():
            return None
        is_known = np.zeros(len(rows), np.bool_)
        is_known[answer["place"].to_numpy()] = True
        return pl.Series(is_known)

    def _stage(self, rows: pl.DataFrame) -> None:
        numbers = pl.int_range(
            self.stage_rows, self.stage_rows + len(rows), dtype=pl.Int64, eager=True
        )
        self.stage_rows += len(rows)
        names = (*_IN_POST, "set_nos", *_DETAILS, *COUNTS, "score")
        self._tables.add("stage_post", rows.select(numbers.alias("seq"), *names))

    def _write(self, rows: pl.DataFrame) -> None:
        set_nos = rows["set_nos"]
        posts = rows.select(
            "post_no",
            *_IN_POST,
            set_nos.list.first().alias("set_no"),
            pl.lit(self.load_id, dtype=pl.Int32).alias("load_id"),
            *_FIRST_COUNTS,
        )
        self._tables.add("post", posts)
        self._tables.add("post_detail", _with_any(rows, _DETAILS))
        self._tables.add("post_metrics", _with_any(rows, _METRICS))
        if (set_nos.list.len() > 1).any():
            more = rows.select("post_no", pl.col("set_nos").list.slice(1).alias("set_no"))
            memberships = more.explode("set_no").drop_nulls("set_no")
            self._tables.add("membership", memberships)


def _with_any(rows: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Return post_no and the columns of those posts that have anything in them."""
    with_values = [name for name in names if rows[name].null_count() < len(rows)]
    if not with_values:
        return rows.clear().select("post_no", *names)
    has_any = pl.any_horizontal(pl.col(name).is_not_null() for name in with_values)
    return rows.select("post_no", *names).filter(has_any)


def rows_of(
    connection: duckdb.DuckDBPyConnection,
    load: Load,
    load_id: int,
    *,
    keep: bool,
    scorer: Scorer | None,
) -> Rows:
    """Return what takes the posts of `load`, numbered on from the last one's.

    `keep`: the words of texts are kept.
    """
    (post_no, text_no), *_ = connection.execute(
        "SELECT (SELECT coalesce(max(post_no) + 1, 0) FROM post),"
        " (SELECT coalesce(max(text_no) + 1, 0) FROM text)"
    ).fetchall()
    tables = Tables(connection)
    texts = TextBook(connection, tables, first=text_no, most=MOST_TEXTS, keep=keep, scorer=scorer)
    return Rows(
        connection, tables, texts, SetBook(connection, load), load_id=load_id, first=post_no
    )
