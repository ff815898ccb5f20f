"""Panels whose rows are things, not times: names on the left, a shared value axis below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.charts.paper.glyphs import drawable
from postmortem.charts.parts.panel import round_values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from postmortem.charts.paper.box import Box
    from postmortem.charts.paper.page import Page
    from postmortem.model import Estimate

NAME_SIZE = 11
NOTE_SIZE = 9
_MOST_NAME = 0.3


@dataclass(frozen=True, slots=True)
class RowPanel:
    """Rows from the top down between two values; `axes` count rows 0, 1, 2 … downwards."""

    page: Page
    box: Box
    axes: Axes
    low: float
    high: float
    rows: int

    def x(self, value: float) -> float:
        """Return the pixel of a value, kept inside the panel."""
        part = (value - self.low) / (self.high - self.low)
        return self.box.x0 + min(1.0, max(0.0, part)) * self.box.width

    def y(self, row: float) -> float:
        """Return the pixel of the middle of a row."""
        return self.box.y1 - (row + 0.5) / self.rows * self.box.height


def name_room(page: Page, names: Sequence[str], notes: Sequence[str] = ()) -> float:
    """Return how much room names on the left need, at most three tenths of the page."""
    widths = [page.text_width(drawable(name, 28), NAME_SIZE) for name in names]
    widest = max(*widths, *(page.text_width(note, NOTE_SIZE) for note in notes), 0.0)
    return min(widest, _MOST_NAME * page.body.width) + page.em(0.9)


def row_panel(page: Page, box: Box, rows: int, limits: tuple[float, float]) -> RowPanel:
    """Return an empty panel of rows."""
    axes = page.axes(box)
    axes.set_xlim(*limits)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.spines["bottom"].set_visible(False)
    return RowPanel(page, box, axes, limits[0], limits[1], rows)


def name_rows(panel: RowPanel, names: Sequence[str], notes: Sequence[str] = ()) -> None:
    """Write names left of their rows, each with a quieter note below it."""
    page = panel.page
    width = _MOST_NAME * page.body.width
    for row, name in enumerate(names):
        (name_row, *_) = page.wrap(drawable(name, 28), width, NAME_SIZE, lines=1) or ["—"]
        note = notes[row] if row < len(notes) else ""
        lift = page.em(0.62) if note else 0.0
        x, y = panel.box.x0 - page.em(0.8), panel.y(row)
        page.label(name_row, x, y + lift, size=NAME_SIZE, colour="ink", align="right")
        if note:
            (note_row, *_) = page.wrap(note, width, NOTE_SIZE, lines=1)
            page.label(note_row, x, y - lift, size=NOTE_SIZE, colour="muted", align="right")


def value_axis(
    panel: RowPanel, show: Callable[[float], str], *, line_at: float | None = None, most: int = 6
) -> None:
    """Draw vertical grid lines with values below, one of them strong."""
    page = panel.page
    for value in round_values(panel.low, panel.high, most):
        strong = line_at is not None and abs(value - line_at) < 1e-9
        panel.axes.axvline(
            value,
            color=page.colour("axis" if strong else "grid"),
            lw=page.points(1.3 if strong else 1.0),
            zorder=0.5,
        )
        x, y = panel.x(value), panel.box.y0 - page.em(0.4)
        page.label(
            show(value), x, y, size=NAME_SIZE, colour="muted", align="center", vertical="top"
        )


def whisker(panel: RowPanel, row: float, estimate: Estimate, colour: str) -> None:
    """Draw an interval as a line; an open end fades into the panel's edge."""
    page = panel.page
    low = panel.low if estimate.low is None else estimate.low
    high = panel.high if estimate.high is None else estimate.high
    panel.axes.hlines(
        row, low, high, color=page.colour(colour), lw=page.points(2.2), alpha=0.45, zorder=2
    )


def dot(panel: RowPanel, row: float, value: float, colour: str, marker: str = "o") -> None:
    """Draw a value on its row; a capital marker letter is hollow."""
    page, hollow = panel.page, marker.isupper()
    panel.axes.plot(
        [value],
        [row],
        linestyle="none",
        marker=marker.lower(),
        markersize=page.points(9),
        markerfacecolor=page.theme.paper if hollow else page.colour(colour),
        markeredgecolor=page.colour(colour),
        markeredgewidth=page.points(1.8),
        zorder=4,
        clip_on=False,
    )
