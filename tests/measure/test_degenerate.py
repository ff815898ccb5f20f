"""Poor data get the right state and a reason; never an exception, never an unknowable number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from consistency import never_contradicts_itself

from postmortem.measure import Audience, OwnPosts, measure
from postmortem.model import Event, Incident, Measures

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats, Ints

BEGAN = datetime(2026, 3, 12, 13, 20, tzinfo=UTC)
INCIDENT = Incident(
    id="made-up",
    title="Made up",
    began_at=BEGAN,
    events=(Event(kind="apology", at=BEGAN + timedelta(hours=30)),),
)


def spread(n: int, first: float, last: float) -> Floats:
    return np.random.default_rng(n).uniform(first, last, n)


def crowd(hours: Floats, author: Ints | None = None, compound: Floats | None = None) -> Audience:
    n = len(hours)
    scores = np.random.default_rng(7).uniform(-1, 1, n) if compound is None else compound
    return Audience(
        hours=np.asarray(hours, dtype=float),
        author=np.arange(n) if author is None else author,
        platform=np.zeros(n, np.int16),
        platforms=("x",),
        compound=scores,
    )


def answer(audience: Audience) -> Measures:
    return measure(audience, OwnPosts.empty(), INCIDENT)


def knows_nothing(found: Measures) -> None:
    for metric in (found.sentiment, found.negative_share):
        assert metric.status == "insufficient_data"
        assert metric.reason
        assert metric.recovery.hours is None
        assert metric.recovery.at is None
        assert metric.half_life_hours is None
        assert metric.trough is None
        assert not metric.recovery.censored


POOR = {
    "no posts at all": (Audience.empty(), "No posts before the incident"),
    "the incident at the first row": (crowd(spread(3000, 0, 240)), "No posts before the incident"),
    "no post after it": (crowd(spread(3000, -336, -1)), "No posts since the incident"),
    "a single post": (crowd(np.array([5.0])), "No posts before the incident"),
    "seventeen hours of baseline": (crowd(spread(4000, -17, 240)), "17 hours of posts before"),
    "five posts": (crowd(spread(5, -336, 240)), "100 are needed"),
    "two hours of aftermath": (crowd(spread(3000, -336, 2)), "observed since the incident"),
    "all scores equal": (
        crowd(spread(3000, -336, 240), compound=np.full(3000, 0.3)),
        "the same score",
    ),
    "all unscored": (
        crowd(spread(3000, -336, 240), compound=np.full(3000, np.nan)),
        "None of the 3000 posts is scored",
    ),
    "one author with nine posts of ten": (
        crowd(
            spread(3000, -336, 240),
            author=np.where(np.arange(3000) % 10 < 9, 0, np.arange(3000)),
        ),
        "equally busy",
    ),
    "ten hours of aftermath": (crowd(spread(3000, -336, 10)), "must hold for 24"),
}


@pytest.mark.parametrize("case", POOR)
def test_poor_data_get_a_reason_instead_of_a_number(case: str) -> None:
    audience, reason = POOR[case]
    found = answer(audience)
    knows_nothing(found)
    never_contradicts_itself(found)
    assert reason in (found.sentiment.reason or "")


def test_a_gate_counts_days_with_posts_and_not_the_span() -> None:
    wave = np.concatenate([spread(2000, -700, -683), spread(2000, 0, 240)])
    found = answer(crowd(wave))
    assert found.sentiment.reason is not None
    assert found.sentiment.reason.startswith("17 hours of posts before the incident; 3 days")


def test_one_post_an_hour_is_too_few_to_resolve_the_margin() -> None:
    found = answer(crowd(spread(576, -336, 240)))
    never_contradicts_itself(found)
    assert found.sentiment.status == "insufficient_data"
    assert "could resolve" in (found.sentiment.reason or "")
    assert found.sentiment.recovery.hours is None


def test_three_days_of_baseline_are_just_enough_and_warned_about() -> None:
    found = answer(crowd(spread(3000, -72, 240)))
    never_contradicts_itself(found)
    assert found.sentiment.p_drop is not None
    assert "short-baseline" in {caveat.code for caveat in found.sentiment.warnings}


def test_windows_are_given_even_when_nothing_can_be_modelled() -> None:
    found = answer(crowd(spread(400, -17, 60)))
    assert [window.name for window in found.windows] == [
        "before",
        "first_12h",
        "first_48h",
        "last_48h",
        "after",
    ]
    assert all(window.sentiment is not None for window in found.windows)


def test_a_window_of_one_post_has_a_mean_and_no_interval() -> None:
    found = answer(crowd(np.array([-5.0, 3.0])))
    before = found.windows[0]
    assert before.n == 1
    assert before.sentiment is not None
    assert before.sentiment.low is None
    assert before.sentiment.high is None


def test_unscored_posts_count_for_volume_and_never_for_sentiment() -> None:
    scores = np.full(3000, np.nan)
    found = answer(crowd(spread(3000, -336, 240), compound=scores))
    assert found.volume.p_drop is not None
    assert all(window.sentiment is None for window in found.windows)
    assert found.windows[0].n > 0


def test_authors_unknown_is_a_warning_and_each_post_its_own_author() -> None:
    n = 3000
    found = answer(crowd(spread(n, -336, 240), author=np.full(n, -1)))
    assert "authors-unknown" in {caveat.code for caveat in found.warnings}
    assert found.sentiment.p_drop is not None
    assert found.windows[0].authors is None


def test_posts_without_an_author_are_not_one_busy_author() -> None:
    n = 3000
    few = np.where(np.arange(n) % 5 < 4, -1, np.arange(n))
    found = answer(crowd(spread(n, -336, 240), author=few))
    assert found.sentiment.p_drop is not None
    said = next(one.text for one in found.warnings if one.code == "authors-unknown")
    assert "no author for 80% of the posts" in said


def test_years_of_data_and_days_without_posts_are_survived() -> None:
    hours = np.concatenate([spread(6000, -9000, 100), spread(1500, 4000, 6000)])
    assert answer(crowd(hours)).sentiment.status in ("no_drop", "insufficient_data")


def test_times_known_to_the_day_alone_are_survived() -> None:
    days = np.repeat(np.arange(-20, 15) * 24.0 + 3, 60)
    assert answer(crowd(days)).sentiment.status in ("no_drop", "insufficient_data")
