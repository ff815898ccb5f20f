"""Instants in the report's zone, without asking the machine for its language or clock."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.model import Event, Precision

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Clock:
    """Tells instants in one time zone.

    >>> from datetime import UTC, datetime
    >>> clock, at = Clock("Europe/Oslo"), datetime(2026, 3, 12, 13, 20, tzinfo=UTC)
    >>> clock.day(at), clock.short(at), clock.full(at), clock.weekday(at)
    ('12 Mar', '12 Mar 14:20', '12 Mar 2026, 14:20', 'Thursday')
    """

    def __init__(self, zone: str) -> None:
        self.name = zone
        self.zone = ZoneInfo(zone)

    def local(self, at: datetime) -> datetime:
        """Return the same instant on this clock."""
        return at.astimezone(self.zone)

    def day(self, at: datetime) -> str:
        """Print day and month."""
        local = self.local(at)
        return f"{local.day} {MONTHS[local.month - 1]}"

    def date(self, at: datetime) -> str:
        """Print day, month and year."""
        return f"{self.day(at)} {self.local(at).year}"

    def time(self, at: datetime) -> str:
        """Print hour and minute."""
        return f"{self.local(at):%H:%M}"

    def short(self, at: datetime, precision: Precision = "minute") -> str:
        """Print as much as is known, without the year."""
        return self.day(at) if precision == "day" else f"{self.day(at)} {self.time(at)}"

    def full(self, at: datetime, precision: Precision = "minute") -> str:
        """Print as much as is known, with the year."""
        if precision == "day":
            return f"{self.date(at)}, time not known"
        about = "about " if precision == "hour" else ""
        return f"{self.date(at)}, {about}{self.time(at)}"

    def of(self, event: Event) -> str:
        """Print when an event was, as precisely as it is known."""
        return self.full(event.at, event.precision)

    def weekday(self, at: datetime) -> str:
        """Name the day of the week."""
        return WEEKDAYS[self.local(at).weekday()]

    def range(self, first: datetime, last: datetime) -> str:
        """Print a range of days, with the year once where it does not change."""
        if self.date(first) == self.date(last):
            return self.date(first)
        same = self.local(first).year == self.local(last).year
        return f"{self.day(first) if same else self.date(first)} – {self.date(last)}"
