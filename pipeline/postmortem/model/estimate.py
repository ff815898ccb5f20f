"""A number with its interval, and what is drawn of it bin by bin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

LEVEL = 0.90
"""Nominal level of every interval."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval; a limit is `None` where the data cannot set one."""

    value: float | None
    low: float | None = None
    high: float | None = None
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Trough(Estimate):
    """The lowest smoothed point, and when it was."""

    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One drawn bin of a series. `value` is `None` for a bin without posts."""

    start: datetime
    hours: float
    n: int
    value: float | None
    low: float | None
    high: float | None
    expected: float | None
    """What the counterfactual says would have been."""
    fitted: float | None = None
    """The smoothed curve, in the middle of `low` and `high`; `value` is the plain mean."""
    expected_low: float | None = None
    """Lower end of the normal range: ordinary fluctuation around `expected`."""
    expected_high: float | None = None
