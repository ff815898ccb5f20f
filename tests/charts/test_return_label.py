"""The label of the return stands beside the line it names, not across the fall."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from report_cases import BEGAN, SIX_EVENTS, Scene

from postmortem import charts
from postmortem.charts import Frame
from postmortem.model import Estimate, Report

if TYPE_CHECKING:
    from postmortem.charts import SizeName

HERO = next(chart for chart in charts.CHARTS if chart.name == "01-recovery")


def wobbling() -> Report:
    """Return a report whose line swings so far before the incident that room is scarce."""
    scene = Scene(
        before_hours=390, after_hours=456, noise=0.09, events=SIX_EVENTS, brand="Nordlys Kaffe"
    )
    report = cases.report(scene)
    sentiment = report.measures.sentiment
    hours = Estimate(115.0, 92.0, 175.0)
    back = replace(sentiment.recovery, hours=hours, at=BEGAN + timedelta(hours=115))
    sentiment = replace(sentiment, recovery=back)
    return replace(report, measures=replace(report.measures, sentiment=sentiment))


@pytest.mark.parametrize("size", ["chat", "square", "doc", "slide"])
def test_the_return_is_named_beside_its_own_line(size: SizeName) -> None:
    figure = HERO.draw(wobbling(), Frame(size))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    words = next(t for t in figure.findobj(Text) if t.get_text() == "Back to normal")
    (ring,) = figure.findobj(lambda artist: artist.get_gid() == "return")
    box, x = words.get_window_extent(), float(ring.get_window_extent().x0)  # type: ignore[no-untyped-call]
    away = min(abs(box.x0 - x), abs(box.x1 - x))
    assert math.isfinite(x)
    assert away < 0.06 * figure.bbox.width, "within a few letters of the line below the ring"
