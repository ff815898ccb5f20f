"""Chart 02: before, lowest and now, for each platform, the deepest drop first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.charts.paper.box import Box
from postmortem.charts.paper.frame import page as new_page
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
from postmortem.wording import count, has_fallen, platform_name, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.charts.paper.page import Align
    from postmortem.model import Recovery, Report

_MOST = 8
_LEFT: Align = "left"
_RIGHT: Align = "right"


def ordered(report: Report) -> list[tuple[str, Recovery]]:
    """Return platforms with the deepest drop first; those without a number come last."""

    def depth(entry: tuple[str, Recovery]) -> tuple[float, str]:
        name, found = entry
        return (-(found.drop.value or 0.0) if found.drop else 1.0, name)

    return sorted(report.measures.platforms.items(), key=depth)[:_MOST]


def now(recovery: Recovery) -> Estimate | None:
    """Return where the metric is at the end: what is expected, plus what is left of the gap."""
    base, left = recovery.baseline, recovery.residual
    if base is None or base.value is None or left is None or left.value is None:
        return None
    moved = [None if end is None else base.value + end for end in (left.value, left.low, left.high)]
    return Estimate(moved[0], moved[1], moved[2], left.level)


def _missing(report: Report) -> str | None:
    if len(report.measures.platforms) < 2:
        return "fewer than two platforms were measured apart"
    if not any(found.baseline for found in report.measures.platforms.values()):
        return "no platform has enough posts for a baseline"
    return None


def no_drop_title(found: Sequence[Recovery]) -> str:
    """Say that no platform fell, that nobody can know, or that the fall is all that is known."""
    fallen = sum(has_fallen(each) for each in found)
    if fallen:
        where = "every platform" if fallen == len(found) else f"{fallen} of {len(found)} platforms"
        return f"Sentiment fell on {where}; recovery cannot be judged"
    unknown = sum(each.status == "insufficient_data" for each in found)
    if unknown == len(found):
        return "Not enough data to say whether sentiment fell on any platform"
    if unknown:
        return "No drop on the platforms with enough data to see one"
    return "No platform shows a drop beyond ordinary fluctuation"


def _title(report: Report) -> str:
    fallen = [entry for entry in ordered(report) if entry[1].drop and entry[1].trough]
    if not fallen:
        return no_drop_title([found for _, found in ordered(report)])
    name, found = fallen[0]
    lowest = found.trough.value if found.trough else None
    return f"Sentiment fell furthest on {drawable(platform_name(name), 20)}, to {signed(lowest)}"


def _subtitle(found: Sequence[Recovery]) -> str:
    """Name the marks that are drawn for at least one platform, and no others."""
    return f"Mean sentiment {_marks(found)}, −1 (negative) to +1 (positive). Lines: 90% interval."


def _marks(found: Sequence[Recovery]) -> str:
    parts = ["before the incident"]
    if any(each.trough for each in found):
        parts.append("at its lowest")
    if any(now(each) for each in found):
        parts.append("in the last days")
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _drawing(report: Report, frame: Frame) -> Figure:
    entries = ordered(report)
    sheet = new_page(
        frame,
        report,
        title=_title(report),
        subtitle=_subtitle([found for _, found in entries]),
    )
    names = [platform_name(name) for name, _ in entries]
    body = sheet.body
    notes = [_posts(report, name) for name, _ in entries]
    left = body.x0 + name_room(sheet, names, notes)
    box = Box(left, body.y0 + sheet.em(2.2), body.x1 - sheet.em(2), body.y1 - sheet.em(1.8))
    panel = row_panel(sheet, box, len(entries), _limits(entries))
    value_axis(panel, tenths, line_at=0)
    name_rows(panel, names, notes)
    for row, (_, found) in enumerate(entries):
        _draw(panel, row, found, first=row == 0)
    return sheet.figure


def _posts(report: Report, name: str) -> str:
    posts = report.data.platforms.get(name)
    return "" if posts is None else f"{count(posts)} posts"


def _limits(entries: list[tuple[str, Recovery]]) -> tuple[float, float]:
    values: list[float] = [0.0]
    for _, found in entries:
        for estimate in (found.baseline, found.trough, now(found)):
            if estimate is not None:
                ends = (estimate.value, estimate.low, estimate.high)
                values += [end for end in ends if end is not None]
    low, high = min(values), max(values)
    pad = 0.08 * max(high - low, 0.2)
    return low - pad, high + pad


def _draw(panel: RowPanel, row: int, found: Recovery, *, first: bool) -> None:
    """Draw one platform's three marks; shapes differ as well as colours."""
    page = panel.page
    marks = (
        ("before", found.baseline, "muted", "O", 0.0),
        ("lowest", found.trough, "incident", "d", 0.0),
        ("now", now(found), "line", "o", 0.24),
    )
    drawn = [
        (n, e, c, m, off) for n, e, c, m, off in marks if e is not None and e.value is not None
    ]
    if not drawn:
        words = "too few posts to measure"
        page.label(words, panel.x(0) + page.em(0.5), panel.y(row), size=11, colour="muted")
        return
    ends = [estimate.value for name, estimate, *_ in drawn if name != "now"]
    known = [end for end in ends if end is not None]
    if len(known) == 2:
        panel.axes.plot(known, [row, row], color=page.colour("axis"), lw=page.points(1.2), zorder=1)
    for name, estimate, colour, marker, off in drawn:
        value = estimate.value or 0.0
        whisker(panel, row + off, estimate, colour)
        dot(panel, row + off, value, colour, marker)
        if name == "now" and first:
            _name_now(panel, row + off, estimate)
    _labels(panel, row, [(n, e.value or 0.0, c) for n, e, c, *_ in drawn if n != "now"], first)


