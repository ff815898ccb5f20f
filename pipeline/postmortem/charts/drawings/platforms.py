"""Chart 06: the recovery chart once per platform, on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.charts.drawings.before_after import no_drop_title, platforms_by_depth
from postmortem.charts.paper.frame import new_page
from postmortem.charts.parts.chart import Chart, Row
from postmortem.charts.parts.panel import round_values, tenths, tick_width
from postmortem.charts.parts.points import point_rows
from postmortem.charts.parts.series import draw_series, value_range, width_of
from postmortem.charts.parts.tiles import EVENTS_KEY, grid_all, tiles
from postmortem.charts.parts.trajectory import normal_band
from postmortem.wording import Clock, count, never_left, platform_name, state_of

if TYPE_CHECKING:
    from datetime import datetime

    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.charts.parts.panel import Panel
    from postmortem.model import Recovery, Report

_MOST = 6


def _drawable_platforms(report: Report) -> list[tuple[str, Recovery]]:
    """Return the platforms that have anything to draw, the deepest drop first."""
    platforms = (
        e for e in platforms_by_depth(report) if any(p.value is not None for p in e[1].series)
    )
    return list(platforms)[:_MOST]


def _missing(report: Report) -> str | None:
    if len(_drawable_platforms(report)) < 2:
        return "fewer than two platforms were measured apart"
    return None


def _title(report: Report) -> str:
    verdicts = {recovery.status for _, recovery in _drawable_platforms(report)}
    back = verdicts <= {"recovered", "probably_recovered"}
    if back and any(never_left(recovery) for _, recovery in _drawable_platforms(report)):
        return "Sentiment is back, or never left normal, on every platform shown"
    if verdicts == {"recovered"}:
        return "Sentiment came back on every platform shown"
    if back:
        return "Sentiment came back, or probably did, on every platform shown"
    if verdicts <= {"no_drop", "insufficient_data"}:
        return no_drop_title([recovery for _, recovery in _drawable_platforms(report)])
    if verdicts <= {"inconclusive", "insufficient_data"}:
        return "The data cannot tell whether sentiment has recovered on any platform"
    if verdicts == {"not_recovered"}:
        return "Sentiment has not come back on any platform shown"
    if "not_recovered" in verdicts:
        return "Sentiment has not come back on every platform"
    return "The platforms took their own time"


def _drawing(report: Report, frame: Frame) -> Figure:
    platforms = _drawable_platforms(report)
    sheet = new_page(
        frame,
        report,
        title=_title(report),
        subtitle="Mean sentiment by platform, one scale. Grey: normal. Shading: 90% interval. "
        + EVENTS_KEY,
    )
    low, high = value_range([p for _, recovery in platforms for p in recovery.series], [])
    padding = max(0.0, 0.4 - (high - low)) / 2
    values = round_values(low - padding, high + padding, 4)
    names = [(platform_name(name), _note(report, name, recovery)) for name, recovery in platforms]
    panels = tiles(
        sheet,
        report,
        names,
        _ends(platforms),
        (low - padding, high + padding),
        left_margin=tick_width(sheet, [tenths(value) for value in values]),
    )
    grid_all(panels, values, tenths, zero=True)
    for panel, (_, recovery) in zip(panels, platforms, strict=True):
        _draw(panel, recovery, report.incident.began_at)
    return sheet.figure


def _note(report: Report, name: str, recovery: Recovery) -> str:
    posts = report.data.platforms.get(name)
    size = "" if posts is None else f"{count(posts)} posts, "
    return size + state_of(recovery).word


def _ends(platforms: list[tuple[str, Recovery]]) -> tuple[datetime, datetime]:
    firsts = [recovery.series[0].start for _, recovery in platforms]
    lasts = [recovery.series[-1].start + width_of(recovery.series) for _, recovery in platforms]
    return min(firsts), max(lasts)


def _draw(panel: Panel, recovery: Recovery, began: datetime) -> None:
    normal_band(panel, recovery)
    ink = draw_series(panel, recovery.series, began, "line")
    return_at = recovery.recovery.at
    if return_at is not None and len(ink) and not never_left(recovery):
        x = panel.x(return_at)
        near = ink[int(np.argmin(np.abs(ink[:, 0] - x)))]
        height = (near[1] - panel.box.y0) / panel.box.height
        _ring(panel, panel.hours(return_at), panel.low + height * (panel.high - panel.low))


def _ring(panel: Panel, hours: float, value: float) -> None:
    """Mark the return on the line."""
    page = panel.page
    panel.axes.plot(
        [hours],
        [value],
        marker="o",
        markersize=page.points(8),
        markerfacecolor=page.theme.paper,
        markeredgecolor=page.colour("good"),
        markeredgewidth=page.points(2.0),
        zorder=6,
    )


def _alt(report: Report) -> str:
    parts = [
        f"{platform_name(name)}: {state_of(recovery).word}"
        for name, recovery in _drawable_platforms(report)
    ]
    return f"Line charts of sentiment, one per platform. {_title(report)}. {'; '.join(parts)}."


def _table(report: Report) -> list[Row]:
    clock = Clock(report.timezone)
    return [
        row
        for name, recovery in _drawable_platforms(report)
        for row in point_rows(recovery.series, clock, platform=name)
    ]


PLATFORMS = Chart(
    name="06-platforms",
    question="Did every platform fall, and did every platform come back?",
    missing=_missing,
    drawing=_drawing,
    alt=_alt,
    table=_table,
)
