"""Chart 02: before, lowest and now, for each platform, the deepest drop first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.charts.paper.box import Box
from postmortem.charts.paper.frame import new_page
from postmortem.charts.paper.glyphs import drawable
from postmortem.charts.parts.chart import Chart, Row
from postmortem.charts.parts.panel import tenths
from postmortem.charts.parts.points import figure
from postmortem.charts.parts.rows import (
    RowPanel,
    dot,
    name_room,
    name_rows,
    row_panel,
    value_axis,
    whisker,
)
from postmortem.model import Estimate
from postmortem.wording import count, has_fallen, platform_name, with_sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.charts.paper.page import Align
    from postmortem.model import Recovery, Report

_MOST = 8
_LEFT: Align = "left"
_RIGHT: Align = "right"


def platforms_by_depth(report: Report) -> list[tuple[str, Recovery]]:
    """Return platforms with the deepest drop first; those without a number come last."""

    def depth(entry: tuple[str, Recovery]) -> tuple[float, str]:
        name, recovery = entry
        return (-(recovery.drop.value or 0.0) if recovery.drop else 1.0, name)

    return sorted(report.measures.platforms.items(), key=depth)[:_MOST]


def current_level(recovery: Recovery) -> Estimate | None:
    """Return where the metric is at the end: what is expected, plus what is left of the gap."""
    base, residual = recovery.baseline, recovery.residual
    if base is None or base.value is None or residual is None or residual.value is None:
        return None
    ends = [
        None if end is None else base.value + end
        for end in (residual.value, residual.low, residual.high)
    ]
    return Estimate(ends[0], ends[1], ends[2], residual.level)


def _missing(report: Report) -> str | None:
    if len(report.measures.platforms) < 2:
        return "fewer than two platforms were measured apart"
    if not any(recovery.baseline for recovery in report.measures.platforms.values()):
        return "no platform has enough posts for a baseline"
    return None


def no_drop_title(recoveries: Sequence[Recovery]) -> str:
    """Say that no platform fell, that nobody can know, or that the fall is all that is known."""
    falls = sum(has_fallen(each) for each in recoveries)
    if falls:
        where = (
            "every platform"
            if falls == len(recoveries)
            else f"{falls} of {len(recoveries)} platforms"
        )
        return f"Sentiment fell on {where}; recovery cannot be judged"
    unknown = sum(each.status == "insufficient_data" for each in recoveries)
    if unknown == len(recoveries):
        return "Not enough data to say whether sentiment fell on any platform"
    if unknown:
        return "No drop on the platforms with enough data to see one"
    return "No platform shows a drop beyond ordinary fluctuation"


def _title(report: Report) -> str:
    drops = [entry for entry in platforms_by_depth(report) if entry[1].drop and entry[1].trough]
    if not drops:
        return no_drop_title([recovery for _, recovery in platforms_by_depth(report)])
    name, recovery = drops[0]
    lowest = recovery.trough.value if recovery.trough else None
    return f"Sentiment fell furthest on {drawable(platform_name(name), 20)}, to {with_sign(lowest)}"


def _subtitle(recoveries: Sequence[Recovery]) -> str:
    """Name the marks that are drawn for at least one platform, and no others."""
    return (
        f"Mean sentiment {_marks(recoveries)}, −1 (negative) to +1 (positive). Lines: 90% interval."
    )


def _marks(recoveries: Sequence[Recovery]) -> str:
    parts = ["before the incident"]
    if any(each.trough for each in recoveries):
        parts.append("at its lowest")
    if any(current_level(each) for each in recoveries):
        parts.append("in the last days")
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _drawing(report: Report, frame: Frame) -> Figure:
    entries = platforms_by_depth(report)
    sheet = new_page(
        frame,
        report,
        title=_title(report),
        subtitle=_subtitle([recovery for _, recovery in entries]),
    )
    names = [platform_name(name) for name, _ in entries]
    body = sheet.body
    notes = [_posts(report, name) for name, _ in entries]
    x0 = body.x0 + name_room(sheet, names, notes)
    box = Box(x0, body.y0 + sheet.em(2.2), body.x1 - sheet.em(2), body.y1 - sheet.em(1.8))
    panel = row_panel(sheet, box, len(entries), _limits(entries))
    value_axis(panel, tenths, line_at=0)
    name_rows(panel, names, notes)
    for row, (_, recovery) in enumerate(entries):
        _draw(panel, row, recovery, first=row == 0)
    return sheet.figure


def _posts(report: Report, name: str) -> str:
    posts = report.data.platforms.get(name)
    return "" if posts is None else f"{count(posts)} posts"


def _limits(entries: list[tuple[str, Recovery]]) -> tuple[float, float]:
    values: list[float] = [0.0]
    for _, recovery in entries:
        for estimate in (recovery.baseline, recovery.trough, current_level(recovery)):
            if estimate is not None:
                ends = (estimate.value, estimate.low, estimate.high)
                values += [end for end in ends if end is not None]
    low, high = min(values), max(values)
    pad = 0.08 * max(high - low, 0.2)
    return low - pad, high + pad


@dataclass(frozen=True, slots=True)
class _Mark:
    """One of a platform's marks; `below` is how far under the middle of its row it stands."""

    name: str
    estimate: Estimate | None
    colour: str
    marker: str
    below: float = 0.0

    @property
    def value(self) -> float | None:
        return None if self.estimate is None else self.estimate.value


