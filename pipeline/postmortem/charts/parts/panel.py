"""A drawing area with a value axis: horizontal grid, labels on the left, no axis line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from postmortem.wording import MINUS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from postmortem.charts.paper.box import Box
    from postmortem.charts.paper.page import Page
    from postmortem.charts.parts.time import TimeScale

TICK_SIZE = 11
_NOTHING = 1e-9


class Panel:
    """Axes in pixels: `box` on the page, values `low` to `high`, time on the scale."""

    def __init__(self, page: Page, box: Box, time: TimeScale, low: float, high: float) -> None:
        self.page, self.box, self.time = page, box, time
        self.low, self.high = low, high
        self.axes = page.axes(box)
        self.axes.set_xlim(0, (time.last - time.first).total_seconds() / 3600)
        self.axes.set_ylim(low, high)

    def hours(self, at: datetime) -> float:
        """Return the position of an instant on the horizontal data axis."""
        return (at - self.time.first).total_seconds() / 3600

    def x(self, at: datetime) -> float:
        """Return the pixel of an instant."""
        return self.time.x(at)

    def y(self, value: float) -> float:
        """Return the pixel of a value, kept inside the panel."""
        part = (value - self.low) / (self.high - self.low)
        return self.box.y0 + min(1.0, max(0.0, part)) * self.box.height

    def grid(
        self, values: Sequence[float], show: Callable[[float], str], *, zero: bool = False
    ) -> None:
        """Draw a grid line and a label on the left at each value."""
        for value in values:
            y = self.y(value)
            bold = zero and value == 0
            self.axes.axhline(
                value,
                color=self.page.colour("axis" if bold else "grid"),
                lw=self.page.points(1.2 if bold else 1.0),
                zorder=0.5,
            )
            self.page.label(
                show(value),
                self.box.x0 - self.page.em(0.6),
                y,
                size=TICK_SIZE,
                colour="muted",
                align="right",
            )


def round_values(low: float, high: float, most: int = 6) -> list[float]:
    """Return round values between two limits, at most so many of them.

    >>> round_values(-0.45, 0.38)
    [-0.4, -0.2, 0.0, 0.2]
    """
    span = high - low
    size = 10.0 ** math.floor(math.log10(span / most))
    step = next(size * k for k in (1, 2, 2.5, 5, 10, 20) if span / (size * k) <= most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(step * index, 10) + 0.0 for index in range(first, last + 1)]


def tenths(value: float) -> str:
    """Print a sentiment for an axis whose steps are tenths; a finer step in full, never rounded.

    >>> tenths(-0.4), tenths(0.25), tenths(0.0)
    ('−0.4', '+0.25', '0')
    """
    finest = "+.1f" if abs(10 * value - round(10 * value)) < _NOTHING else "+g"
    return format(value, finest).replace("-", MINUS) if value else "0"


def per_cent(value: float) -> str:
    """Print a share for an axis, without the decimal that a figure in a text would have.

    >>> per_cent(0.05), per_cent(0.125)
    ('5%', '12.5%')
    """
    return f"{100 * value:g}%"


def decimals(values: Sequence[float]) -> int:
    """Return how many decimals tell the values of an axis apart.

    >>> decimals([0.0, 2.5, 5.0]), decimals([0.0, 20.0])
    (1, 0)
    """
    for places in range(4):
        if all(abs(value - round(value, places)) < _NOTHING for value in values):
            return places
    return 4


def tick_width(page: Page, labels: Sequence[str]) -> float:
    """Return the room that value labels need, with their gap."""
    return max(page.text_width(label, TICK_SIZE) for label in labels) + page.em(0.7)
