"""What a report says of the awkward cases: nothing that the data do not hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from report_cases import BEGAN, Scene, event

from postmortem import render
from postmortem.errors import UsageError
from postmortem.jobs.folder import write_chart
from postmortem.model import Engagement, Estimate, Report, Sensitivity
from postmortem.render.formats.terminal import spark
from postmortem.render.sections.timeline import timeline

if TYPE_CHECKING:
    from pathlib import Path


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
        recovery=replace(sentiment.recovery, hours=nothing, at=BEGAN, never_left=True),
        sensitivity=(
            Sensitivity(
                rule="margin", setting="0.1", status="recovered", hours=nothing, never_left=True
            ),
        ),
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


def with_apology(hours: float, precision: str) -> Report:
    """Return a report whose apology is known to a precision only."""
    report = cases.report(Scene())
    apology = event("apology", hours, precision=precision)
    (effect,) = report.measures.apology
    effect = replace(effect, event=f"apology@{apology.at.isoformat()}", latency_hours=hours)
    incident = replace(report.incident, events=(apology,))
    measures = replace(report.measures, apology=(effect,))
    return replace(report, incident=incident, measures=measures)


def test_an_apology_of_which_the_day_is_known_is_told_as_a_range() -> None:
    report = with_apology(28.0, "day")
    words = told(report)
    assert "came between 28 h and 52 h after the incident (only the day is known)" in words
    assert "came 28 h" not in words
    (entry,) = (entry for entry in timeline(report) if entry.name == "Apology")
    assert (entry.sentiment, entry.posts) == (None, None), "no mood at midnight"
    (shown,) = render.summary(report)["incident"]["events"]
    assert (shown["elapsed_hours"], shown["elapsed_hours_at_most"]) == (28.0, 52.0)


def test_an_apology_on_the_day_of_the_incident_may_have_come_at_once() -> None:
    words = told(with_apology(-13.0, "day"))
    assert "came within 13 h of the incident (only the day is known)" in words
    assert "before the incident" not in words.split("## Response")[1].split("## What people")[0]


def test_an_apology_known_to_the_hour_came_about_then() -> None:
    assert "The apology came about 28 h after the incident." in told(with_apology(28.0, "hour"))
    assert "The apology came 28 h after the incident." in told(with_apology(28.0, "minute"))


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-0.14, 0.15, "no effect visible."),
        (-0.01, 0.25, "suggestive, not established."),
        (-0.25, 0.01, "no sign that it helped."),
        (0.02, 0.25, "consistent with a helpful apology"),
    ],
)
def test_only_an_interval_mostly_on_one_side_suggests_anything(
    low: float, high: float, words: str
) -> None:
    report = cases.report(Scene())
    (effect,) = report.measures.apology
    changed = replace(effect, effect=Estimate((low + high) / 2, low, high))
    measures = replace(report.measures, apology=(changed,))
    assert words in told(replace(report, measures=measures))


def test_the_sparkline_leaves_out_bins_that_the_chart_draws_hollow() -> None:
    sentiment = cases.report(Scene()).measures.sentiment
    calm = [replace(p, value=0.2, n=180) for p in sentiment.series[:39]]
    noise = replace(sentiment.series[39], value=-0.9, n=7)
    assert spark(replace(sentiment, series=(*calm, noise))) == "▁" * 39 + " "
    loud = replace(noise, n=10)
    assert spark(replace(sentiment, series=(*calm, loud))) == "█" * 39 + "▁"
    alone = tuple(replace(p, n=7) for p in calm)
    assert spark(replace(sentiment, series=alone)) == "▁" * 39, "nothing else to show"


def test_a_reason_that_is_a_sentence_ends_once(tmp_path: Path) -> None:
    report = cases.report(Scene())
    silent = Engagement(reason="No own posts in the data.")
    report = replace(report, measures=replace(report.measures, engagement=silent))
    with pytest.raises(UsageError) as told:
        write_chart(report, "engagement", tmp_path / "x.png")
    assert str(told.value) == "engagement: cannot be drawn: No own posts in the data."
