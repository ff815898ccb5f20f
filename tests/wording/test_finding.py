"""The words for a finding: honest, short, and the same wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import report_cases as cases
from report_cases import STATES, Scene

from postmortem.model import Estimate, Recovery, Status
from postmortem.wording import Clock, headline, sentence, span, visible


def recoveries(scene: Scene) -> tuple[Recovery, Recovery, Recovery]:
    measures = cases.report(scene).measures
    return measures.sentiment, measures.negative_share, measures.volume


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("relapse", [False, True])
@pytest.mark.parametrize("hours", [30.0, 400.0, 4812.0])
def test_headlines_fit_a_slide(status: Status, hours: float, *, relapse: bool) -> None:
    for recovery in recoveries(Scene(status=status, relapse=relapse, after_hours=hours)):
        long = replace(recovery, new_normal=True)
        assert len(headline(recovery)) <= 70, headline(recovery)
        assert len(headline(long)) <= 70, headline(long)


@pytest.mark.parametrize("metric", [0, 1, 2])
def test_each_state_is_told_apart(metric: int) -> None:
    titles = [headline(recoveries(Scene(status=status))[metric]) for status in STATES]
    sentences = [sentence(recoveries(Scene(status=status))[metric]) for status in STATES]
    assert len(set(titles)) == len(set(sentences)) == len(STATES)


def test_only_a_return_is_called_a_return() -> None:
    for status in ("not_recovered", "inconclusive", "no_drop", "insufficient_data"):
        for recovery in recoveries(Scene(status=status)):  # type: ignore[arg-type]
            assert "was back" not in headline(recovery)
            assert "was back" not in sentence(recovery)


def test_volume_and_negative_share_rise_where_sentiment_falls() -> None:
    falls, rises, grows = recoveries(Scene(status="no_drop"))
    assert "drop in sentiment" in headline(falls)
    assert "rise in the negative share" in headline(rises)
    assert "rise in volume" in headline(grows)


def test_a_residual_is_told_as_an_amount_on_the_bad_side() -> None:
    (recovery, negative, _) = recoveries(Scene(status="not_recovered"))
    assert "lay 0.18 below expected (90% interval 0.15 to 0.21)" in sentence(recovery)
    worse = replace(negative, residual=Estimate(0.12, 0.08, 0.16))
    assert "lay 12 points above expected (90% interval 8 to 16 points)" in sentence(worse)


def test_scored_posts_are_told_with_the_authors_of_the_scored_posts() -> None:
    report = cases.report(Scene())
    told = sentence(report.measures.sentiment, report.data)
    assert f"{report.data.scored:,} scored posts by 7,156 authors" in told
    unnamed = replace(report.data, scored_authors=None)
    assert "authors" not in sentence(report.measures.sentiment, unnamed)


def test_no_interval_is_not_an_interval_of_zero() -> None:
    (recovery, _, _) = recoveries(Scene())
    bare = replace(recovery.recovery, hours=Estimate(51.0))
    assert "90% interval not known" in sentence(replace(recovery, recovery=bare))


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.0, "0 h"), (0.2, "12 min"), (1.0, "1 h"), (9.96, "10 h"), (71.4, "71 h"), (71.9, "72 h"),
     (72.0, "3 days"), (95.9, "4 days"), (408.0, "17 days"), (-3.0, "−3 h")],
)  # fmt: skip
def test_hours_below_three_days_then_days_and_hours(hours: float, words: str) -> None:
    assert span(hours) == words


def test_times_follow_the_clock_of_the_zone_through_its_changes() -> None:
    clock = Clock("Europe/Oslo")
    winter = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert [clock.short(winter + timedelta(hours=h)) for h in (0, 1)] == [
        "29 Mar 01:30",
        "29 Mar 03:30",
    ]


def test_text_is_cleaned_once_and_only_once() -> None:
    shown = visible("a\x00b\u202ec\ud800")
    assert shown == "a\\x00b\\u202ec\\ud800"
    assert visible(shown) == shown
