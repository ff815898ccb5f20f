"""Records on their way into the store: counted, made columns, and written in chunks.

All of an export is one transaction, so an export that breaks in the middle leaves no trace, and
memory does not grow with it. Rows that the store cannot have go straight into the tables; the
others wait until the export is read to its end, because only then is known as of when it speaks.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, cast

import polars as pl

from postmortem.model import Note, Post, Posts, Reject, Total
from postmortem.store.arrow import insert
from postmortem.store.load.ledger import RejectedFor
from postmortem.store.load.posts import columns_of, complete, misfit, repair_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb

    from postmortem.model import Record
    from postmortem.store.load.columns import Columns
    from postmortem.store.load.ledger import Load
    from postmortem.store.load.rows import Rows

CHUNK = 25_000
_ROWS_AT_A_TIME = 50_000
EARLIEST = datetime(2004, 1, 1, tzinfo=UTC)
"""Before this no platform existed: an earlier time is a wrong one."""
EXPORTED_AT: Final = "exported-at"
"""Code of the Note by which a source says when its export was made (ISO 8601, with a zone)."""

AHEAD = timedelta(days=1)
"""How much later than now a post may be dated: clocks differ, and so do zones."""

_TOO_EARLY = "posted before 2004: not a time any platform knows"
_TOO_LATE = "posted in the future"
_IMPOSSIBLE = "a total over an impossible span of time"
_MOST_REASONS = 1_000
_REJECT = {"load_id": pl.Int64, "line": pl.Int64, "reason": pl.String, "text": pl.String}
_INSTANT = pl.Datetime("us", "UTC")
_TOTAL: dict[str, type[pl.DataType] | pl.DataType] = {
    "platform": pl.String,
    "account": pl.String,
    "starts_at": _INSTANT,
    "ends_at": _INSTANT,
    "metric": pl.String,
    "value": pl.Int64,
}


def untimely(record: Post | Total, now: datetime) -> str | None:
    """Return why no store takes a record of this time; None for one that it takes."""
    if isinstance(record, Total):
        return None if _is_possible(record) else _IMPOSSIBLE
    if record.posted_at < EARLIEST:
        return _TOO_EARLY
    return _TOO_LATE if record.posted_at > now + AHEAD else None


def _is_possible(total: Total) -> bool:
    return EARLIEST <= total.starts_at <= total.ends_at


@dataclass(slots=True)
class Tally:
    """What reading an export has shown so far."""

    posts: int = 0
    totals: int = 0
    rejected: int = 0
    reasons: dict[str, RejectedFor] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    last_total: datetime | None = None
    observed_at: datetime | None = None

    def reject(self, reject: Reject) -> None:
        """Count a refused row under its reason; the ledger names the first line of each.

        Rows that were read by themselves come behind the columns of their block.
        """
        self.rejected += 1
        reason = repair_surrogates(reject.reason)
        if reason not in self.reasons and len(self.reasons) >= _MOST_REASONS:
            reason = "other reasons"
        earlier = self.reasons.get(reason, RejectedFor(reject.line, reason, 0))
        self.reasons[reason] = RejectedFor(
            min(earlier.line, reject.line), reason, earlier.count + 1
        )

    def note(self, note: Note) -> None:
        """Keep a note once; the one that dates the export is taken at its word."""
        if note.code == EXPORTED_AT and (instant := _instant(note.text)):
            self.observed_at = instant
        elif note not in self.notes:
            self.notes.append(note)

    def span(self, instants: pl.Series) -> None:
        """Widen the span to hold posts of these instants."""
        self.posts += len(instants)
        instants_utc = instants.dt.replace_time_zone("UTC")
        first, last = cast("datetime", instants_utc.min()), cast("datetime", instants_utc.max())
        self.starts_at = min(first, self.starts_at or first)
        self.ends_at = max(last, self.ends_at or last)


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return None


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cycle collector from walking a chunk's tuples again and again; no cycle is in them.

    Between chunks it runs as ever. Saves an eighth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _chunk(source: Iterator[Record | Posts]) -> tuple[list[Record], Posts | None]:
    """Return the next records, up to CHUNK of them or to the next table."""
    chunk: list[Record] = []
    for record in source:
        if isinstance(record, Posts):
            return chunk, record
        chunk.append(record)
        if len(chunk) == CHUNK:
            break
    return chunk, None


class Intake:
    """Takes records in, chunk by chunk; `tally` says what they were."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, columns: Columns, rows: Rows, load: Load
    ) -> None:
        self._connection = connection
        self._columns = columns
        self._load = load
        self._latest = load.now + AHEAD
        self.rows = rows
        self.tally = Tally()
        self._waiting: list[pl.DataFrame] = []

    @property
    def observed_at(self) -> datetime | None:
        """The instant the export speaks of: its own date, else that of its newest post."""
        export_date = self._load.observed_at or self.tally.observed_at
        return export_date or self.tally.ends_at or self.tally.last_total

    @property
    def made_ids(self) -> int:
        """How many posts came without an id."""
        return self._columns.without_id

    def take(self, records: Iterable[Record | Posts]) -> None:
        """Write all `records`, or let them wait."""
        source = iter(records)
        more = True
        while more:
            with _collector_paused():
                chunk, table = _chunk(source)
                self._take_chunk(chunk, table)
                more = bool(chunk) or table is not None
                if not more or sum(map(len, self._waiting)) >= _ROWS_AT_A_TIME:
                    self._take_waiting()
        self.rows.finish()

    def _take_chunk(self, chunk: list[Record], table: Posts | None) -> None:
        posts = [record for record in chunk if isinstance(record, Post)]
        if len(posts) != len(chunk):
            self._take_others([record for record in chunk if not isinstance(record, Post)])
        parts = [self._fitting(posts)] if posts else []
        if table is not None:
            parts.append(complete(table.columns))
        self._waiting += parts

    def _take_waiting(self) -> None:
        """Take the posts that wait as one: each step costs a little, however few they are."""
        parts, self._waiting = self._waiting, []
        if parts:
            self._take_posts(pl.concat(parts, how="diagonal_relaxed") if parts[1:] else parts[0])

    def _fitting(self, posts: list[Post]) -> pl.DataFrame:
        """Return posts as columns, without those that fit no column."""
        try:
            return columns_of(posts)
        except (OverflowError, TypeError, pl.exceptions.PolarsError):
            misfits = [reason for post in posts if (reason := misfit(post))]
            if not misfits:
                raise
            self._reject(misfits)
            return columns_of([post for post in posts if misfit(post) is None])

    def _take_posts(self, posts: pl.DataFrame) -> None:
        instants = posts["posted_at"].dt.replace_time_zone("UTC")
        early, late = instants < EARLIEST, instants > self._latest
        untimely = early | late
        if untimely.any():
            self._reject(
                Reject(line, _TOO_EARLY if is_early else _TOO_LATE)
                for line, is_early in zip(
                    posts["line"].filter(untimely), early.filter(untimely), strict=True
                )
            )
            posts = posts.filter(~untimely)
        if posts.is_empty():
            return
        self.rows.take(self._columns.of(posts))
        self.tally.span(posts["posted_at"])

    def _take_others(self, records: Iterable[Record]) -> None:
        totals, rejects = [], []
        for record in records:
            match record:
                case Total():
                    totals.append(record)
                case Reject():
                    rejects.append(record)
                case Note():
                    self.tally.note(record)
                case Post():
                    raise TypeError("posts become columns first")
        self._take_totals(totals)
        self._reject(rejects)

    def _take_totals(self, totals: Sequence[Total]) -> None:
        timely = list(filter(_is_possible, totals))
        self._reject(Reject(total.line, _IMPOSSIBLE) for total in totals if not _is_possible(total))
        if not timely:
            return
        self.tally.totals += len(timely)
        ends = max(total.ends_at for total in timely)
        self.tally.last_total = max(ends, self.tally.last_total or ends)
        rows = [tuple(total)[1:] for total in timely]
        insert(self._connection, "stage_total", pl.DataFrame(rows, schema=_TOTAL, orient="row"))

    def _reject(self, rejects: Iterable[Reject]) -> None:
        rows = []
        for reject in rejects:
            self.tally.reject(reject)
            raw = (
                repair_surrogates(reject.text) if self._load.keep_rejected and reject.text else None
            )
            rows.append((self.rows.load_id, reject.line, repair_surrogates(reject.reason), raw))
        insert(self._connection, "reject", pl.DataFrame(rows, schema=_REJECT, orient="row"))
