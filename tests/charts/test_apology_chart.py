"""What the chart of the apology says it did, and why that is often not known."""

from __future__ import annotations

from dataclasses import replace

import pytest
import report_cases as cases
from matplotlib.text import Text
from report_cases import Scene, event

from postmortem import charts
from postmortem.charts import Frame
from postmortem.model import Estimate, Report

RESPONSE = next(chart for chart in charts.CHARTS if chart.name == "04-response")


def said(report: Report) -> str:
    figure = RESPONSE.draw(report, Frame("slide"))
    texts = [text.get_text() for text in figure.findobj(Text)]
    return " ".join([*texts, RESPONSE.alt(report)]).replace("\n", " ")


def with_effect(**changes: object) -> Report:
    report = cases.report(Scene())
    (effect,) = report.measures.apology
    changed = replace(effect, **changes)  # type: ignore[arg-type]
    return replace(report, measures=replace(report.measures, apology=(changed,)))


@pytest.mark.parametrize(
    "reason",
    [
        "There was no detectable drop for it to mend.",
        "Only the day of the apology is known, not the hour.",
        "The data end within 6 hours of the apology.",
    ],
)
def test_an_effect_that_is_not_known_comes_with_its_own_reason(reason: str) -> None:
    words = said(with_effect(status="not_identifiable", effect=None, reason=reason))
    assert reason in words
    assert "under way" not in words


def test_an_interval_on_both_sides_of_zero_shows_no_effect() -> None:
    words = said(with_effect(effect=Estimate(0.01, -0.14, 0.15)))
    assert "no effect visible" in words
    assert "not established" not in words
    assert "not established" in said(with_effect(effect=Estimate(0.12, -0.01, 0.25)))


def test_a_control_is_not_denied() -> None:
    report = cases.report(Scene())
    assert report.measures.control is not None
    assert "without control" not in said(report)
    alone = replace(report, measures=replace(report.measures, control=None))
    assert "One event without control" in said(alone)


def test_nothing_is_before_or_after_an_apology_whose_hour_is_not_known() -> None:
    dated = event("apology", 43.0, precision="day")
    words = said(replace(cases.report(Scene()), incident=incident_with(dated)))
    assert "Mean before" not in words
    assert "Mean after" not in words


def incident_with(*events: object) -> cases.Incident:
    return replace(cases.report(Scene()).incident, events=events)  # type: ignore[arg-type]
