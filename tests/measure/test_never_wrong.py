"""Awkward stories: whatever the posts do, no number contradicts another or pretends to be known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from consistency import never_contradicts_itself
from worlds import crowd, incident

from postmortem.measure import Audience, OwnPosts, Settings, measure
from postmortem.measure.course.arrival import sustained_return
from postmortem.measure.course.display import display_means
from postmortem.measure.course.fit import Fit, bin_scored_posts, fit_mean
from postmortem.measure.findings.caveats import below_again
from postmortem.measure.findings.placebo import placebo_caveat
from postmortem.measure.findings.recovery import recovery
from postmortem.measure.posts.case import Case
from postmortem.measure.posts.metric import NEGATIVE_SHARE, SENTIMENT, VOLUME, Metric
from postmortem.model import Estimate

if TYPE_CHECKING:
    from postmortem.model import Recovery

RULES = Settings()
CALM = crowd(61)


def lowered(posts: Audience, by: float, since: float) -> Audience:
    return replace(posts, compound=np.clip(posts.compound - by * (posts.hours > since), -1, 1))


STORIES = {
    "nobody posts for two days right after it": CALM.where((CALM.hours < 0) | (CALM.hours > 40)),
    "a silence from hour 8 to 70": CALM.where((CALM.hours < 8) | (CALM.hours > 70)),
    "every post after it lies in one hour": replace(
        CALM, hours=np.where(CALM.hours >= 0, 5 + (CALM.hours % 1) * 0.9, CALM.hours)
    ),
    "every post after it lies in one instant": replace(
        CALM, hours=np.where(CALM.hours >= 0, 5.0, CALM.hours)
    ),
    "every post three times, at the same second": CALM.where(np.repeat(np.arange(len(CALM)), 3)),
    "times known to the day, scores to −1, 0, 1": replace(
        CALM, hours=np.floor(CALM.hours / 24) * 24 + 3, compound=np.round(CALM.compound)
    ),
    "nine posts of ten unscored": replace(
        CALM, compound=np.where(np.arange(len(CALM)) % 10, np.nan, CALM.compound)
    ),
    "nearly everybody falls silent": CALM.where((CALM.hours < 0) | (np.arange(len(CALM)) % 30 < 1)),
}


@pytest.mark.parametrize("story", STORIES)
def test_no_number_contradicts_another(story: str) -> None:
    never_contradicts_itself(
        measure(STORIES[story], OwnPosts.empty(), incident(), ends_hours=150.0)
    )


def found_about(
    posts: Audience, settings: Settings = RULES, control: Audience | None = None
) -> Recovery:
    """Ask about sentiment alone: a whole measurement would take longer and say the same."""
    ordered = posts.in_order()
    asked = Case(
        audience=ordered,
        observed_hours=float(ordered.hours[-1]),
        settings=settings,
        control=None if control is None else control.in_order(),
    )
    nothing = display_means(np.array([0.0, 1.0]), np.empty(0), np.empty(0))
    began = incident().began_at
    return recovery(
        fit_mean(SENTIMENT, bin_scored_posts(asked)), nothing, began, asked.observed_hours, settings
    )


def fit_about(posts: Audience) -> Fit:
    ordered = posts.in_order()
    asked = Case(audience=ordered, observed_hours=float(ordered.hours[-1]), settings=RULES)
    fit = fit_mean(SENTIMENT, bin_scored_posts(asked))
    assert isinstance(fit, Fit)
    return fit


def test_a_trough_where_nobody_posted_has_no_limits() -> None:
    posts = crowd(1)
    silent = posts.where((posts.hours < 0) | (posts.hours > 40))
    found = measure(silent, OwnPosts.empty(), incident()).negative_share
    assert found.trough is not None
    assert found.trough.at is not None
    assert found.trough.at < incident().began_at + timedelta(hours=28)
    assert (found.trough.low, found.trough.high) == (None, None)
    assert found.drop is not None
    assert (found.drop.low, found.drop.high) == (None, None)


@pytest.mark.parametrize("since", [126.0, 144.0])
def test_a_fall_on_the_last_day_is_no_recovery(since: float) -> None:
    found = found_about(lowered(CALM, 0.5, since))
    assert found.status == "not_recovered"
    assert found.recovery.hours is not None
    assert found.recovery.hours.value is None


def test_a_sag_at_the_end_that_is_not_certain_is_told() -> None:
    whole, sagging = found_about(CALM), found_about(lowered(CALM, 0.075, 125.0))
    assert whole.status == "recovered"
    assert "below-again" not in codes_of(whole)
    assert sagging.status == "probably_recovered"
    assert "below-again" in codes_of(sagging)


@pytest.mark.parametrize(
    ("metric", "side"), [(SENTIMENT, "below"), (NEGATIVE_SHARE, "above"), (VOLUME, "above")]
)
def test_the_sag_is_told_on_the_side_that_is_worse(metric: Metric, side: str) -> None:
    end = float(CALM.hours.max())
    fit = fit_mean(
        SENTIMENT,
        bin_scored_posts(Case(audience=CALM.in_order(), observed_hours=end, settings=RULES)),
    )
    assert isinstance(fit, Fit)
    (told,) = below_again(replace(fit, metric=metric), margin=-1.0)
    assert f"it was {side} the margin" in told.text


def test_a_hold_longer_than_what_was_seen_judges_nothing() -> None:
    found = found_about(CALM.where(CALM.hours < 40), Settings(hold_hours=72.0))
    assert found.status == "insufficient_data"
    assert "must hold for 72" in (found.reason or "")
    assert found.recovery.hours is None


def codes_of(found: Recovery) -> set[str]:
    return {caveat.code for caveat in found.warnings}


def test_a_baseline_that_was_moving_is_told() -> None:
    sliding = replace(CALM, compound=CALM.compound - 0.4 * np.clip(CALM.hours / 312, -1, 0))
    assert "drifting-baseline" in codes_of(found_about(sliding))
    assert "drifting-baseline" not in codes_of(found_about(CALM))


def test_a_margin_that_a_quiet_week_leaves_is_told() -> None:
    waves = 0.15 * np.sin(CALM.hours / 2.1) * np.sin(CALM.hours / 13.7)
    wobbling = replace(CALM, compound=np.clip(CALM.compound + waves, -1, 1))
    assert "margin-inside-wobble" in codes_of(found_about(wobbling))
    assert "margin-inside-wobble" not in codes_of(found_about(CALM))


def test_a_drop_a_week_before_the_incident_is_told() -> None:
    posts = crowd(63, before=500.0)
    earlier = 0.4 * np.exp(-np.abs(posts.hours + 150) / 24) * (posts.hours > -168)
    troubled = replace(posts, compound=np.clip(posts.compound - earlier, -1, 1)).in_order()
    assert placebo(troubled) == {"placebo-drop"}
    assert placebo(posts.in_order()) == set()


def placebo(posts: Audience) -> set[str]:
    asked = Case(audience=posts, observed_hours=150.0, settings=RULES)
    caveat = placebo_caveat(asked, fit_mean(SENTIMENT, bin_scored_posts(asked)))
    return set() if caveat is None else {caveat.code}


def test_a_mood_that_improves_is_no_drop_and_no_loss() -> None:
    rise = 0.9 * np.exp(-np.maximum(CALM.hours, 0) / 24) * (CALM.hours >= 0)
    found = found_about(replace(CALM, compound=np.clip(CALM.compound + rise, -1, 1)))
    assert found.status == "no_drop"
    assert found.drop is None
    assert found.trough is None
    assert found.early_drop is not None
    assert found.early_drop.value is not None
    assert found.early_drop.value < 0
    assert found.area_lost is not None
    assert found.area_lost.value is not None
    assert found.area_lost.value < 0


def test_a_margin_wider_than_the_drop_was_never_left() -> None:
    found = found_about(CALM, Settings(margin=0.9))
    assert found.status == "recovered"
    assert found.recovery.hours == Estimate(0.0, 0.0, 0.0)
    assert found.recovery.at == incident().began_at
    assert found.recovery.never_left
    assert found.recovery.first_return_hours == 0.0
    assert "never-outside-margin" in codes_of(found)


def sinking(posts: Audience, depth: float, at: float) -> Audience:
    """Return the mood going down slowly, to be `depth` lower at hour `at`, and back up again."""
    sag = depth * np.exp(-(((posts.hours - at) / 12.0) ** 2)) * (posts.hours >= 0)
    return replace(posts, compound=np.clip(posts.compound - sag, -1, 1))


SINKING = sinking(crowd(64, rate=60.0, depth=0.0, spread=0.2), 0.3, 40.0)


def test_a_late_drop_within_the_margin_takes_no_time_to_return_from() -> None:
    found = found_about(SINKING, Settings(margin=0.5))
    assert found.p_drop is not None
    assert found.p_drop < 0.05
    assert found.recovery.hours == Estimate(0.0, 0.0, 0.0)
    (told,) = [one.text for one in found.warnings if one.code == "never-outside-margin"]
    assert "and up to 0.50 counts as normal" in told
    assert "may have been deeper" not in told


def test_a_drop_as_deep_as_the_margin_may_have_left_it() -> None:
    depth = -float(fit_about(SINKING).curve.gap.min())
    found = found_about(SINKING, Settings(margin=depth + 0.002))
    assert found.recovery.hours is not None
    assert found.recovery.hours.value == 0.0
    assert found.recovery.hours.low == 0.0
    assert found.recovery.hours.high is not None
    assert 40 < found.recovery.hours.high < 80
    (told,) = [one.text for one in found.warnings if one.code == "never-outside-margin"]
    assert "may have been deeper" in told


def test_a_drop_that_did_leave_the_margin_is_not_said_to_have_stayed_within() -> None:
    depth = -float(fit_about(SINKING).curve.gap.min())
    found = found_about(SINKING, Settings(margin=depth - 0.002))
    assert found.recovery.hours is not None
    assert found.recovery.hours.value is not None
    assert found.recovery.hours.value > 35
    assert "never-outside-margin" not in codes_of(found)


def test_a_wider_margin_is_never_later_whether_it_was_left_or_not() -> None:
    curve = fit_about(SINKING).curve
    found = [
        sustained_return(curve, margin, 24.0, RULES.z) for margin in np.linspace(0.02, 0.6, 59)
    ]
    for name in ("earliest", "latest"):
        hours = [getattr(one, name) for one in found]
        assert hours == sorted(hours, reverse=True), name
    hours = [one.best.hours for one in found]
    assert hours == sorted(hours, reverse=True)
    assert hours[-1] == 0.0