def _draw(panel: RowPanel, row: int, recovery: Recovery, *, first: bool) -> None:
    """Draw one platform's three marks; shapes differ as well as colours."""
    page = panel.page
    marks = (
        _Mark("before", recovery.baseline, "muted", "O"),
        _Mark("lowest", recovery.trough, "incident", "d"),
        _Mark("now", current_level(recovery), "line", "o", below=0.24),
    )
    ends = [mark.value for mark in marks[:2] if mark.value is not None]
    if len(ends) == 2:
        panel.axes.plot(ends, [row, row], color=page.colour("axis"), lw=page.points(1.2), zorder=1)
    for mark in marks:
        _draw_mark(panel, row + mark.below, mark, with_name=mark.name == "now" and first)
    if all(mark.value is None for mark in marks):
        words = "too few posts to measure"
        page.label(words, panel.x(0) + page.em(0.5), panel.y(row), size=11, colour="muted")
    _labels(panel, row, marks[:2], with_names=first)


def _draw_mark(panel: RowPanel, row: float, mark: _Mark, *, with_name: bool) -> None:
    if mark.estimate is None or mark.value is None:
        return
    whisker(panel, row, mark.estimate, mark.colour)
    dot(panel, row, mark.value, mark.colour, mark.marker)
    if with_name:
        _name_now(panel, row, mark.estimate)


def _words(colour: str) -> str:
    return {"incident": "incident_text", "line": "line_text"}.get(colour, colour)


def _labels(panel: RowPanel, row: int, marks: Sequence[_Mark], *, with_names: bool) -> None:
    """Write values above their marks, each centred unless it would touch its neighbour."""
    page = panel.page
    y = panel.y(row) + page.em(1.25)
    values = sorted(
        ((mark.value, mark) for mark in marks if mark.value is not None), key=lambda pair: pair[0]
    )
    middle = sum(panel.x(value) for value, _ in values) / max(1, len(values))
    for index, (value, mark) in enumerate(values):
        words = f"{mark.name} {with_sign(value)}" if with_names else with_sign(value)
        half = page.text_width(words, 11, bold=with_names) / 2
        x = panel.x(value)
        if len(values) == 2:
            gap = page.em(0.35)
            x = min(x, middle - half - gap) if index == 0 else max(x, middle + half + gap)
        colour = _words(mark.colour)
        page.label(words, x, y, size=11, colour=colour, bold=with_names, align="center")


def _name_now(panel: RowPanel, row: float, level: Estimate) -> None:
    """Name the lower mark of the first row beside its interval, where there is room."""
    page = panel.page
    width = page.text_width("now", 11, bold=True) + page.em(0.8)
    value = level.value or 0.0
    right_end = panel.x(value if level.high is None else level.high) + page.em(0.5)
    left_end = panel.x(value if level.low is None else level.low) - page.em(0.5)
    fits = right_end + width < page.width
    x, align = (right_end, _LEFT) if fits else (left_end, _RIGHT)
    page.label("now", x, panel.y(row), size=11, colour="line_text", bold=True, align=align)


def _alt(report: Report) -> str:
    parts = []
    for name, recovery in platforms_by_depth(report):
        if recovery.baseline and recovery.trough:
            before, lowest = (
                with_sign(recovery.baseline.value),
                with_sign(recovery.trough.value),
            )
            parts.append(f"{drawable(platform_name(name), 20)} from {before} to {lowest}")
    platforms = "; ".join(parts) or "none with a drop"
    marks = _marks([recovery for _, recovery in platforms_by_depth(report)])
    return f"Dot plot of sentiment {marks}, by platform. {_title(report)}: {platforms}."


def _table(report: Report) -> list[Row]:
    rows: list[Row] = []
    for name, recovery in platforms_by_depth(report):
        row: Row = {
            "platform": name,
            "posts": report.data.platforms.get(name),
            "status": recovery.status,
        }
        for key, estimate in (
            ("before", recovery.baseline),
            ("lowest", recovery.trough),
            ("now", current_level(recovery)),
        ):
            row[key] = figure(estimate.value) if estimate else None
            row[f"{key}_low"] = figure(estimate.low) if estimate else None
            row[f"{key}_high"] = figure(estimate.high) if estimate else None
        rows.append(row)
    return rows


BEFORE_AFTER = Chart(
    name="02-before-after",
    question="Which platform fell furthest, and where is it now?",
    missing=_missing,
    drawing=_drawing,
    alt=_alt,
    table=_table,
)
