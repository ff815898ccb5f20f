"""One metric's way down and back: the panels that 01, 11 and 12 share."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np

from postmortem.charts.paper.box import Box
from postmortem.charts.paper.frame import new_page
from postmortem.charts.parts.bars import draw_bars
from postmortem.charts.parts.bracket import draw_bracket, strip_lines
from postmortem.charts.parts.callouts import Marks, draw_callouts
from postmortem.charts.parts.panel import (
    Panel,
    decimals,
    per_cent,
    round_values,
    tenths,
    tick_width,
)
from postmortem.charts.parts.series import bin_name, draw_series, value_range, width_of
from postmortem.charts.parts.stage import Stage, new_stage
from postmortem.wording import (
    count,
    edges_of_normal,
    engine_name,
    headline,
    metric_of,
    span,
    state_of,
    tolerance,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.charts.paper.page import Page
    from postmortem.charts.parts.time import TimeScale
    from postmortem.model import Recovery, Report

_LEAST = {"sentiment": 0.4, "negative_share": 0.2}
"""The least span of a value axis, in the metric's unit."""


def draw_trajectory(report: Report, recovery: Recovery, frame: Frame, *, volume: bool) -> Figure:
    """Draw one recovery on the frame; `volume` adds the posts-per-bin panel below."""
    sheet = new_page(
        frame,
        report,
        title=headline(recovery),
        subtitle=subtitle(report, recovery),
        rule=rule(recovery),
    )
    low, high = _limits(recovery)
    values = round_values(low, high)
    show = tick_words(recovery, values)
    names = metric_of(recovery).name.split()
    room = max(sheet.text_width(name, 11, bold=True) for name in names) + sheet.em(0.8)
    margin = tick_width(sheet, [*map(show, values), "0.0k"])
    stage = new_stage(sheet, report, ends(recovery), left_margin=margin, right_margin=room)
    rows = _rows(stage, recovery, volume)
    panel = Panel(sheet, rows[0], stage.time, low, high)
    panel.grid(values, show, zero=low < 0 < high)
    _tint(stage, recovery, report.incident.began_at)
    normal_band(panel, recovery)
    ink = draw_series(panel, recovery.series, report.incident.began_at, "line")
    stage.finish()
    if volume:
        draw_volume(sheet, rows[2], stage.time, recovery)
    draw_bracket(sheet, stage.time, rows[1], recovery, report.incident.began_at)
    marks = Marks(panel, recovery, np.concatenate([ink, *stage.fences()]), stage.margin)
    draw_callouts(marks, report)
    return sheet.figure


def _limits(recovery: Recovery) -> tuple[float, float]:
    """Return the limits of the value axis, never so near that noise looks like news."""
    low, high = value_range(recovery.series, _also(recovery))
    if recovery.metric != "sentiment":
        return 0.0, max(high, _LEAST.get(recovery.metric, 0.0))
    padding = max(0.0, _LEAST["sentiment"] - (high - low)) / 2
    return low - padding, high + padding


def tick_words(recovery: Recovery, values: list[float]) -> Callable[[float], str]:
    """Return how the value axis is labelled: all with the decimals that its steps need."""
    match recovery.metric:
        case "volume":
            places = decimals(values)
            return lambda value: f"{value:,.{places}f}"
        case "negative_share":
            return per_cent
        case "sentiment":
            return tenths
        case _:
            assert_never(recovery.metric)


def subtitle(report: Report, recovery: Recovery) -> str:
    """Say what is measured, in which unit, and what the shading is."""
    engine = engine_name(report.tool.engine)
    per = bin_name(width_of(recovery.series))
    level = f"{recovery.baseline.level:.0%}" if recovery.baseline else ""
    shading = f" Blue shading: {level} interval." if level else ""
    normal = f" Grey: {tolerance(recovery)}." if recovery.baseline else ""
    match recovery.metric:
        case "volume":
            what = f"Audience posts per hour, drawn {per}."
        case "negative_share":
            what = f"Share of the audience's posts that {engine} reads as negative, {per}."
        case "sentiment":
            what = (
                f"Mean {engine} sentiment of the audience's posts, {per}, "
                "−1 (negative) to +1 (positive)."
            )
        case _:
            assert_never(recovery.metric)
    return what + shading + normal


