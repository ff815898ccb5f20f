"""Finer grain for single charts and tables: counts per bin, day, weekday and hour, and term.

All of it is optional in a `Report`. A chart whose detail is missing says so and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.model.estimate import Estimate, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareBin:
    """How many audience posts of one drawn bin were negative, neutral, positive or not scored."""

    start: datetime
    hours: float
    """Of its start, counted from the incident."""
    negative: int
    neutral: int
    positive: int
    unscored: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDay:
    """Posts that one source brought for one local day (`start` is its midnight)."""

    source: str
    start: datetime
    posts: int
    scored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When the brand usually posts: counts by weekday (row 0 = Monday) and local hour (0–23)."""

    weeks: float
    """How many weeks before the incident were counted."""
    posts: tuple[tuple[int, ...], ...]
    weekday: int
    hour: int
    """The cell in which the incident began."""
    share: float | None = None
    """Share of own posts in the incident's cell and its two neighbours in time."""
    replies: tuple[tuple[int, ...], ...] = ()
    """The same grid for own replies, which `posts` leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word whose use changed: log-odds with an informative prior (Monroe et al. 2008)."""

    term: str
    z: float
    """Positive: said more after the incident than before. In standard errors."""
    n_before: int
    n_after: int
    authors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementKind:
    """One kind of engagement (`likes`, `replies`, …) per own post, at the same age."""

    name: str
    before: Estimate | None
    """Median per own post before the incident; `low` and `high` are the quartiles."""
    after: Estimate | None
    ratio: Estimate | None
    """After ÷ before, of the means, like `Engagement.per_post`."""
    n_before: int
    n_after: int
    series: tuple[Point, ...] = ()
    """Per drawn bin, indexed: 100 = the median before. `low` and `high` are quartiles."""
    coverage: float | None = None
    """Share of own posts that carry this count and were old enough to be compared."""
    reason: str | None = None
    """Why something above is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseView:
    """The hours around one apology, seen close up."""

    series: tuple[Point, ...]
    """Hour by hour, from a day before the apology to three days after."""
    path: tuple[Point, ...] = ()
    """Where the course before the apology pointed: `value` with its band, after the apology."""
    before: Estimate | None = None
    """Plain mean of the 48 h before the apology (or since the incident, when that is shorter)."""
    after: Estimate | None = None
    """Plain mean of the 48 h after the apology."""
    own_posts_at: tuple[datetime, ...] = ()
