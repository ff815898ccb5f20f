"""Words beside the line: its name, the lowest point, the return, relapses, what grey means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D

from postmortem.charts.paper.place import IMPOSSIBLE, dense, place
from postmortem.wording import (
    Clock,
    edges_of_normal,
    has_fallen,
    is_few,
    metric_of,
    never_left,
    span,
    state_of,
    tolerance,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from postmortem.charts.paper.box import Box
    from postmortem.charts.parts.panel import Panel
    from postmortem.model import Recovery, Report


_STEPS = 12
"""Places along the line below a return at which its label may stand."""
_CLEAR = 5.0
"""A label that costs less hides nothing but a touch of the line."""
_BEARABLE = 30.0
"""The label of normal gives way to a busy line: the subtitle says the same."""


@dataclass(slots=True)
class Marks:
    """What the callouts need: the panel, the finding, the pixels already inked, room at the end."""

    panel: Panel
    recovery: Recovery
    ink: NDArray[np.float64]
    end_room: Box


def draw_callouts(marks: Marks, report: Report) -> None:
    """Write the callouts, the most telling first, because the later ones give way."""
    clock = Clock(report.timezone)
    _name_of_line(marks)
    if state_of(marks.recovery).is_judged or has_fallen(marks.recovery):
        _relapses(marks, clock)
        _lowest(marks, clock)
        _return(marks, clock)
    _normal(marks, report.incident.began_at)


def _dot(marks: Marks, x: float, y: float, *, colour: str, hollow: bool, gid: str) -> None:
    page = marks.panel.page
    page.figure.add_artist(
        Line2D(
            [x / page.width],
            [y / page.height],
            transform=page.figure.transFigure,
            linestyle="none",
            marker="o",
            markersize=page.points(9 if hollow else 7),
            markerfacecolor=page.theme.paper if hollow else page.colour(colour),
            markeredgecolor=page.colour(colour) if hollow else page.theme.paper,
            markeredgewidth=page.points(2.4 if hollow else 1.2),
            zorder=7,
            gid=gid,
        )
    )


def _name_of_line(marks: Marks) -> None:
    """Name the line at its end, in the margin."""
    panel, page = marks.panel, marks.panel.page
    points = [p for p in marks.recovery.series if p.value is not None and not is_few(p)]
    if not points:
        return
    name = metric_of(marks.recovery).name.split()
    height = page.leading(11, 1.22) * len(name) / 2
    last = points[-1]
    y = panel.y((last.value if last.fitted is None else last.fitted) or 0.0)
    y = min(max(y, panel.box.y0 + height), panel.box.y1 - height)
    page.label(name, marks.end_room.x0 + page.em(0.5), y, size=11, colour="line_text", bold=True)


def _lowest(marks: Marks, clock: Clock) -> None:
    trough, panel = marks.recovery.trough, marks.panel
    if trough is None or trough.value is None or trough.at is None:
        return
    if not panel.time.holds(trough.at):
        return
    metric = metric_of(marks.recovery)
    # A line of means over hours does not reach as far as the worst of them.
    worst = f"{metric.worst} hour" if _is_drawn_wider(marks.recovery) else metric.worst
    x, y = panel.x(trough.at), panel.y(trough.value)
    _dot(marks, x, y, colour="line", hollow=False, gid="trough")
    place(
        panel.page,
        [f"{worst}: {metric.show(trough.value)} on {clock.day(trough.at)}"],
        [(x, y)],
        within=panel.box,
        avoid=marks.ink,
        size=11,
        colour="ink",
        leader="muted",
    )


def _is_drawn_wider(recovery: Recovery) -> bool:
    return any(point.hours > 1 for point in recovery.series)


def _return(marks: Marks, clock: Clock) -> None:
    """Ring the first moment of the hold run, on the edge of normal where it was crossed."""
    time, panel, recovery = marks.recovery.recovery, marks.panel, marks.recovery
    sure = recovery.status == "recovered"
    if time.at is None or time.hours is None or never_left(recovery):
        return
    if not panel.time.holds(time.at):
        return
    x, y = panel.x(time.at), panel.y(edge_of_normal(recovery, time.at))
    _dot(marks, x, y, colour="good", hollow=True, gid="return")
    page = panel.page
    certain = sure and not time.provisional
    foot = [(x, y), (x, panel.box.y0)]
    page.line(foot, colour="good", width=1.2, style="-" if certain else ":", layer=2.5)
    head = "Back to normal" if sure else "Probably back to normal"
    _name_return(marks, [head, clock.short(time.at), f"({span(time.hours.value)})"], foot)


def _name_return(marks: Marks, parts: Sequence[str], foot: Sequence[tuple[float, float]]) -> None:
    """Name the return beside its ring or the line below it, and only at worst further away.

    A long leader would cross the curve on its way back, so a narrow label comes before it.
    """
    (x, y), (_, floor) = foot
    wide = [parts[0], " ".join(parts[1:])]
    avoid = np.concatenate([marks.ink, dense(foot)])
    for rows, reach, bearable in ((wide, 1.8, _CLEAR), (parts, 1.8, _CLEAR), (wide, 9.0, np.inf)):
        label_box = place(
            marks.panel.page,
            rows,
            [(x, y + (floor - y) * part / _STEPS) for part in range(_STEPS)],
            within=marks.panel.box,
            avoid=avoid,
            size=11,
            colour="good_text",
            bold=True,
            leader="good",
            reach=reach,
            bearable=min(bearable, IMPOSSIBLE),
        )
        if label_box is not None:
            return


def edge_of_normal(recovery: Recovery, at: datetime) -> float:
    """Return the edge of the normal range that a recovering metric crosses at an instant."""
    expected = recovery.baseline.value if recovery.baseline else None
    for point in recovery.series:
        if point.expected is not None and point.start <= at:
            expected = point.expected
    if expected is None:
        return 0.0
    low, high = edges_of_normal(recovery, expected)
    return low if metric_of(recovery).bad < 0 else high


def _relapses(marks: Marks, clock: Clock) -> None:
    """Shade each stretch beyond normal after a return, and say when it began."""
    panel, page = marks.panel, marks.panel.page
    metric = metric_of(marks.recovery)
    for relapse in marks.recovery.relapses:
        if not panel.time.holds(relapse.at):
            continue
        until = min(relapse.until or panel.time.last, panel.time.last)
        panel.axes.axvspan(
            panel.hours(relapse.at),
            panel.hours(until),
            facecolor="none",
            edgecolor=page.colour("incident"),
            hatch="///",
            alpha=0.28,
            lw=0,
            zorder=0.8,
            gid="relapse",
        )
        box = panel.box
        y = box.y0 + 0.3 * box.height if metric.bad < 0 else box.y0 + 0.7 * box.height
        place(
            page,
            [f"{metric.beyond.capitalize()} normal again", f"from {clock.short(relapse.at)}"],
            [(panel.x(relapse.at), y)],
            within=box,
            avoid=marks.ink,
            size=11,
            colour="incident_text",
            bold=True,
        )


def _normal(marks: Marks, began: datetime) -> None:
    """Say what the grey band is, where the baseline is drawn."""
    panel, recovery = marks.panel, marks.recovery
    expected_points = [point for point in recovery.series if point.expected is not None]
    calm = [point for point in expected_points if point.start < began] or expected_points
    if not calm:
        return
    near = calm[:: max(1, len(calm) // 8)]
    points = [(panel.x(point.start), panel.y(edge)) for point in near for edge in _edges(recovery)]
    words = f"Normal: {tolerance(recovery)}"
    head, _, tail = words.partition(" of ")
    for rows in ([words], [head, f"of {tail}"]):
        label_box = place(
            panel.page,
            rows,
            points,
            within=panel.box,
            avoid=marks.ink,
            size=10,
            colour="muted",
            reach=4.0,
            bearable=_BEARABLE,
        )
        if label_box is not None:
            break


def _edges(recovery: Recovery) -> tuple[float, float]:
    """Return both edges of normal at the beginning."""
    first = next(point.expected or 0.0 for point in recovery.series if point.expected is not None)
    return edges_of_normal(recovery, first)
