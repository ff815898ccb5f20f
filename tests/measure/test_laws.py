"""Laws the answer obeys whatever the data: what must not matter does not, what must does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from worlds import crowd

from postmortem.measure import Audience, Settings
from postmortem.measure.course.arrival import sustained_return
from postmortem.measure.course.fit import Fit, bin_scored_posts, fit_mean, fit_series
from postmortem.measure.posts.bins import engine_edges
from postmortem.measure.posts.buckets import binned_means, buckets
from postmortem.measure.posts.case import Case
from postmortem.measure.posts.metric import SENTIMENT

MARGIN, HOLD, Z = 0.05, 24.0, Settings().z


def case(audience: Audience, observed: float = 150.0) -> Case:
    posts = audience.in_order()
    return Case(
        audience=posts.where(posts.hours <= observed), observed_hours=observed, settings=Settings()
    )


def fit_of(audience: Audience, observed: float = 150.0) -> Fit:
    found = fit_mean(SENTIMENT, bin_scored_posts(case(audience, observed)))
    assert isinstance(found, Fit), found.reason
    return found


def hours_of(fit: Fit, margin: float = MARGIN, hold: float = HOLD) -> float:
    return sustained_return(fit.curve, margin, hold, Z).best.hours


@pytest.fixture(scope="module")
def usual() -> Audience:
    return crowd(1)


@pytest.fixture(scope="module")
def fit(usual: Audience) -> Fit:
    return fit_of(usual)


def test_the_known_recovery_is_inside_the_interval(fit: Fit) -> None:
    truth = 24 * np.log(0.5 / MARGIN)
    found = sustained_return(fit.curve, MARGIN, HOLD, Z)
    assert found.earliest < truth < found.latest
    assert found.best.hours == pytest.approx(truth, abs=15)


def test_adding_a_constant_to_all_scores_changes_nothing(usual: Audience, fit: Fit) -> None:
    kinder = replace(usual, compound=usual.compound * 0.5 + 0.2)
    halved = replace(usual, compound=usual.compound * 0.5)
    one, other = fit_of(kinder), fit_of(halved)
    np.testing.assert_allclose(one.curve.gap, other.curve.gap, atol=1e-6)
    assert hours_of(one) == pytest.approx(hours_of(other), abs=1e-3)


def test_the_order_of_rows_does_not_matter(usual: Audience, fit: Fit) -> None:
    shuffled = usual.where(np.random.default_rng(3).permutation(len(usual)))
    again = fit_of(shuffled)
    np.testing.assert_array_equal(again.curve.gap, fit.curve.gap)
    np.testing.assert_array_equal(again.gap.cov, fit.gap.cov)


def test_names_of_authors_do_not_matter(usual: Audience, fit: Fit) -> None:
    renamed = replace(usual, author=usual.author * 7919 + 13)
    np.testing.assert_allclose(fit_of(renamed).curve.gap, fit.curve.gap, atol=1e-9)


@pytest.mark.parametrize("strangers", [False, True], ids=["same authors", "new authors"])
def test_saying_everything_twice_promises_no_more(
    usual: Audience, fit: Fit, strangers: bool
) -> None:
    shift = int(usual.author.max()) + 1 if strangers else 0
    double = Audience(
        hours=np.tile(usual.hours, 2),
        author=np.concatenate([usual.author, usual.author + shift]),
        platform=np.tile(usual.platform, 2),
        platforms=usual.platforms,
        compound=np.tile(usual.compound, 2),
    )
    again = fit_of(double)
    assert abs(hours_of(again) - hours_of(fit)) <= 3
    if not strangers:
        assert np.median(again.curve.sd) > 0.85 * np.median(fit.curve.sd)


def test_a_wider_margin_is_never_later_and_a_longer_hold_never_earlier(fit: Fit) -> None:
    by_margin = [hours_of(fit, margin=margin) for margin in (0.025, 0.05, 0.10, 0.20)]
    assert by_margin == sorted(by_margin, reverse=True)
    by_hold = [hours_of(fit, hold=hold) for hold in (6, 12, 24, 48, 96)]
    assert by_hold == sorted(by_hold)


def test_the_width_of_bins_does_not_matter(usual: Audience) -> None:
    asked = bin_scored_posts(case(usual))
    posts = asked.case.audience
    found = []
    for least in (0.5, 1.0, 2.0, 4.0):
        edges = engine_edges(asked.baseline.span, 150.0, least)
        placed = buckets(posts.hours, posts.author, edges)
        binned = binned_means(placed, posts.compound, weekly=True)
        answer = fit_series(SENTIMENT, binned, asked.baseline, asked.case, None)
        assert isinstance(answer, Fit)
        found.append(hours_of(answer))
    assert max(found) - min(found) <= 3


def test_less_data_after_moves_the_answer_little_and_then_only_censors_it(
    usual: Audience, fit: Fit
) -> None:
    assert hours_of(fit_of(usual, 110.0)) == pytest.approx(hours_of(fit), abs=6)
    early = sustained_return(fit_of(usual, 30.0).curve, MARGIN, HOLD, Z)
    assert np.isinf(early.latest)


def test_nights_without_posts_change_no_verdict(usual: Audience, fit: Fit) -> None:
    awake = usual.where((usual.hours % 24) >= 6)
    whole = sustained_return(fit.curve, MARGIN, HOLD, Z)
    part = sustained_return(fit_of(awake).curve, MARGIN, HOLD, Z)
    assert np.isfinite(part.latest) == np.isfinite(whole.latest)
    assert whole.earliest - 6 <= part.best.hours <= whole.latest + 6


def test_a_deeper_fall_is_deeper_and_takes_longer() -> None:
    shallow, deep = fit_of(crowd(5, depth=0.2)), fit_of(crowd(5, depth=0.7))
    assert deep.curve.gap.min() < shallow.curve.gap.min()
    assert hours_of(deep) > hours_of(shallow)


def test_the_same_posts_told_from_another_zone_are_the_same_posts(usual: Audience) -> None:
    """Hours since the incident are all the estimator sees: no clock, no zone, no summer time."""
    shift = timedelta(hours=7).total_seconds() / 3600
    moved = usual.shift(shift).shift(-shift)
    np.testing.assert_allclose(moved.hours, usual.hours, atol=1e-9)
    assert hours_of(fit_of(moved)) == pytest.approx(hours_of(fit_of(usual)), abs=0.05)


def test_posts_of_one_instant_are_ordered_by_what_they_say() -> None:
    draw = np.random.default_rng(9)
    posts = Audience(
        hours=draw.integers(-5, 5, 400).astype(float),
        author=draw.integers(0, 9, 400),
        platform=draw.integers(0, 2, 400).astype(np.int16),
        platforms=("x", "forum"),
        compound=draw.choice([-0.5, 0.1, np.nan], 400),
    )
    one, other = posts.in_order(), posts.where(draw.permutation(400)).in_order()
    every = np.lexsort((posts.compound, posts.author, posts.platform, posts.hours))
    np.testing.assert_array_equal(one.compound, posts.compound[every])
    for name in ("hours", "author", "platform", "compound"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
