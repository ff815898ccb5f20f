"""Whether the times of a whole export are days: all of them midnights of one zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from postmortem.model import Posts

_NEARLY_ALL = 0.99
_FEW = 5
"""Times with a clock that may be the first ones of a file of days."""
_LEAST = 20
"""Posts from which on it is no chance that all were written at midnight."""
_QUARTER: Final = 15 * 60 * 1_000_000
"""Microseconds; the midnights of all zones are at quarters of an hour in UTC."""


class Midnights:
    """Counts the midnights among times, until there are too many others."""

    def __init__(self, tz: str | None) -> None:
        self._zones = [UTC, ZoneInfo(tz)] if tz else [UTC]
        self._counts = [0] * len(self._zones)
        self._posts = 0
        self._days: set[date] = set()
        self.can_be_days = True

    def add(self, moment: datetime) -> None:
        """Count one time."""
        if self.can_be_days:
            is_quarter = not (moment.minute % 15 or moment.second or moment.microsecond)
            self._count([moment] if is_quarter else [], 1)

    def add_all(self, posts: Posts) -> None:
        """Count the times of posts."""
        if self.can_be_days:
            times: pl.Series = posts.columns["posted_at"]
            quarters = times.filter(times.to_physical() % _QUARTER == 0)
            self._count([each.replace(tzinfo=UTC) for each in quarters.to_list()], len(times))

    @property
    def days(self) -> int:
        """How many times are days; 0 where they are not (nearly) all, or too few to tell."""
        is_told = self._posts >= _LEAST and len(self._days) > 1
        most = max(self._counts)
        return most if is_told and self.can_be_days and most >= _NEARLY_ALL * self._posts else 0

    def _count(self, quarters: Sequence[datetime], posts: int) -> None:
        self._posts += posts
        for at, zone in enumerate(self._zones):
            local = [moment.astimezone(zone) for moment in quarters]
            self._counts[at] += sum(moment.time() == time.min for moment in local)
        self._days.update(moment.date() for moment in quarters[:: max(1, len(quarters) // _FEW)])
        others = self._posts - max(self._counts)
        self.can_be_days = others <= max(_FEW, (1 - _NEARLY_ALL) * self._posts)
