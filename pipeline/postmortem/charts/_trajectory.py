"""One metric's way down and back: the panels that 01, 11 and 12 share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postmortem.charts._bracket import draw_bracket, strip_lines
from postmortem.charts._callouts import Marks, draw_callouts
from postmortem.charts._events import draw_events, moments, strip, strip_height
from postmortem.charts._frame import page as new_page
from postmortem.charts._page import Box
from postmortem.charts._panel import Panel, round_values, tick_width
from postmortem.charts._place import dense
from postmortem.charts._series import bin_name, draw_series, value_range, width_of
from postmortem.charts._time import TimeScale, draw_ticks
from postmortem.wording import Clock, count, headline, metric_of, span, tolerance

if TYPE_CHECKING:
    from datetime import datetime

    from matplotlib.figure import Figure

    from postmortem.charts._frame import Frame
    from postmortem.charts._page import Page
    from postmortem.model import Recovery, Report


@dataclass(frozen=True, slots=True)
class Rows:
    """The horizontal bands of the body, from the top down."""

    events: Box
    panel: Box
    bracket: Box
    volume: Box | None


def draw_trajectory(report: Report, recovery: Recovery, frame: Frame, *, volume: bool) -> Figure:
    """Draw one recovery on the frame; `volume` adds the posts-per-bin panel below."""
    sheet = new_page(
        frame,
        report,
        title=headline(recovery),
        subtitle=subtitle(report, recovery),
        rule=rule(recovery),
    )
    metric = metric_of(recovery)
    low, high = value_range(recovery.series, _also(recovery))
    if recovery.metric != "sentiment":
        low = 0.0
    values = round_values(low, high)
    time, end_room = _time_scale(sheet, report, recovery, values)
    chosen = strip(sheet, time, moments(report.incident, time), Box(time.x0, 0, time.x1, 0))
    rows = _rows(sheet, time, strip_height(sheet, chosen, time.x1 - time.x0), recovery, volume)
    bottom = (rows.volume or rows.bracket).y0
    panel = Panel(sheet, rows.panel, time, low, high)
    panel.grid(values, metric.show, zero=low < 0 < high)
    _tint(sheet, time, recovery, report.incident.began_at, rows)
    _normal(panel, recovery)
    drawn = draw_series(panel, recovery.series, report.incident.began_at, "line")
    draw_events(sheet, time, chosen, rows.events.y1, bottom)
    fences = [
        dense([(time.x(m.at), bottom), (time.x(m.at), rows.events.y0)]) for m in chosen.moments
    ]
    if rows.volume is not None:
        draw_volume(sheet, rows.volume, time, recovery)
    draw_ticks(sheet, time, bottom)
    draw_bracket(sheet, time, rows.bracket, recovery, report.incident.began_at)
    marks = Marks(panel, recovery, np.concatenate([drawn, *fences]), end_room)
    draw_callouts(marks, report)
    return sheet.figure


def subtitle(report: Report, recovery: Recovery) -> str:
    """Say what is measured, in which unit, and what the shading is."""
    engine = report.tool.engine.partition("@")[0]
    per = bin_name(width_of(recovery.series))
    level = f"{recovery.baseline.level:.0%}" if recovery.baseline else ""
    shading = f" Blue shading: {level} interval." if level else ""
    normal = f" Grey: {tolerance(recovery)}." if recovery.baseline else ""
    match recovery.metric:
        case "volume":
            what = f"Audience posts per hour, drawn {per}."
        case "negative_share":
            what = f"Share of the audience's posts that {engine} reads as negative, {per}."
        case _:
            what = (
                f"Mean {engine} sentiment of the audience's posts, {per}, "
                "−1 (negative) to +1 (positive)."
            )
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
    """Return values that must be in view beside the line."""
    found = []
    margin = 0.0 if recovery.metric == "volume" else recovery.recovery.margin
    for point in recovery.series:
        if point.expected is not None:
            found += [point.expected - margin, point.expected + margin]
    if recovery.trough and recovery.trough.value is not None:
        found.append(recovery.trough.value)
    return found


def _time_scale(
    sheet: Page, report: Report, recovery: Recovery, values: list[float]
) -> tuple[TimeScale, Box]:
    """Return the scale and the room right of it that the line's name gets."""
    metric = metric_of(recovery)
    left = sheet.body.x0 + tick_width(sheet, [metric.show(value) for value in values] + ["00k"])
    room = sheet.text_width(metric.name.split()[-1], 11, bold=True) + sheet.em(0.8)
    room = max(
        room, *(sheet.text_width(row, 11, bold=True) + sheet.em(0.8) for row in metric.name.split())
    )
    right = sheet.body.x1 - room
    first, last = ends(recovery)
    return (
        TimeScale(Clock(report.timezone), first, last, left, right),
        Box(right, sheet.body.y0, sheet.body.x1, sheet.body.y1),
    )


