"""What a chart is: a name, whether it applies, the drawing, its words and its data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.charts.paper.theme import house_style

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.model import Report

Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart of the registry; all it knows comes from the report it is given."""

    name: str
    """`NN-name`: the file's stem, numbered in reading order."""
    question: str
    missing: Callable[[Report], str | None]
    drawing: Callable[[Report, Frame], Figure]
    alt: Callable[[Report], str]
    """What it is, of what, and the finding."""
    table: Callable[[Report], Sequence[Row]]
    """The drawn data, one row per mark, for the CSV beside the picture."""

    def applies(self, report: Report) -> str | None:
        """Return why the chart cannot be drawn of this report, or None when it can."""
        return self.missing(report)

    def draw(self, report: Report, frame: Frame) -> Figure:
        """Return the figure; its title is the finding."""
        with house_style():
            return self.drawing(report, frame)
