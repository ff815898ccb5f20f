"""Chart 05: engagement with the brand's own posts, after against before, at the same age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.charts.drawings.engagement_tiles import draw_kinds, drawable_kinds, kinds_key
from postmortem.charts.paper.box import Box
from postmortem.charts.paper.frame import new_page
from postmortem.charts.parts.chart import Chart, Row
from postmortem.charts.parts.panel import Panel, round_values, tick_width
from postmortem.charts.parts.points import figure, point_rows
from postmortem.charts.parts.rows import dot, name_room, name_rows, row_panel, value_axis, whisker
from postmortem.charts.parts.series import bin_name, width_of
from postmortem.charts.parts.stage import new_stage
from postmortem.charts.parts.trajectory import short_count
from postmortem.wording import Clock, ratio, share, span

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.charts.paper.page import Page
    from postmortem.model import Engagement, Estimate, Point, Report


def _ratios(engagement: Engagement) -> list[tuple[str, Estimate]]:
    """Return the ratios that are known."""
    estimates = (
        ("per post", engagement.per_post),
        ("per impression", engagement.per_impression),
        ("per follower", engagement.per_follower),
    )
    return [(name, e) for name, e in estimates if e is not None and e.value is not None]


def _points_with_value(points: tuple[Point, ...]) -> list[Point]:
    return [point for point in points if point.value is not None]


def _missing(report: Report) -> str | None:
    engagement = report.measures.engagement
    if drawable_kinds(engagement) or _ratios(engagement) or _points_with_value(engagement.series):
        return None
    return engagement.reason or "the exports hold no engagement of own posts"


def _title(engagement: Engagement) -> str:
    change = engagement.per_post
    if change is None or change.value is None:
        return "Engagement before and after cannot be compared"
    if change.low is not None and change.low > 1:
        return f"Own posts got more engagement after: {ratio(change.value)} of before"
    if change.high is not None and change.high < 1:
        return f"Own posts got less engagement after: {ratio(change.value)} of before"
    return f"No clear change in engagement per own post: {ratio(change.value)} of before"


def _age(engagement: Engagement) -> str:
    if engagement.age_hours is None:
        return ""
    old = "" if engagement.coverage is None else f" ({share(engagement.coverage)} were old enough)"
    return f", at the same age of {span(engagement.age_hours)}{old}"


def _drawing(report: Report, frame: Frame) -> Figure:
    engagement = report.measures.engagement
    kinds = drawable_kinds(engagement)
    if kinds:
        index = f"Median per own post, indexed: 100 = before{_age(engagement)}."
        subtitle = f"{index} {kinds_key(kinds)}"
        sheet = new_page(frame, report, title=_title(engagement), subtitle=subtitle)
        draw_kinds(sheet, report, kinds)
        return sheet.figure
    sheet = new_page(
        frame,
        report,
        title=_title(engagement),
        subtitle="Likes, replies, shares and saves of the brand's own posts"
        f"{_age(engagement)}. After ÷ before; lines: 90% interval.",
    )
    body, ratios = sheet.body, _ratios(engagement)
    points = _points_with_value(engagement.series)
    top = body.y1
    if ratios:
        cut = body.y1 - (sheet.em(2.4) + sheet.em(2.7) * len(ratios))
        foot = cut if points else body.y0
        _draw_ratios(sheet, Box(body.x0, foot, body.x1, body.y1), ratios)
        top = cut - sheet.em(0.9)
    if points:
        sheet.body = Box(body.x0, body.y0, body.x1, top)
        _draw_course(sheet, report, engagement)
    return sheet.figure


def _draw_ratios(sheet: Page, box: Box, ratios: list[tuple[str, Estimate]]) -> None:
    names = [name for name, _ in ratios]
    ends = [end for _, e in ratios for end in (e.value, e.low, e.high, 1.0) if end is not None]
    low, high = min(ends), max(ends)
    pad = 0.12 * max(high - low, 0.2)
    inner = Box(
        box.x0 + name_room(sheet, names),
        box.y0 + sheet.em(1.9),
        box.x1 - sheet.em(3),
        box.y1 - sheet.em(0.4),
    )
    panel = row_panel(sheet, inner, len(ratios), (max(0.0, low - pad), high + pad))
    value_axis(panel, ratio, line_at=1.0, most=5)
    name_rows(panel, names)
    for row, (_, estimate) in enumerate(ratios):
        value = estimate.value or 0.0
        whisker(panel, row, estimate, "line")
        dot(panel, row, value, "line")
        y = panel.y(row) + sheet.em(0.85)
        words = ratio(value)
        x = panel.x(value)
        sheet.label(words, x, y, size=11, colour="line_text", bold=True, align="center")


def _draw_course(sheet: Page, report: Report, engagement: Engagement) -> None:
    """Draw engagement per own post over time as dots: own posts are too few for a line."""
    points = _points_with_value(engagement.series)
    width = width_of(engagement.series)
    top = 1.1 * max(point.value or 0.0 for point in points) or 1.0
    values = round_values(0, top, 4)
    margin = tick_width(sheet, [short_count(value) for value in values])
    ends = (engagement.series[0].start, engagement.series[-1].start + width)
    stage = new_stage(sheet, report, ends, left_margin=margin, right_margin=sheet.em(0.5))
    panel = Panel(sheet, stage.inner, stage.time, 0, top)
    panel.grid(values, short_count)
    panel.axes.plot(
        [panel.hours(point.start + width / 2) for point in points],
        [point.value or 0.0 for point in points],
        linestyle="none",
        marker="o",
        markersize=sheet.points(5),
        color=sheet.colour("line"),
        alpha=0.75,
        zorder=3,
        gid="engagement",
    )
    stage.finish()
    x, y = panel.box.x0 + sheet.em(0.3), panel.box.y1 - sheet.em(0.1)
    words = f"Engagement per own post, {bin_name(width)}"
    sheet.label(words, x, y, size=10, colour="muted", bold=True, vertical="top", on_paper=True)


def _alt(report: Report) -> str:
    engagement = report.measures.engagement
    what = "Line charts" if drawable_kinds(engagement) else "Dot plot"
    return f"{what} of engagement with the brand's own posts. {_title(engagement)}."


def _table(report: Report) -> list[Row]:
    engagement, clock = report.measures.engagement, Clock(report.timezone)
    rows = [
        row
        for kind in drawable_kinds(engagement)
        for row in point_rows(kind.series, clock, kind=kind.name)
    ]
    rows = rows or point_rows(engagement.series, clock, kind="all")
    if rows:
        return rows
    return [
        {"kind": name, "value": figure(e.value), "low": figure(e.low), "high": figure(e.high)}
        for name, e in _ratios(engagement)
    ]


ENGAGEMENT = Chart(
    name="05-engagement",
    question="Did the brand's own posts do worse afterwards?",
    missing=_missing,
    drawing=_drawing,
    alt=_alt,
    table=_table,
)
