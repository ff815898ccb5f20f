"""Ids that stand at a second post after all: such a row keeps its own time, author and words.

The first rows settle which column names the posts. What comes later may still repeat an id at a
post that agrees with the first one in less than two of author, time and text; it loses the id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, overload

import numpy as np
import polars as pl

from postmortem.model import Note, Post, Posts
from postmortem.sources.values.cells import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from postmortem.model import Record

Facts = tuple["NDArray[Any]", ...]

_TOGETHER = 4_096
"""Single posts looked at in one go."""
_DAY = 86_400


class _Rows(NamedTuple):
    """Rows by their ids: these sorted, and what else tells the posts apart."""

    ids: NDArray[np.uint64]
    order: NDArray[np.intp]
    """Where the row of each id is in `rest`."""
    rest: Facts
    """Author, time and text, as numbers; 0 where nothing is known."""

    def facts(self, places: NDArray[np.intp]) -> Facts:
        """Return author, time and text at places among the sorted ids."""
        return tuple(column[self.order[places]] for column in self.rest)

    def overlaps(self, other: _Rows) -> bool:
        """Whether an id of one may be in the other: exports by time hold ever greater ones."""
        return bool(self.ids[0] <= other.ids[-1] and other.ids[0] <= self.ids[-1])

    def joined(self, other: _Rows) -> _Rows:
        """Return the rows of both."""
        ids = np.concatenate((self.ids, other.ids))
        rest = tuple(np.concatenate(pair) for pair in zip(self.rest, other.rest, strict=True))
        places = np.concatenate((self.order, other.order + len(self.rest[0])))
        order = np.argsort(ids, kind="stable")
        return _Rows(ids[order], places[order], rest)


@overload
def without_repeats(records: Iterable[Record]) -> Iterator[Record]: ...
@overload
def without_repeats(records: Iterable[Record | Posts]) -> Iterator[Record | Posts]: ...
def without_repeats(records: Iterable[Record | Posts]) -> Iterator[Record | Posts]:
    """Yield records as they are, but without the id of a row that has another post's."""
    guard = _Guard()
    pending: list[Record] = []
    for record in records:
        if isinstance(record, Posts):
            yield from guard.records(pending)
            pending = []
            yield guard.posts(record)
            continue
        pending.append(record)
        if len(pending) == _TOGETHER:
            yield from guard.records(pending)
            pending = []
    yield from guard.records(pending)
    if guard.count:
        yield Note.of("ids-repeated", n=guard.count)


class _Guard:
    """Remembers every id of a file, and what it stood at first."""

    def __init__(self) -> None:
        self.count = 0
        self._runs: list[_Rows] = []
        """Those whose ids overlap are of lengths so different that there are few."""

    def posts(self, posts: Posts) -> Posts:
        """Return posts as columns, ids taken from those that repeat another's."""
        table = posts.columns
        bad = self._others(_rows_of(table))
        if not len(bad):
            return posts
        ids = table["post_id"].scatter(bad, None)
        return Posts(table.with_columns(ids.alias("post_id")))

    def records(self, records: list[Record]) -> list[Record]:
        """Return records, ids taken from posts that repeat another's."""
        places = [at for at, record in enumerate(records) if isinstance(record, Post)]
        posts = [record for record in records if isinstance(record, Post)]
        if any(post.post_id for post in posts):
            for at in self._others(_rows_of(_table_of(posts))).tolist():
                records[places[at]] = posts[at]._replace(post_id=None)
        return records

    def _others(self, rows: _Rows) -> NDArray[np.intp]:
        """Return the rows whose id is that of another post, and remember the ids."""
        if not len(rows.ids):
            return rows.order
        differs = np.zeros(len(rows.ids), bool)
        is_first = np.ones(len(rows.ids), bool)
        is_first[1:] = rows.ids[1:] != rows.ids[:-1]
        if not is_first.all():
            firsts = np.maximum.accumulate(np.where(is_first, np.arange(len(is_first)), 0))
            differs = ~_agree(rows.facts(np.arange(len(is_first))), rows.facts(firsts))
        for run in self._runs:
            if run.overlaps(rows):
                places = np.minimum(np.searchsorted(run.ids, rows.ids), len(run.ids) - 1)
                hits = (run.ids[places] == rows.ids).nonzero()[0]
                differs[hits] = ~_agree(rows.facts(hits), run.facts(places[hits]))
        self._remember(rows)
        self.count += int(differs.sum())
        return rows.order[differs]

    def _remember(self, rows: _Rows) -> None:
        """Keep the ids; as long as they come in order, apart from those of before."""
        while self._runs and self._runs[-1].overlaps(rows):
            if len(self._runs[-1].ids) > 2 * len(rows.ids):
                break
            rows = self._runs.pop().joined(rows)
        self._runs.append(rows)


def _agree(one: Facts, other: Facts) -> NDArray[np.bool_]:
    """Return which rows are of the same post: two of author, time and text are the same."""
    same: list[NDArray[np.bool_]] = [(a == b) & (a != 0) for a, b in zip(one, other, strict=True)]
    author, time, text = same
    return (author & (time | text)) | (time & text)


def _table_of(posts: list[Post]) -> pl.DataFrame:
    """Return what tells posts apart, as columns."""
    return pl.DataFrame(
        {
            "post_id": _texts([post.post_id for post in posts]),
            "author": _texts([post.author_id for post in posts]),
            "posted_at": [int(post.posted_at.timestamp()) * 1_000_000 for post in posts],
            "text": _texts([post.text for post in posts]),
        }
    )


def _texts(values: list[str | None]) -> pl.Series:
    try:
        return pl.Series(values, dtype=pl.String)
    except UnicodeEncodeError:
        return pl.Series([value and whole(value)[0] for value in values], dtype=pl.String)


def _rows_of(table: pl.DataFrame) -> _Rows:
    """Return the rows that have an id."""
    ids = _ids(table["post_id"])
    order = np.argsort(ids, kind="stable")
    order = order[np.searchsorted(ids[order], 1) :] if table["post_id"].null_count() else order
    none = pl.repeat(None, len(table), dtype=pl.String, eager=True)
    author = next((table[name] for name in ("author_id", "author") if name in table.columns), none)
    seconds = (table["posted_at"].cast(pl.Int64) // 1_000_000).to_numpy()
    times = seconds * (seconds % _DAY != 0)
    return _Rows(ids[order], order, (_hashes(author), times, _hashes(table["text"])))


def _ids(column: pl.Series) -> NDArray[np.uint64]:
    """Return a number for each id, 0 for none: its own where it is one, for these are in order."""
    numbers = column.cast(pl.UInt64, strict=False)
    is_own = numbers.is_not_null() & ~column.str.starts_with("0")
    return numbers.zip_with(is_own, column.hash()).set(column.is_null(), 0).to_numpy()


def _hashes(column: pl.Series) -> NDArray[np.uint64]:
    """Return a hash of each value, 0 of none."""
    hashes = column.hash()
    return (hashes.set(column.is_null(), 0) if column.null_count() else hashes).to_numpy()