def _rows(sheet: Page, time: TimeScale, events: float, recovery: Recovery, volume: bool) -> Rows:
    """Share the height: the strips take what they need, the panels the rest, 3.4 to 1."""
    body = sheet.body
    floor = body.y0 + sheet.em(3.1)
    lines = len(strip_lines(sheet, recovery, time.x1 - time.x0))
    bracket = sheet.leading(11, 1.25) * lines + sheet.em(1.3)
    gap = sheet.em(0.9)
    free = body.y1 - floor - events - bracket - (gap if volume else 0)
    low = free / 4.4 if volume else 0.0
    top = body.y1 - events

    def row(y0: float, y1: float) -> Box:
        return Box(time.x0, y0, time.x1, y1)

    bracket_top = top - (free - low)
    return Rows(
        row(top, body.y1),
        row(bracket_top, top),
        row(bracket_top - bracket, bracket_top),
        row(floor, floor + low) if volume else None,
    )


def _tint(sheet: Page, time: TimeScale, recovery: Recovery, began: datetime, rows: Rows) -> None:
    """Tint the time from the incident to the return, or to the end where there was none."""
    if recovery.status in ("no_drop", "insufficient_data"):
        return
    until = recovery.recovery.at or time.last
    axes = sheet.axes(Box(time.x0, (rows.volume or rows.bracket).y0, time.x1, rows.panel.y1))
    axes.set_zorder(-1)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(time.x0, time.x1)
    x0, x1 = max(time.x(began), time.x0), min(time.x(until), time.x1)
    axes.axvspan(x0, x1, color=sheet.colour("incident"), alpha=0.055, lw=0)


def _normal(panel: Panel, recovery: Recovery) -> None:
    """Draw what was expected, and how near to it counts as normal."""
    known = [point for point in recovery.series if point.expected is not None]
    if not known:
        return
    page, margin = panel.page, recovery.recovery.margin
    width = width_of(recovery.series)
    xs: list[float] = []
    expected: list[float] = []
    for point in known:
        xs += [panel.hours(point.start), panel.hours(point.start + width)]
        expected += [point.expected or 0.0] * 2
    middle = np.array(expected)
    if recovery.metric == "volume":
        under, over = middle / (1 + margin), middle * (1 + margin)
    else:
        under, over = middle - margin, middle + margin
    shown = page.colour("band")
    panel.axes.fill_between(xs, under, over, color=shown, alpha=0.22, lw=0, zorder=1)
    panel.axes.plot(xs, middle, color=shown, ls=(0, (4, 3)), lw=page.points(1.2), zorder=1.5)


def draw_volume(sheet: Page, box: Box, time: TimeScale, recovery: Recovery) -> None:
    """Draw posts per bin as bars, with at most three labels and the name inside."""
    top = max((point.n for point in recovery.series), default=0) or 1
    panel = Panel(sheet, box, time, 0, top * 1.08)
    panel.grid(round_values(0, top, 2), lambda value: short_count(value))
    panel.axes.bar(
        [panel.hours(point.start) for point in recovery.series],
        [point.n for point in recovery.series],
        width=0.86 * width_of(recovery.series).total_seconds() / 3600,
        align="edge",
        color=sheet.colour("bars"),
        zorder=1,
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
        backed=True,
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