def _words(colour: str) -> str:
    return {"incident": "incident_text", "line": "line_text"}.get(colour, colour)


def _labels(
    panel: RowPanel, row: int, marks: Sequence[tuple[str, float, str]], named: bool
) -> None:
    """Write values above their marks, each centred unless it would touch its neighbour."""
    page = panel.page
    y = panel.y(row) + page.em(1.25)
    ordered_marks = sorted(marks, key=lambda mark: mark[1])
    middle = sum(panel.x(value) for _, value, _ in ordered_marks) / max(1, len(ordered_marks))
    for index, (name, value, colour) in enumerate(ordered_marks):
        words = f"{name} {signed(value)}" if named else signed(value)
        half = page.text_width(words, 11, bold=named) / 2
        x = panel.x(value)
        if len(ordered_marks) == 2:
            gap = page.em(0.35)
            x = min(x, middle - half - gap) if index == 0 else max(x, middle + half + gap)
        page.label(words, x, y, size=11, colour=_words(colour), bold=named, align="center")


def _name_now(panel: RowPanel, row: float, now_: Estimate) -> None:
    """Name the lower mark of the first row beside its interval, where there is room."""
    page = panel.page
    width = page.text_width("now", 11, bold=True) + page.em(0.8)
    value = now_.value or 0.0
    right = panel.x(value if now_.high is None else now_.high) + page.em(0.5)
    left = panel.x(value if now_.low is None else now_.low) - page.em(0.5)
    fits = right + width < page.width
    x, align = (right, _LEFT) if fits else (left, _RIGHT)
    page.label("now", x, panel.y(row), size=11, colour="line_text", bold=True, align=align)


def _alt(report: Report) -> str:
    parts = []
    for name, found in ordered(report):
        if found.baseline and found.trough:
            before, lowest = signed(found.baseline.value), signed(found.trough.value)
            parts.append(f"{drawable(platform_name(name), 20)} from {before} to {lowest}")
    listed = "; ".join(parts) or "none with a drop"
    return (
        f"Dot plot of sentiment {_marks([found for _, found in ordered(report)])}, by platform. "
        f"{_title(report)}: {listed}."
    )


def _table(report: Report) -> list[Row]:
    rows: list[Row] = []
    for name, found in ordered(report):
        row: Row = {
            "platform": name,
            "posts": report.data.platforms.get(name),
            "status": found.status,
        }
        for key, estimate in (
            ("before", found.baseline),
            ("lowest", found.trough),
            ("now", now(found)),
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
