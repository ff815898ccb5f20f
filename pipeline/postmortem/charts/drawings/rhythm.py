"""Chart 09: when the brand usually posts, with the hour of the incident framed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from postmortem.charts.paper.box import Box
from postmortem.charts.paper.frame import new_page
from postmortem.charts.parts.chart import Chart, Row
from postmortem.wording import quantity, share
from postmortem.wording.moments import WEEKDAYS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from postmortem.charts.paper.frame import Frame
    from postmortem.charts.paper.page import Page
    from postmortem.model import Report, Rhythm

_HOURS = 24
_RARE = 0.02


def _missing(report: Report) -> str | None:
    rhythm = report.rhythm
    if rhythm is None:
        return "the brand's own weekly rhythm is not known"
    return None if any(map(any, rhythm.posts)) else "the brand posted nothing in the weeks before"


def _cell(rhythm: Rhythm) -> str:
    return f"{WEEKDAYS[rhythm.weekday]} {rhythm.hour:02d}:00"


def _title(rhythm: Rhythm) -> str:
    if rhythm.share is None:
        return f"It began on a {_cell(rhythm)}: when the brand usually posts"
    rare = "rarely posts" if rhythm.share < _RARE else "often posts"
    return f"It began on a {_cell(rhythm)}, when the brand {rare}"


def _drawing(report: Report, frame: Frame) -> Figure:
    rhythm = report.rhythm
    if rhythm is None:
        message = "draw() needs a report that applies() accepts"
        raise ValueError(message)
    near = "" if rhythm.share is None else f" In and next to it: {share(rhythm.share)} of posts."
    sheet = new_page(
        frame,
        report,
        title=_title(rhythm),
        subtitle=f"Own posts by weekday and hour in the {quantity(rhythm.weeks)} weeks before; "
        f"stronger colour is more. Framed: the hour of the incident.{near} Context, not cause.",
    )
    body = sheet.body
    room = max(sheet.text_width(day, 11) for day in WEEKDAYS) + sheet.em(0.9)
    box = Box(body.x0 + room, body.y0 + sheet.em(2.2), body.x1, body.y1 - sheet.em(0.3))
    _draw_hours(sheet, box, rhythm)
    _names(sheet, box)
    return sheet.figure


def _draw_hours(sheet: Page, box: Box, rhythm: Rhythm) -> None:
    """Draw a field an hour of the week, and a frame around the hour of the incident."""
    axes = sheet.axes(box)
    axes.set_xlim(0, _HOURS)
    axes.set_ylim(7, 0)
    axes.spines["bottom"].set_visible(False)
    _draw_fields(sheet, axes, np.array(rhythm.posts, dtype=float))
    axes.add_patch(
        Rectangle(
            (rhythm.hour, rhythm.weekday),
            1,
            1,
            fill=False,
            edgecolor=sheet.colour("incident"),
            lw=sheet.points(3),
            zorder=5,
            clip_on=False,
            gid="incident",
        )
    )


def _draw_fields(sheet: Page, axes: Axes, posts: NDArray[np.float64]) -> None:
    """Lay the line's colour over the grid's, the more of it the more posts there are."""
    corners = [
        [(hour, day), (hour + 1, day), (hour + 1, day + 1), (hour, day + 1)]
        for day, hour in np.ndindex(posts.shape)
    ]
    strength = np.round(posts.ravel() / posts.max(), 2)
    ground, ink = sheet.colour("grid"), sheet.colour("line")
    for colours in ([ground], [to_rgba(ink, alpha) for alpha in strength]):
        fields = PolyCollection(
            corners,
            facecolors=colours,
            edgecolors=sheet.theme.paper,
            linewidths=sheet.points(1.6),
            antialiaseds=False,
        )
        axes.add_collection(fields, autolim=False)


def _names(sheet: Page, box: Box) -> None:
    for row, day in enumerate(WEEKDAYS):
        y = box.y1 - (row + 0.5) / 7 * box.height
        sheet.label(day, box.x0 - sheet.em(0.6), y, size=11, colour="muted", align="right")
    step = 3 if box.width > sheet.em(30) else 6
    for hour in range(0, _HOURS + 1, step):
        x = box.x0 + hour / _HOURS * box.width
        words = f"{hour % 24:02d}:00" if hour < _HOURS else ""
        if words:
            y = box.y0 - sheet.em(0.45)
            sheet.label(words, x, y, size=11, colour="muted", align="center", vertical="top")


def _alt(report: Report) -> str:
    finding = _title(report.rhythm) if report.rhythm else "Not known"
    return f"Heat map of the brand's own posts by weekday and hour. {finding}."


def _table(report: Report) -> list[Row]:
    rhythm = report.rhythm
    if rhythm is None:
        return []
    replies = rhythm.replies if rhythm.replies else ((0,) * _HOURS,) * 7
    return [
        {
            "weekday": WEEKDAYS[day],
            "hour": hour,
            "posts": rhythm.posts[day][hour],
            "replies": replies[day][hour],
        }
        for day in range(7)
        for hour in range(_HOURS)
    ]


RHYTHM = Chart(
    name="09-rhythm",
    question="Was it an unusual hour for the brand to post?",
    missing=_missing,
    drawing=_drawing,
    alt=_alt,
    table=_table,
)
