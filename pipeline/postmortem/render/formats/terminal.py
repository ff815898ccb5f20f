"""`measure` in a terminal: a table that fits, with a sparkline; plain text, no escape codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.render.formats.columns import align_columns
from postmortem.render.sections.course import recovery_time
from postmortem.render.sections.lead import all_warnings, four_numbers, recoveries
from postmortem.wording import FEW_POSTS, metric_of, sentence, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.model import Point, Recovery, Report

_BARS = "▁▂▃▄▅▆▇█"
_ASCII = "_.-=+*%#"
_SPARK = 40


def terminal(report: Report, *, unicode: bool = True) -> str:
    """Return the measures for a person at a terminal; `unicode` False keeps to ASCII bars."""
    table = four_numbers(report)
    parts = [sentence(report.measures.sentiment, report.data), ""]
    parts += align_columns([table.head, *table.rows], table.align)
    parts.append("")
    times: list[tuple[str, ...]] = [("Measure", "Recovery time", "Course")]
    for recovery in recoveries(report):
        course = spark(recovery, _BARS if unicode else _ASCII)
        times.append((metric_of(recovery).name, recovery_time(recovery), course))
    parts += align_columns(times, ("left", "left", "left"))
    warnings = all_warnings(report)
    if warnings:
        parts += ["", "Read with care:"]
        parts += [f"  - {caveat.text} [{caveat.code}]" for caveat in warnings]
    return "\n".join(visible(line).rstrip() for line in parts) + "\n"


def spark(recovery: Recovery, bars: str = _BARS) -> str:
    """Return the course of a metric as a row of bars; a blank has few posts or none."""
    cells = _resample(recovery.series, _SPARK)
    values = [value for value in cells if value is not None]
    if not values:
        return ""
    low, high = min(values), max(values)
    step = (high - low) / (len(bars) - 1) or 1.0
    return "".join(" " if v is None else bars[round((v - low) / step)] for v in cells)


def _resample(points: Sequence[Point], most: int) -> list[float | None]:
    """Average neighbours until at most so many values are left; a post counts as a post.

    What the chart would draw hollow, for its few posts, is left out unless there is nothing else.
    """
    size = max(1, -(-len(points) // most))
    cells: list[tuple[int, float]] = []
    for start in range(0, len(points), size):
        points_with_value = [
            p for p in points[start : start + size] if p.value is not None and p.n > 0
        ]
        cells.append(
            (
                sum(p.n for p in points_with_value),
                sum(p.n * (p.value or 0.0) for p in points_with_value),
            )
        )
    fewest = FEW_POSTS if any(posts >= FEW_POSTS for posts, _ in cells) else 1
    return [total / posts if posts >= fewest else None for posts, total in cells]
