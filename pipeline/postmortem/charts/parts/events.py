"""What happened when: lines through the panels, labels above them, numbers when it is crowded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import Ellipse

from postmortem.charts.paper.box import Box
from postmortem.charts.parts.moments import Moment, colour_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.charts.paper.page import Align, Page
    from postmortem.charts.parts.time import TimeScale

LABEL_SIZE = 11
_MOST_LABELS = 4
_MOST_ROWS = 3
_NO_BREAK = "\u00a0"
"""A blank at which no line is broken."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a moment's label stands: the side of its line, and the row from the top."""

    moment: Moment
    align: Align
    row: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The labels above the panels: either spots in rows, or numbers with a key."""

    moments: tuple[Moment, ...]
    spots: tuple[Spot, ...]
    rows: int

    @property
    def has_numbers(self) -> bool:
        """Whether the moments carry numbers because their labels do not fit."""
        return not self.spots and len(self.moments) > 0


def new_strip(page: Page, time: TimeScale, moments: Sequence[Moment], within: Box) -> Strip:
    """Decide between labels and numbers; positions only, nothing is drawn."""
    if len(moments) <= _MOST_LABELS:
        spots = _spots(page, time, moments, within)
        if spots is not None:
            rows = 1 + max((spot.row for spot in spots), default=-1)
            return Strip(tuple(moments), tuple(spots), rows)
    return Strip(tuple(moments), (), 1)


def _spots(
    page: Page, time: TimeScale, moments: Sequence[Moment], within: Box
) -> list[Spot] | None:
    spots: list[Spot] = []
    boxes: list[Box] = []
    lines = [time.x(moment.at) for moment in moments]
    for moment in moments:
        spot = _spot(page, time, moment, within, boxes, lines)
        if spot is None:
            return None
        spots.append(spot)
        boxes.append(_spot_box(page, time, spot))
    return spots


def _spot(
    page: Page,
    time: TimeScale,
    moment: Moment,
    within: Box,
    boxes: Sequence[Box],
    lines: Sequence[float],
) -> Spot | None:
    """Return the first free place; one that crosses another event's line only as a last resort."""
    sides: tuple[Align, ...] = ("right", "left") if moment.kind == "incident" else ("left", "right")
    x = time.x(moment.at)
    for may_cross in (False, True):
        for row in range(_MOST_ROWS):
            for side in sides:
                spot = Spot(moment, side, row)
                box = _spot_box(page, time, spot)
                crosses = any(box.x0 - 2 < line < box.x1 + 2 and line != x for line in lines)
                fits = box.x0 >= within.x0 and box.x1 <= within.x1
                wide = Box(box.x0 - page.em(0.6), box.y0, box.x1 + page.em(0.6), box.y1)
                free = not any(wide.overlaps(other) for other in boxes)
                if fits and free and (may_cross or not crosses):
                    return spot
    return None


def row_height(page: Page) -> float:
    """Return the height of one row of two-line labels."""
    return page.leading(LABEL_SIZE, 1.22) * 2 + page.em(0.25)


def _spot_box(page: Page, time: TimeScale, spot: Spot) -> Box:
    """Return the box of a spot, with y counted down from zero."""
    gap = page.em(0.5)
    x = time.x(spot.moment.at) + (gap if spot.align == "left" else -gap)
    rows = (spot.moment.name, spot.moment.when)
    y = -spot.row * row_height(page)
    return page.box_of(rows, x, y, size=LABEL_SIZE, bold=True, align=spot.align, vertical="top")


def strip_height(page: Page, strip: Strip, width: float) -> float:
    """Return how high the strip is, with the key of its numbers."""
    if strip.has_numbers:
        key = page.wrap(key_text(strip), width, 10, lines=4)
        return page.leading(10) * len(key) + page.em(2.2)
    return row_height(page) * strip.rows + page.em(0.15)


def key_text(strip: Strip) -> str:
    """Spell out the numbers."""
    entries = enumerate(strip.moments, start=1)
    return " · ".join(
        f"{number} {moment.name} {moment.brief}".replace(" ", _NO_BREAK)
        for number, moment in entries
    )


def draw_events(page: Page, time: TimeScale, strip: Strip, top: float, bottom: float) -> None:
    """Draw the strip downwards from `top` and the lines down to `bottom`."""
    if strip.has_numbers:
        _draw_numbers(page, time, strip, top, bottom)
        return
    for spot in strip.spots:
        colour, text, style, width = colour_of(spot.moment)
        x = time.x(spot.moment.at)
        box = _spot_box(page, time, spot)
        page.line([(x, top + box.y1), (x, bottom)], colour=colour, width=width, style=style)
        gap = page.em(0.5) if spot.align == "left" else -page.em(0.5)
        page.label(
            (spot.moment.name, spot.moment.when),
            x + gap,
            top + box.y1,
            size=LABEL_SIZE,
            colour=text,
            bold=True,
            align=spot.align,
            vertical="top",
            on_paper=True,
        )


def _draw_numbers(page: Page, time: TimeScale, strip: Strip, top: float, bottom: float) -> None:
    y = page.paragraph(
        key_text(strip), Box(time.x0, 0, time.x1, top), size=10, colour="muted", lines=4
    )
    y -= page.em(0.95)
    radius = page.em(0.72)
    xs = _dodge([time.x(moment.at) for moment in strip.moments], 2.4 * radius, time.x0, time.x1)
    for number, (moment, x) in enumerate(zip(strip.moments, xs, strict=True), start=1):
        colour, text, style, width = colour_of(moment)
        foot, line_x = y - 1.5 * radius, time.x(moment.at)
        page.line([(x, y), (line_x, foot)], colour=colour, width=1.0)
        page.line([(line_x, foot), (line_x, bottom)], colour=colour, width=width, style=style)
        disc = Ellipse(
            (x / page.width, y / page.height),
            2 * radius / page.width,
            2 * radius / page.height,
            transform=page.figure.transFigure,
            facecolor=page.theme.paper,
            edgecolor=page.colour(text),
            lw=page.points(1.4),
            zorder=8,
        )
        page.figure.add_artist(disc)
        page.label(str(number), x, y, size=10, colour=text, bold=True, align="center")


def _dodge(xs: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Move neighbours apart as little as possible (isotonic regression), inside the axis.

    >>> _dodge([0.0, 0.0, 50.0], 10.0, -20.0, 100.0)
    [-5.0, 5.0, 50.0]
    """
    groups: list[tuple[float, int]] = []  # sums of the wishes, and how many share them
    for index, x in enumerate(xs):
        total, size = x - index * apart, 1
        while groups and groups[-1][0] / groups[-1][1] >= total / size:
            before, count = groups.pop()
            total, size = total + before, size + count
        groups.append((total, size))
    starts = [total / size for total, size in groups for _ in range(size)]
    first, last = low + apart / 2, high - apart / 2 - (len(xs) - 1) * apart
    return [
        min(max(start, first), max(first, last)) + index * apart
        for index, start in enumerate(starts)
    ]