def rule(recovery: Recovery) -> str:
    """Say when a metric counts as recovered."""
    hold = span(recovery.recovery.hold_hours)
    return f"Recovered: {tolerance(recovery)} for {hold}"


def ends(recovery: Recovery) -> tuple[datetime, datetime]:
    """Return when the drawn bins begin and end."""
    first, last = recovery.series[0], recovery.series[-1]
    return first.start, last.start + width_of(recovery.series)


def _also(recovery: Recovery) -> list[float]:
    """Return values that must be in view beside the line.

    Of volume, what was expected alone: its axis begins at 0 whatever its margin.
    """
    values = []
    for point in recovery.series:
        if point.expected is not None and recovery.metric == "volume":
            values.append(point.expected)
        elif point.expected is not None:
            values += edges_of_normal(recovery, point.expected)
    if recovery.trough and recovery.trough.value is not None:
        values.append(recovery.trough.value)
    return values


def _rows(stage: Stage, recovery: Recovery, volume: bool) -> list[Box]:
    """Share the height: the strip takes what it needs, the panels the rest, 3.4 to 1."""
    page, inner = stage.page, stage.inner
    lines = len(strip_lines(page, recovery, inner.width))
    strip = page.leading(11, 1.25) * lines + page.em(1.3)
    gap = page.em(0.9) if volume else 0.0
    free = inner.height - strip - gap
    low = free / 4.4 if volume else 0.0
    middle = inner.y1 - (free - low)
    rows = [
        Box(inner.x0, middle, inner.x1, inner.y1),
        Box(inner.x0, middle - strip, inner.x1, middle),
    ]
    return [*rows, Box(inner.x0, inner.y0, inner.x1, inner.y0 + low)] if volume else rows


def _tint(stage: Stage, recovery: Recovery, began: datetime) -> None:
    """Tint the time from the incident to the return, or to the end where there was none."""
    if not state_of(recovery).is_judged:
        return
    time, page = stage.time, stage.page
    until = recovery.recovery.at or time.last
    axes = page.axes(stage.inner)
    axes.set_zorder(-1)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(time.x0, time.x1)
    x0, x1 = max(time.x(began), time.x0), min(time.x(until), time.x1)
    axes.axvspan(x0, x1, color=page.colour("incident"), alpha=0.055, lw=0)


def normal_band(panel: Panel, recovery: Recovery) -> None:
    """Draw what was expected, and how near to it counts as normal."""
    points = [point for point in recovery.series if point.expected is not None]
    if not points:
        return
    page = panel.page
    width = width_of(recovery.series)
    centres = [point.start + width / 2 for point in points]
    # Joined from middle to middle, and drawn out to the outer edges of the first and last bin.
    xs = [panel.hours(at) for at in (points[0].start, *centres, points[-1].start + width)]
    expected = [point.expected or 0.0 for point in points]
    middle = np.array([expected[0], *expected, expected[-1]])
    under, over = np.array([edges_of_normal(recovery, value) for value in middle]).T
    shade = page.colour("band")
    panel.axes.fill_between(xs, under, over, color=shade, alpha=0.22, lw=0, zorder=1)
    panel.axes.plot(xs, middle, color=shade, ls=(0, (4, 3)), lw=page.points(1.2), zorder=1.5)


def draw_volume(sheet: Page, box: Box, time: TimeScale, recovery: Recovery) -> None:
    """Draw posts per bin as bars, with at most three labels and the name inside."""
    top = max((point.n for point in recovery.series), default=0) or 1
    panel = Panel(sheet, box, time, 0, top * 1.08)
    panel.grid(round_values(0, top, 2), lambda value: short_count(value))
    width = width_of(recovery.series).total_seconds() / 3600
    draw_bars(
        panel,
        [panel.hours(point.start) for point in recovery.series],
        [point.n for point in recovery.series],
        0.86 * width,
        "bars",
        gid="volume",
    )
    sheet.label(
        f"Posts {bin_name(width_of(recovery.series))}",
        box.x0 + sheet.em(0.3),
        box.y1 - sheet.em(0.1),
        size=10,
        colour="muted",
        bold=True,
        vertical="top",
        on_paper=True,
    )


def short_count(value: float) -> str:
    """Print a count for an axis.

    >>> short_count(6000), short_count(2500), short_count(400), short_count(3e6)
    ('6k', '2.5k', '400', '3M')
    """
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{unit}"
    return count(value) if value == int(value) else f"{value:g}"
