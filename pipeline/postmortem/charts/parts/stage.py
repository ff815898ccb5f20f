"""The room a chart over time plays in: time axis, strip of events, panels below each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.charts.paper.box import Box
from postmortem.charts.paper.place import dense
from postmortem.charts.parts.events import Strip, draw_events, new_strip, strip_height
from postmortem.charts.parts.moments import moments
from postmortem.charts.parts.time import TimeScale, draw_ticks
from postmortem.wording import Clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from postmortem.charts.paper.page import Page
    from postmortem.model import Report

_TICK_ROOM = 3.1


@dataclass(frozen=True, slots=True)
class Stage:
    """`inner` is where panels go: below the events' labels, above the dates."""

    page: Page
    time: TimeScale
    events: Strip
    inner: Box
    margin: Box
    """Right of the panels: room for the names of lines."""

    def rows(self, shares: Sequence[float], gap: float = 0.9) -> list[Box]:
        """Split the inner box from the top down, with gaps in ems."""
        space = self.page.em(gap)
        free = self.inner.height - space * (len(shares) - 1)
        boxes, top = [], self.inner.y1
        for share in shares:
            bottom = top - free * share / sum(shares)
            boxes.append(Box(self.time.x0, bottom, self.time.x1, top))
            top = bottom - space
        return boxes

    def finish(self) -> None:
        """Draw the events over all panels, and the dates below them."""
        draw_events(self.page, self.time, self.events, self.page.body.y1, self.inner.y0)
        draw_ticks(self.page, self.time, self.inner.y0)

    def fences(self) -> list[NDArray[np.float64]]:
        """Return the pixels of the events' lines, for labels to keep off."""
        ends = (self.inner.y0, self.inner.y1)
        lines = ([(self.time.x(m.at), y) for y in ends] for m in self.events.moments)
        return [dense(line) for line in lines]


def new_stage(
    page: Page,
    report: Report,
    ends: tuple[datetime, datetime],
    *,
    left_margin: float,
    right_margin: float,
) -> Stage:
    """Return the stage between two instants; margins are in pixels."""
    body = page.body
    x0, x1 = body.x0 + left_margin, body.x1 - right_margin
    time = TimeScale(Clock(report.timezone), *ends, x0, x1)
    events = new_strip(page, time, moments(report.incident, time), Box(x0, 0, x1, 0))
    top = body.y1 - strip_height(page, events, x1 - x0)
    inner = Box(x0, body.y0 + page.em(_TICK_ROOM), x1, top)
    return Stage(page, time, events, inner, Box(x1, body.y0, body.x1, body.y1))
