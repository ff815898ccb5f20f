"""The strip that says how long: an arrow from the incident to the return, with its interval."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from matplotlib.patches import FancyArrowPatch, Rectangle

from postmortem.wording import state_of

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.charts.paper.box import Box
    from postmortem.charts.paper.page import Page
    from postmortem.charts.parts.time import TimeScale
    from postmortem.model import Recovery

SIZE = 11


def strip_lines(page: Page, recovery: Recovery, width: float) -> list[str]:
    """Break the strip's words to the width of the panel."""
    return page.wrap(state_of(recovery).strip, width - page.em(1), SIZE, bold=True, lines=2)


def draw_bracket(
    page: Page, time: TimeScale, box: Box, recovery: Recovery, began: datetime
) -> None:
    """Draw arrow, interval and words inside `box`."""
    rows = strip_lines(page, recovery, box.width)
    y = box.y0 + page.em(0.6)
    x0 = max(box.x0, min(time.x(began), box.x1))
    is_quiet = state_of(recovery).way_back == "none"
    x1 = x0
    if not is_quiet:
        x1 = _arrow(page, time, box, recovery, x0, y)
    width = max(page.text_width(row, SIZE, bold=True) for row in rows)
    label_x = min(max((x0 + x1 - width) / 2, x0, box.x0), box.x1 - width)
    page.label(
        rows,
        max(label_x, box.x0),
        y + page.em(0.45),
        size=SIZE,
        colour="muted" if is_quiet else "ink",
        bold=True,
        vertical="bottom",
        on_paper=True,
    )


def _arrow(page: Page, time: TimeScale, box: Box, recovery: Recovery, x0: float, y: float) -> float:
    """Draw the arrow and return its head; off the right edge when there was no return."""
    clock, state = recovery.recovery, state_of(recovery)
    has_returned = state.way_back == "returned" and clock.at is not None
    edge = box.x1 + page.em(0.9)
    x1 = min(time.x(clock.at), box.x1) if has_returned and clock.at is not None else edge
    _interval(page, time, box, recovery, y)
    page.figure.add_artist(
        FancyArrowPatch(
            (x0 / page.width, y / page.height),
            (x1 / page.width, y / page.height),
            transform=page.figure.transFigure,
            arrowstyle="<|-|>" if has_returned else "-|>",
            mutation_scale=page.points(11),
            shrinkA=0,
            shrinkB=0,
            color=page.colour("ink"),
            lw=page.points(1.5),
            linestyle="-" if state.is_settled else (0, (4, 2.5)),
            zorder=6,
            gid="bracket",
        )
    )
    return x1


def _interval(page: Page, time: TimeScale, box: Box, recovery: Recovery, y: float) -> None:
    """Draw the interval as a bar behind the arrow; open-ended towards the right edge."""
    hours = recovery.recovery.hours
    at = recovery.recovery.at
    if hours is None or hours.low is None or hours.value is None or at is None:
        return
    began = at - timedelta(hours=hours.value)
    low = max(time.x(began + timedelta(hours=hours.low)), box.x0)
    high = box.x1
    if hours.high is not None:
        high = min(time.x(began + timedelta(hours=hours.high)), box.x1)
    half = page.em(0.24)
    page.figure.add_artist(
        Rectangle(
            (low / page.width, (y - half) / page.height),
            max(high - low, 0) / page.width,
            2 * half / page.height,
            transform=page.figure.transFigure,
            color=page.colour("good"),
            alpha=0.32,
            lw=0,
            zorder=5,
            gid="interval",
        )
    )
    for x in (low, high) if hours.high is not None else (low,):
        page.line([(x, y - half), (x, y + half)], colour="good", width=1.4, layer=5.5)
