"""Chart 04: the hours around the apology, with the course before it carried on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from postmortem.charts.drawings.response_words import is_day_only, is_early, reason, subtitle, title
from postmortem.charts.paper.box import Box
from postmortem.charts.paper.frame import new_page
from postmortem.charts.paper.place import dense, place
from postmortem.charts.parts.chart import Chart, Row
from postmortem.charts.parts.panel import Panel, round_values, tick_width
from postmortem.charts.parts.points import point_rows
from postmortem.charts.parts.series import draw_series, value_range, width_of
from postmortem.charts.parts.stage import Stage, new_stage
from postmortem.model import ResponseView
from postmortem.wording import Clock, with_sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from postmortem.charts.paper.frame import Frame
    from postmortem.model import ApologyEffect, Estimate, Point, Report

_PLAIN_HOURS = 48
_BEFORE, _AFTER = timedelta(hours=24), timedelta(hours=72)
_FEWEST = 8


def _drawable_apology(report: Report) -> tuple[ApologyEffect, ResponseView] | None:
    """Return the first apology that can be drawn, hour by hour or else in the bins of 01.

    One listed before the incident is drawn only where there is no other.
    """
    for effect in sorted(report.measures.apology, key=lambda each: is_early(each, report.incident)):
        view = effect.view or _view_around(report, _at(effect))
        if view is not None and any(p.value is not None for p in view.series):
            return effect, view
    return None


def _view_around(report: Report, at: datetime | None) -> ResponseView | None:
    """Return the part of the drawn series around an apology; None where that is too little."""
    if at is None:
        return None
    series = report.measures.sentiment.series
    near = tuple(p for p in series if at - _BEFORE <= p.start <= at + _AFTER)
    bins = sum(point.value is not None for point in near)
    return ResponseView(series=near) if bins >= _FEWEST else None


def _missing(report: Report) -> str | None:
    return None if _drawable_apology(report) else "no apology with posts around it"


def _at(effect: ApologyEffect) -> datetime | None:
    _, _, instant = effect.event.partition("@")
    return datetime.fromisoformat(instant) if instant else None


def _drawing(report: Report, frame: Frame) -> Figure:
    apology = _drawable_apology(report)
    if apology is None:
        message = "draw() needs a report that applies() accepts"
        raise ValueError(message)
    effect, view = apology
    sheet = new_page(
        frame, report, title=title(effect, report.incident), subtitle=subtitle(report, effect, view)
    )
    also = [e for e in (view.before, view.after) if e is not None]
    ends = [end for e in also for end in (e.low, e.high) if end is not None]
    paths = [end for p in view.path for end in (p.low, p.high) if end is not None]
    course = _course(report, view)
    low, high = value_range([*view.series, *course], [*ends, *paths])
    values = round_values(low, high)
    first, last = view.series[0].start, view.series[-1].start + width_of(view.series)
    margin = tick_width(sheet, [with_sign(value) for value in values])
    right = sheet.text_width("Sentiment", 11, bold=True) + sheet.em(0.8)
    stage = new_stage(sheet, report, (first, last), left_margin=margin, right_margin=right)
    has_own_posts = bool(view.own_posts_at)
    rows = stage.rows((5.0, 0.55) if has_own_posts else (1.0,), 0.5)
    panel = Panel(sheet, rows[0], stage.time, low, high)
    panel.grid(values, with_sign, zero=low < 0 < high)
    began = report.incident.began_at
    ink = [draw_series(panel, view.series, began, "line", curve=course)]
    ink.append(_path(panel, view))
    at = None if is_day_only(effect, report.incident) else _at(effect)
    ink += _means(panel, view, at)
    stage.finish()
    _words(stage, panel, view, course, at, np.concatenate([*ink, *stage.fences()]))
    if has_own_posts:
        _own_posts(stage, Panel(sheet, rows[1], stage.time, 0, 1), view)
    return sheet.figure


def _course(report: Report, view: ResponseView) -> list[Point]:
    """Return the fitted course of 01 over the hours of the view."""
    first, last = view.series[0].start, view.series[-1].start
    return [p for p in report.measures.sentiment.series if first <= p.start <= last]


def _path(panel: Panel, view: ResponseView) -> NDArray[np.float64]:
    """Draw the earlier course carried on, in grey with its band."""
    points = [point for point in view.path if point.value is not None]
    if len(points) < 2:
        return np.empty((0, 2))
    page, half = panel.page, width_of(view.path) / 2
    xs = [panel.hours(point.start + half) for point in points]
    values = [point.value or 0.0 for point in points]
    lows = [np.nan if point.low is None else point.low for point in points]
    highs = [np.nan if point.high is None else point.high for point in points]
    shade = page.colour("band")
    panel.axes.fill_between(xs, lows, highs, color=shade, alpha=0.22, lw=0, zorder=1)
    panel.axes.plot(xs, values, color=page.colour("muted"), ls=(0, (4, 2)), lw=page.points(1.8))
    where = zip(points, values, strict=True)
    return dense([(panel.x(point.start + half), panel.y(value)) for point, value in where])


def _means(panel: Panel, view: ResponseView, at: datetime | None) -> list[NDArray[np.float64]]:
    """Draw the plain means before and after as flat lines with their intervals."""
    ink: list[NDArray[np.float64]] = []
    if at is None:
        return ink
    page, time = panel.page, panel.time
    reach = timedelta(hours=_PLAIN_HOURS)
    for estimate, start, end in ((view.before, at - reach, at), (view.after, at, at + reach)):
        if estimate is None or estimate.value is None:
            continue
        x0, x1 = panel.hours(max(start, time.first)), panel.hours(min(end, time.last))
        panel.axes.hlines(estimate.value, x0, x1, color=page.colour("good"), lw=page.points(2))
        low = estimate.value if estimate.low is None else estimate.low
        high = estimate.value if estimate.high is None else estimate.high
        panel.axes.fill_between([x0, x1], low, high, color=page.colour("good"), alpha=0.2, lw=0)
        y = panel.y(estimate.value)
        ink.append(dense([(time.x(max(start, time.first)), y), (time.x(min(end, time.last)), y)]))
    return ink


def _words(
    stage: Stage,
    panel: Panel,
    view: ResponseView,
    course: Sequence[Point],
    at: datetime | None,
    ink: NDArray[np.float64],
) -> None:
    """Name the line, the path and the two means."""
    page = stage.page
    values = [point.value for point in view.series if point.value is not None]
    curve = [point.fitted for point in course if point.fitted is not None]
    y = panel.y((curve or values)[-1])
    y = min(max(y, panel.box.y0 + page.em(0.7)), panel.box.y1 - page.em(0.7))
    x = stage.margin.x0 + page.em(0.5)
    page.label("Sentiment", x, y, size=11, colour="line_text", bold=True)
    if at is not None:
        reach = timedelta(hours=_PLAIN_HOURS)
        _name_mean(panel, view.before, (at - reach, at), "Mean before", ink)
        _name_mean(panel, view.after, (at, at + reach), "Mean after", ink)
    paths = [p for p in view.path if p.value is not None]
    if paths:
        half = width_of(view.path) / 2
        points = [(panel.x(p.start + half), panel.y(p.value or 0.0)) for p in paths[::4]]
        place(
            page,
            ["Earlier course, carried on"],
            points,
            within=panel.box,
            avoid=ink,
            size=10,
            colour="muted",
        )


def _name_mean(
    panel: Panel,
    mean: Estimate | None,
    ends: tuple[datetime, datetime],
    name: str,
    ink: NDArray[np.float64],
) -> None:
    """Name a mean beside its line, wherever along it there is room."""
    if mean is None or mean.value is None:
        return
    start, end = max(ends[0], panel.time.first), min(ends[1], panel.time.last)
    spots = [panel.x(start + (end - start) * part / 8) for part in range(1, 8)]
    edges = [value for value in (mean.low, mean.high) if value is not None] or [mean.value]
    beside = Box(panel.x(start), panel.box.y0, panel.x(end), panel.box.y1)
    value = with_sign(mean.value)
    for rows, within in (
        ([f"{name}: {value}"], beside),
        ([f"{name}:", value], beside),
        ([f"{name}: {value}"], panel.box),
    ):
        stands = place(
            panel.page,
            rows,
            [(x, panel.y(edge)) for edge in edges for x in spots],
            within=within,
            avoid=ink,
            size=11,
            colour="good_text",
            bold=True,
            leader="good" if within is panel.box else None,
            reach=4.5,
        )
        if stands is not None:
            return


def _own_posts(stage: Stage, panel: Panel, view: ResponseView) -> None:
    page = stage.page
    times = [at for at in view.own_posts_at if panel.time.holds(at)]
    panel.axes.vlines(
        [panel.hours(at) for at in times],
        0.1,
        0.9,
        color=page.colour("ink"),
        lw=page.points(1.6),
        gid="own-posts",
    )
    x = stage.margin.x0 + page.em(0.5)
    page.label(
        "Own posts", x, (panel.box.y0 + panel.box.y1) / 2, size=10, colour="muted", bold=True
    )


def _alt(report: Report) -> str:
    kind = "Line chart of sentiment from a day before the apology to three days after it."
    apology = _drawable_apology(report)
    if apology is None:
        return f"{kind} No apology."
    return f"{kind} {title(apology[0], report.incident)}. {reason(apology[0])}".rstrip()


def _table(report: Report) -> list[Row]:
    apology = _drawable_apology(report)
    if apology is None:
        return []
    clock = Clock(report.timezone)
    rows = point_rows(apology[1].series, clock, line="seen")
    return rows + point_rows(apology[1].path, clock, line="earlier course")


RESPONSE = Chart(
    name="04-response",
    question="What happened in the hours around the apology?",
    missing=_missing,
    drawing=_drawing,
    alt=_alt,
    table=_table,
)
