"""What a report says of the awkward cases: nothing that the data do not hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
import report_cases as cases
from report_cases import BEGAN, Scene

from postmortem import render
from postmortem.model import Estimate, Report, Sensitivity


def told(report: Report) -> str:
    """Return every text of a report, as a person reads it."""
    return "\n".join([render.markdown(report), render.text(report), render.terminal(report)])


def within_margin() -> Report:
    """Return a report whose sentiment fell, but never left the margin."""
    report = cases.report(Scene())
    sentiment = report.measures.sentiment
    nothing = Estimate(0.0, 0.0, 5.0)
    sentiment = replace(
        sentiment,
        recovery=replace(sentiment.recovery, hours=nothing, at=BEGAN),
        sensitivity=(Sensitivity(rule="margin", setting="0.1", status="recovered", hours=nothing),),
    )
    platforms = dict.fromkeys(report.measures.platforms, sentiment)
    measures = replace(report.measures, sentiment=sentiment, platforms=platforms)
    return replace(report, measures=measures)


def test_a_margin_that_was_never_left_is_no_recovery_in_no_time() -> None:
    words = told(within_margin())
    assert words.count("never left the margin") >= 6, "title, sentence, tables, other rules"
    assert "0 h (" not in words
    timeline = words.split("## Timeline")[1].split("## Impact")[0]
    assert "Back to normal" not in timeline


@pytest.mark.parametrize("metric", ["sentiment", "negative_share", "volume"])
def test_more_than_nothing_is_not_a_recovery_time(metric: str) -> None:
    report = cases.report(Scene(status="inconclusive"))
    found = getattr(report.measures, metric)
    time = replace(found.recovery, hours=Estimate(None, 0.0, None))
    changed = {metric: replace(found, recovery=time)}
    words = told(replace(report, measures=replace(report.measures, **changed)))
    assert "more than 0 h" not in words
