"""`measure` in a terminal: a table that fits, with a sparkline; plain text, no escape codes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

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
    parts += columns([table.head, *table.rows], table.align)
    parts.append("")
    timed: list[tuple[str, ...]] = [("Measure", "Recovery time", "Course")]
    for recovery in recoveries(report):
        course = spark(recovery, _BARS if unicode else _ASCII)
        timed.append((metric_of(recovery).name, recovery_time(recovery), course))
    parts += columns(timed, ("left", "left", "left"))
    warnings = all_warnings(report)
    if warnings:
        parts += ["", "Read with care:"]
        parts += [f"  - {caveat.text} [{caveat.code}]" for caveat in warnings]
    return "\n".join(visible(line).rstrip() for line in parts) + "\n"


def spark(recovery: Recovery, bars: str = _BARS) -> str:
    """Return the course of a metric as a row of bars; a blank has few posts or none."""
    cells = _resampled(recovery.series, _SPARK)
    known = [value for value in cells if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    step = (high - low) / (len(bars) - 1) or 1.0
    return "".join(" " if v is None else bars[round((v - low) / step)] for v in cells)


def _resampled(points: Sequence[Point], most: int) -> list[float | None]:
    """Average neighbours until at most so many values are left; a post counts as a post.

    What the chart would draw hollow, for its few posts, is left out unless there is nothing else.
    """
    size = max(1, -(-len(points) // most))
    cells: list[tuple[int, float]] = []
    for start in range(0, len(points), size):
        known = [p for p in points[start : start + size] if p.value is not None and p.n > 0]
        cells.append((sum(p.n for p in known), sum(p.n * (p.value or 0.0) for p in known)))
    fewest = FEW_POSTS if any(posts >= FEW_POSTS for posts, _ in cells) else 1
    return [total / posts if posts >= fewest else None for posts, total in cells]


def columns(rows: Sequence[Sequence[str]], align: Sequence[str]) -> list[str]:
    """Set rows in columns as wide as their widest cell."""
    safe = [[visible(cell) for cell in row] for row in rows]
    widths = [max(_width(row[index]) for row in safe) for index in range(len(align))]
    lines = []
    for row in safe:
        cells = zip(row, widths, align, strict=True)
        lines.append("  ".join(_padded(text, width, side) for text, width, side in cells).rstrip())
    return lines


def _padded(text: str, width: int, side: str) -> str:
    blank = " " * (width - _width(text))
    return blank + text if side == "right" else text + blank


def _width(text: str) -> int:
    """Count terminal cells: wide characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
