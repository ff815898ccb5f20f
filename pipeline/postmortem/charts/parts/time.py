"""The time axis: instants to pixels, and ticks at local calendar boundaries ("9 Mar")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from postmortem.wording.moments import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.charts.paper.page import Page
    from postmortem.wording import Clock

_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12)
_TICK_SIZE = 11


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Maps instants between `first` and `last` to pixels between `x0` and `x1`."""

    clock: Clock
    first: datetime
    last: datetime
    x0: float
    x1: float

    def x(self, at: datetime) -> float:
        """Return the pixel of an instant, also of one outside."""
        whole = (self.last - self.first).total_seconds()
        return self.x0 + (at - self.first).total_seconds() / whole * (self.x1 - self.x0)

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies on the axis."""
        return self.first <= at <= self.last


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the time axis; `below` is a second line, such as the year."""

    at: datetime
    text: str
    below: str = ""


def ticks(page: Page, scale: TimeScale) -> list[Tick]:
    """Return the densest calendar ticks whose labels stand apart."""
    fallback: list[Tick] = []
    for candidate in _candidates(scale):
        if len(candidate) >= 2 and _apart(page, scale, candidate):
            return candidate
        fallback = fallback or candidate
    middle = scale.first + (scale.last - scale.first) / 2
    return [Tick(middle, scale.clock.day(middle), str(scale.clock.local(middle).year))]


def _apart(page: Page, scale: TimeScale, candidate: list[Tick]) -> bool:
    gap = page.em(1.3)
    edge = float("-inf")
    for tick in candidate:
        width = max(page.text_width(row, _TICK_SIZE) for row in (tick.text, tick.below) if row)
        x = scale.x(tick.at)
        if x - width / 2 < edge:
            return False
        edge = x + width / 2 + gap
    return True


def _candidates(scale: TimeScale) -> Iterator[list[Tick]]:
    hours = (scale.last - scale.first).total_seconds() / 3600
    for minutes in _MINUTES:
        if hours * 60 / minutes <= 40:
            yield _clock_ticks(scale, minutes)
    for days in _DAYS:
        if hours / 24 / days <= 60:
            yield _day_ticks(scale, days)
    for months in _MONTHS:
        yield _month_ticks(scale, months)


def _at(scale: TimeScale, wall: datetime) -> datetime:
    return wall.replace(tzinfo=scale.clock.zone).astimezone(UTC)


def _wall(scale: TimeScale) -> datetime:
    return scale.clock.local(scale.first).replace(tzinfo=None, minute=0, second=0, microsecond=0)


def _clock_ticks(scale: TimeScale, minutes: int) -> list[Tick]:
    wall = _wall(scale).replace(hour=0)
    marks: list[Tick] = []
    while (at := _at(scale, wall)) <= scale.last:
        if scale.holds(at):
            midnight = wall.hour == 0 and wall.minute == 0
            text = f"{wall.day} {MONTHS[wall.month - 1]}" if midnight else f"{wall:%H:%M}"
            below = str(wall.year) if midnight else scale.clock.date(at)
            marks.append(Tick(at, text, "" if marks else below))
        wall += timedelta(minutes=minutes)
    return marks


def _day_ticks(scale: TimeScale, days: int) -> list[Tick]:
    wall = _wall(scale).replace(hour=0)
    if days % 7 == 0:  # weeks begin on Mondays
        wall -= timedelta(days=wall.weekday())
    marks: list[Tick] = []
    year = 0
    while (at := _at(scale, wall)) <= scale.last:
        if scale.holds(at):
            below = str(wall.year) if wall.year != year else ""
            marks.append(Tick(at, f"{wall.day} {MONTHS[wall.month - 1]}", below))
            year = wall.year
        wall += timedelta(days=days)
    return marks


def _month_ticks(scale: TimeScale, months: int) -> list[Tick]:
    wall = _wall(scale).replace(hour=0, day=1)
    wall = wall.replace(month=(wall.month - 1) // months * months + 1)
    marks: list[Tick] = []
    year = 0
    while (at := _at(scale, wall)) <= scale.last:
        if scale.holds(at):
            below = str(wall.year) if wall.year != year else ""
            marks.append(Tick(at, MONTHS[wall.month - 1], below))
            year = wall.year
        carry, month = divmod(wall.month - 1 + months, 12)
        wall = wall.replace(year=wall.year + carry, month=month + 1)
    return marks


def draw_ticks(page: Page, scale: TimeScale, y: float) -> None:
    """Write the tick labels below `y`, the axis line."""
    for tick in ticks(page, scale):
        x = scale.x(tick.at)
        page.line([(x, y), (x, y - page.em(0.35))], colour="axis", width=1.0)
        rows = [tick.text, tick.below] if tick.below else [tick.text]
        box = page.box_of(rows, x, y, size=_TICK_SIZE, align="center", vertical="top")
        shift = max(0.0, page.em(0.4) - box.x0) - max(0.0, box.x1 - page.width + page.em(0.4))
        page.label(
            rows,
            x + shift,
            y - page.em(0.6),
            size=_TICK_SIZE,
            colour="muted",
            align="center",
            vertical="top",
        )
