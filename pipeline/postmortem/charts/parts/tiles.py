"""Small multiples: equal tiles on one scale, each with its own name, events as bare lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from postmortem.charts.paper.box import Box
from postmortem.charts.parts.moments import colour_of, moments
from postmortem.charts.parts.panel import Panel
from postmortem.charts.parts.time import TimeScale, draw_ticks
from postmortem.wording import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from postmortem.charts.paper.page import Page
    from postmortem.model import Report

EVENTS_KEY = "Solid line: incident; dashed: apology; dotted: other events."


def tiles(
    page: Page,
    report: Report,
    names: Sequence[tuple[str, str]],
    ends: tuple[datetime, datetime],
    limits: tuple[float, float],
    *,
    left_margin: float,
) -> list[Panel]:
    """Return one panel per (name, note), in reading order, named and with its events drawn."""
    body = page.body
    across = _across(page, len(names))
    down = math.ceil(len(names) / across)
    gap = page.em(1.6)
    head, foot = page.em(1.9), page.em(3.0)
    wide = (body.width - (across - 1) * gap) / across
    high = body.height / down
    panels = []
    for index, (name, note) in enumerate(names):
        column, row = index % across, index // across
        x0 = body.x0 + column * (wide + gap)
        top = body.y1 - row * high
        box = Box(x0 + left_margin, top - high + foot, x0 + wide, top - head)
        time = TimeScale(Clock(report.timezone), *ends, box.x0, box.x1)
        panel = Panel(page, box, time, *limits)
        _name(page, panel, x0, top, name, note)
        _events(page, report, panel)
        draw_ticks(page, time, box.y0)
        panels.append(panel)
    return panels


def _across(page: Page, count: int) -> int:
    """Return how many tiles stand side by side: rows as equal as can be, none too narrow for dates.

    Four tiles where three would fit are two and two, not three and one.
    """
    most = max(1, int(page.body.width // page.em(19)))
    return math.ceil(count / math.ceil(count / most))


def _name(page: Page, panel: Panel, x0: float, top: float, name: str, note: str) -> None:
    width = panel.box.x1 - x0
    (title, *_) = page.wrap(name, width, 11, bold=True, lines=1) or ["—"]
    y = top - page.em(0.75)
    box = page.label(title, x0, y, size=11, colour="ink", bold=True)
    room = panel.box.x1 - box.x1 - page.em(0.8)
    if note and page.text_width(note, 10) <= room:
        page.label(note, box.x1 + page.em(0.8), y, size=10, colour="muted")


def _events(page: Page, report: Report, panel: Panel) -> None:
    for moment in moments(report.incident, panel.time):
        colour, _, style, width = colour_of(moment)
        x = panel.time.x(moment.at)
        ends = [(x, panel.box.y0), (x, panel.box.y1)]
        page.line(ends, colour=colour, width=width, style=style)


def grid_all(
    panels: Sequence[Panel], values: Sequence[float], show: Callable[[float], str], *, zero: bool
) -> None:
    """Draw the same grid in all tiles."""
    for panel in panels:
        panel.grid(values, show, zero=zero)
