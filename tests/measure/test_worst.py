"""The worst point is the worst of the fitted curve, and the drop the most it fell short."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from worlds import BEGAN, crowd

from postmortem.measure import Audience, Settings
from postmortem.measure.course.display import display_bins
from postmortem.measure.course.fit import Fit, bin_scored_posts, fit_mean
from postmortem.measure.course.volume import fit_volume
from postmortem.measure.findings.amounts import drop, trough
from postmortem.measure.findings.recovery import recovery
from postmortem.measure.findings.series import points
from postmortem.measure.posts.case import Case
from postmortem.measure.posts.metric import NEGATIVE_SHARE, SENTIMENT, VOLUME, Metric

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats
    from postmortem.model import Point

RULES = Settings()
METRICS = [SENTIMENT, NEGATIVE_SHARE, VOLUME]
NAMES = [metric.name for metric in METRICS]


def awake(hours: Floats) -> Floats:
    """Return how many people are up, from 0 to 1; the incident falls in the evening."""
    share: Floats = 0.5 + 0.5 * np.cos(2 * np.pi * (hours - 16.0) / 24.0)
    return share


def village(seed: int, before: float, after: float) -> Audience:
    """Return a crowd that sleeps at night and sees things darker by day.

    So the night holds the largest ratio to expected, and the day the most posts.
    """
    posts = crowd(seed, rate=60.0, before=before, after=after)
    keep = np.random.default_rng(seed).random(len(posts)) < 0.04 + 0.96 * awake(posts.hours)
    darker = np.clip(posts.compound - 0.25 * awake(posts.hours), -1, 1)
    return Audience(
        hours=posts.hours[keep],
        author=posts.author[keep],
        platform=posts.platform[keep],
        platforms=posts.platforms,
        compound=darker[keep],
    )


def asked(posts: Audience, observed: float) -> Case:
    ordered = posts.in_order()
    kept = ordered.where(ordered.hours <= observed)
    return Case(audience=kept, observed_hours=observed, settings=RULES)


def fit_of(metric: Metric, case: Case) -> Fit:
    found = fit_volume(case) if metric is VOLUME else fit_mean(metric, bin_scored_posts(case))
    assert isinstance(found, Fit), found.reason
    return found


def line_of(fit: Fit, case: Case) -> list[tuple[float, Point]]:
    """Return the drawn curve since the incident, worse values larger, with their bins."""
    every = points(display_bins(case, fit.metric), BEGAN, fit.metric, (fit.gap, fit.curve), RULES.z)
    return [
        (fit.metric.worse * point.fitted, point)
        for point in every
        if point.hours >= 0 and point.fitted is not None
    ]


@pytest.fixture(scope="module")
def brief() -> Case:
    """Four days in all, which are drawn hour by hour."""
    return asked(village(91, 74.0, 22.0), 22.0)


@pytest.fixture(scope="module")
def long() -> Case:
    """Three weeks, which are drawn by six hours."""
    return asked(village(92, 312.0, 150.0), 150.0)


@pytest.mark.parametrize("metric", METRICS, ids=NAMES)
def test_the_worst_point_is_the_worst_of_the_drawn_curve(brief: Case, metric: Metric) -> None:
    fit = fit_of(metric, brief)
    found = trough(fit, BEGAN, RULES)
    worst, point = max(line_of(fit, brief), key=lambda pair: pair[0])
    assert found.value == pytest.approx(metric.worse * worst, abs=1e-9)
    assert found.at == point.start + timedelta(minutes=30)
    assert (found.low, found.high) == (
        pytest.approx(point.low, abs=1e-9),
        pytest.approx(point.high, abs=1e-9),
    )


@pytest.mark.parametrize("metric", METRICS, ids=NAMES)
def test_no_drawn_mean_of_the_curve_lies_beyond_the_worst_point(long: Case, metric: Metric) -> None:
    fit = fit_of(metric, long)
    found = trough(fit, BEGAN, RULES)
    line = line_of(fit, long)
    worst, _ = max(line, key=lambda pair: pair[0])
    assert found.value is not None
    assert metric.worse * found.value >= worst
    assert found.at is not None
    (near,) = [p for _, p in line if timedelta(0) <= found.at - p.start < timedelta(hours=6)]
    assert near.fitted == pytest.approx(found.value, rel=0.3)


@pytest.mark.parametrize("metric", METRICS, ids=NAMES)
def test_the_worst_point_moves_with_the_clock(long: Case, metric: Metric) -> None:
    fit = fit_of(metric, long)
    one = trough(fit, BEGAN, RULES)
    later = trough(fit, BEGAN + timedelta(hours=100), RULES)
    assert one.at is not None
    assert later.at == one.at + timedelta(hours=100)
    assert later.value == one.value


@pytest.mark.parametrize("metric", METRICS, ids=NAMES)
def test_the_drop_is_the_most_that_the_curve_fell_short(long: Case, metric: Metric) -> None:
    fit = fit_of(metric, long)
    level, expected = fit.metric.level, fit.gap.expected
    short = metric.worse * (level(expected + fit.curve.gap) - level(expected))
    found = drop(fit, RULES)
    assert found.value == pytest.approx(short.max(), abs=1e-6)
    assert found.low is not None
    assert found.high is not None
    assert found.low < short.max() < found.high


def test_a_night_of_many_times_the_usual_few_is_not_the_peak_of_volume(long: Case) -> None:
    fit = fit_of(VOLUME, long)
    night = int(np.argmin(fit.curve.gap))
    found, most = trough(fit, BEGAN, RULES), drop(fit, RULES)
    levels = fit.metric.level(fit.gap.expected + fit.curve.gap)
    assert levels[night] < 0.7 * levels.max(), "the story needs a quiet night of a large ratio"
    assert found.value == pytest.approx(levels.max())
    told = recovery(fit, display_bins(long, VOLUME), BEGAN, 150.0, RULES)
    assert told.drop == most
    place = int(np.argmax(levels - fit.metric.level(fit.gap.expected)))
    assert told.drop_in_sd == pytest.approx(-fit.curve.gap[place] / fit.gap.wobble)
