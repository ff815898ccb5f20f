"""What is asked to be loaded, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.model import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One export on its way into the store. `now` is the only clock the store hears of."""

    path: str
    sha256: str
    now: datetime
    """Aware; posts dated more than a day later are rejected."""
    name: str = ""
    bytes: int | None = None
    source: str | None = None
    set_name: str | None = None
    """The set asked for: every post joins it, beside the sets its own row names."""
    default_set: str | None = None
    """The set of posts that are in no other."""
    observed_at: datetime | None = None
    """When the export was made; else a Note `exported-at` says, else its newest post."""
    options: str = "{}"
    """JSON of what else decides how it is read: zone, encoding, columns."""
    keep_rejected: bool = False


@dataclass(frozen=True, slots=True)
class RejectedFor:
    """Rows refused for one reason, and the line of the first."""

    line: int
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class TotalsLedger:
    """Counts over a span of time: rows = new + updated + unchanged."""

    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What became of one export's rows: rows = new + updated + unchanged + rejected.

    `rows` counts posts and rejects. A post seen twice in the export is new (or updated) once and
    unchanged then. `updated` means that a newest known value changed; an older export that only
    adds to the history leaves its posts unchanged.
    """

    path: str
    sha256: str = ""
    source: str | None = None
    set_name: str | None = None
    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    refused: str | None = None
    """Why the export as a whole was not loaded; nothing of it is in the store then."""
    rejects: tuple[RejectedFor, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    warnings: tuple[Note, ...] = ()
    totals: TotalsLedger = field(default_factory=TotalsLedger)
    observed_at: datetime | None = None
    memberships: int = 0
    """Posts that newly joined a set."""
    repeated: bool = False
    """The same content was loaded before, for the same set: nothing was read."""

    @property
    def summary(self) -> str:
        """One line for a person."""
        if self.refused:
            return f"{self.path}: refused. {self.refused}"
        counts = [
            f"{value:,} {name}"
            for name, value in (
                ("new", self.new),
                ("updated", self.updated),
                ("unchanged", self.unchanged),
                ("rejected", self.rejected),
                ("totals", self.totals.rows),
            )
            if value
        ]
        again = " (loaded before)" if self.repeated else ""
        return f"{self.path}: {self.source}, {', '.join(counts) or 'no posts'}{again}"

    @property
    def is_balanced(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows == self.new + self.updated + self.unchanged + self.rejected
