"""Days on which a source brought nothing: they are in no list, so they are counted out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from postmortem.model import SourceDay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


def every_day(days: Sequence[SourceDay], zone: ZoneInfo) -> dict[str, list[SourceDay]]:
    """Return for each source all days from the first to the last of any source, by name.

    Exports list only days with posts; a day that is missing becomes one with none.
    """
    if not days:
        return {}
    listed_days = {(day.source, day.start.astimezone(zone).date()): day for day in days}
    dates = [date for _, date in listed_days]
    first, count = min(dates), (max(dates) - min(dates)).days + 1
    return {
        source: [
            listed_days.get((source, date))
            or SourceDay(
                source=source,
                start=datetime(date.year, date.month, date.day, tzinfo=zone),
                posts=0,
                scored=0,
            )
            for date in (first + index * _DAY for index in range(count))
        ]
        for source in sorted({day.source for day in days})
    }


def days_without_posts(days: Sequence[SourceDay], zone: ZoneInfo) -> dict[str, int]:
    """Count the days of each source without any post, from the first day of any to the last."""
    return {
        source: sum(day.posts == 0 for day in source_days)
        for source, source_days in every_day(days, zone).items()
    }
