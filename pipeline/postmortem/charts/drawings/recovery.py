"""Charts 01, 11 and 12: how far, how long, for sentiment, the negative share and volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.charts.parts.chart import Chart, Row
from postmortem.charts.parts.points import point_rows, trajectory_alt
from postmortem.charts.parts.trajectory import draw_trajectory
from postmortem.wording import Clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.model import Recovery, Report


def _chart(name: str, question: str, pick: Callable[[Report], Recovery], *, volume: bool) -> Chart:
    """Return the chart of one of a report's recoveries."""

    def missing(report: Report) -> str | None:
        has_values = any(point.value is not None for point in pick(report).series)
        return None if has_values else "there is no bin with posts to draw"

    def drawing(report: Report, frame: Frame) -> Figure:
        return draw_trajectory(report, pick(report), frame, volume=volume)

    def table(report: Report) -> list[Row]:
        return point_rows(pick(report).series, Clock(report.timezone))

    return Chart(
        name=name,
        question=question,
        missing=missing,
        drawing=drawing,
        alt=lambda report: trajectory_alt(report, pick(report)),
        table=table,
    )


RECOVERY = _chart(
    "01-recovery",
    "How far did sentiment fall, and how long did it take to come back?",
    lambda report: report.measures.sentiment,
    volume=True,
)
NEGATIVE = _chart(
    "11-negative-share",
    "How many posts were negative, and for how long?",
    lambda report: report.measures.negative_share,
    volume=False,
)
VOLUME = _chart(
    "12-volume",
    "How many posts came, and for how long?",
    lambda report: report.measures.volume,
    volume=False,
)
