"""Series as rows, and as a sentence, for the CSV and the alt text beside a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.charts.parts.series import bin_name, width_of
from postmortem.wording import Clock, has_fallen, headline, metric_of, stable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.charts.parts.chart import Row
    from postmortem.model import Point, Recovery, Report


def point_rows(points: Sequence[Point], clock: Clock, **more: object) -> list[Row]:
    """Return one row per bin, in the report's zone, rounded as everywhere."""
    return [
        {
            **more,
            "start": clock.local(point.start).isoformat(),
            "hours": stable(point.hours),
            "posts": point.n,
            "value": figure(point.value),
            "low": figure(point.low),
            "high": figure(point.high),
            "expected": figure(point.expected),
            "fitted": figure(point.fitted),
        }
        for point in points
    ]


def figure(value: float | None) -> float | None:
    """Round a figure, where there is one."""
    return None if value is None else stable(value)


def trajectory_alt(report: Report, recovery: Recovery) -> str:
    """Describe a recovery chart: what it is, of what, from when to when, and the finding."""
    clock, metric = Clock(report.timezone), metric_of(recovery)
    first, last = recovery.series[0], recovery.series[-1]
    parts = [
        f"Line chart of {metric.noun} {bin_name(width_of(recovery.series))}, "
        f"{clock.range(first.start, last.start)}. {headline(recovery)}."
    ]
    base, trough = recovery.baseline, recovery.trough
    if base and trough and trough.at and has_fallen(recovery):
        parts.append(
            f"From {metric.show(base.value)} before, it {metric.fell} to "
            f"{metric.show(trough.value)} on {clock.day(trough.at)}, after the incident on "
            f"{clock.short(report.incident.began_at)}."
        )
    if recovery.relapses:
        parts.append(
            f"It was {metric.beyond} normal again from {clock.day(recovery.relapses[0].at)}."
        )
    return " ".join(parts)
