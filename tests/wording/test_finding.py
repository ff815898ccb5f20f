"""The words for a finding: honest, short, and the same wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import report_cases as cases
from report_cases import STATES, Scene

from postmortem.model import Estimate, Recovery, Status
from postmortem.model.platforms import PLATFORMS
from postmortem.wording import Clock, headline, platform_name, sentence, span, visible


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


def depth_only(recovery: Recovery) -> Recovery:
    """Return a recovery whose data end too early to judge it, though the fall is proven."""
    time = replace(recovery.recovery, hours=None, at=None)
    reason = "10 h of data after the incident; 24 are needed"
    return replace(recovery, status="insufficient_data", reason=reason, recovery=time)


def within_margin(recovery: Recovery) -> Recovery:
    """Return a recovery that needed no time, because the margin was never left."""
    time = replace(
        recovery.recovery, hours=Estimate(0.0, 0.0, 5.2), at=cases.BEGAN, never_left=True
    )
    return replace(recovery, recovery=time)


def test_a_proven_fall_is_told_where_its_recovery_cannot_be_judged_yet() -> None:
    fell, rose, grew = (depth_only(recovery) for recovery in recoveries(Scene()))
    assert headline(fell) == "Sentiment fell by 0.52; recovery cannot be judged"
    for recovery in (fell, rose, grew):
        assert "Not enough data" not in headline(recovery)
        assert len(headline(recovery)) <= 70
    told = sentence(fell)
    assert told.startswith("Sentiment fell by 0.52 at its worst (90% interval 0.47 to 0.66")
    assert "Whether it has recovered is not known. 10 h of data after the incident" in told


def test_where_even_the_fall_is_unknown_nothing_is_claimed() -> None:
    (unknown, _, _) = recoveries(Scene(status="insufficient_data"))
    assert headline(unknown) == "Not enough data to say whether sentiment fell"


@pytest.mark.parametrize("metric", [0, 1, 2])
def test_no_time_is_given_for_a_way_back_that_nobody_had_to_go(metric: int) -> None:
    recovery = within_margin(recoveries(Scene())[metric])
    assert "never left the margin" in headline(recovery)
    assert "never left the margin" in sentence(recovery)
    assert "outside for at most 5.2 h" in sentence(recovery)
    for words in (headline(recovery), sentence(recovery)):
        assert " 0 h" not in words
        assert "back" not in words


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


def test_every_platform_has_its_own_spelling() -> None:
    assert [key for key in PLATFORMS if platform_name(key) == key] == []
