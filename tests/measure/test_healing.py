"""Laws of healing, changes that take hours, and curves drawn from a mixture."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from postmortem.measure.course.healing import healing_courses
from postmortem.measure.course.kernel import START, Change, Prior, kernel
from postmortem.measure.course.likelihood import log_evidence
from postmortem.measure.course.paths import DRAWS, draw_paths, draws_of

TIMES = np.arange(1.0, 120.0, 3.0)


def gap_of(left: Any, sd: float = 0.02) -> Any:
    """Return a gap as the courses see it: times, values and their covariance."""
    noise = np.random.default_rng(1).standard_normal(len(TIMES)) * sd
    return SimpleNamespace(
        time=TIMES, gap=left(TIMES) + noise, cov=sd**2 * np.eye(len(TIMES)), end=120.0
    )


def test_the_short_way_to_the_evidence_of_a_law_is_that_of_its_whole_covariance() -> None:
    gap = gap_of(lambda t: -0.4 * np.exp(-t / 24))
    prior = Prior(TIMES, TIMES, (Change(36.0, "turn"),))
    laws = healing_courses(gap, (36.0,))
    whole = [log_evidence(gap.gap, law.covariance(prior) + gap.cov) for law in laws]
    extra = np.array([law.log_weight for law in laws]) - whole
    families = {law.core.bend and law.core.bend.at for law in laws}
    assert len(families) > 3
    for at in families:
        # what is left is the log prior, which laws of one family share
        is_one = [(law.core.bend and law.core.bend.at) == at for law in laws]
        priors = np.unique(np.round(extra[is_one], 6))
        assert len(priors) == 1


def test_the_law_that_made_a_gap_is_likelier_than_another() -> None:
    laws = healing_courses(gap_of(lambda t: -0.4 * np.exp(-t / 24)), ())
    best = max(laws, key=lambda law: law.log_weight)
    assert best.core.hours in (12.0, 24.0, 48.0)
    kink = healing_courses(gap_of(lambda t: -0.4 * np.exp(-np.maximum(t - 48, 0) / 6)), ())
    bend = max(kink, key=lambda law: law.log_weight).core.bend
    assert bend is not None
    assert bend.at == 48.0


def test_a_return_over_hours_forgets_what_came_before_bit_by_bit() -> None:
    plain = kernel(TIMES, TIMES, START, ())
    slow = kernel(TIMES, TIMES, START, (Change(40.0, "return", 24.0),))
    before = TIMES < 40
    np.testing.assert_array_equal(slow[np.ix_(before, before)], plain[np.ix_(before, before)])
    link = slow[0] / plain[0]
    assert link[np.argmin(abs(TIMES - 52))] == pytest.approx(0.5)
    assert (link[TIMES >= 64] == 0).all()
    assert np.linalg.eigvalsh(slow).min() > -1e-9


def test_drawn_curves_have_the_mean_and_the_spread_they_are_drawn_from() -> None:
    weights = np.array([0.7, 0.3])
    draws = draws_of(weights, 2)
    assert [len(each) for each in draws] == [700, 300]
    assert sum(map(len, draws)) == DRAWS
    cov = np.array([[0.04, 0.03], [0.03, 0.09]])
    paths = draw_paths(np.array([1.0, -2.0]), cov, draws[0])
    np.testing.assert_allclose(paths.mean(axis=0), [1.0, -2.0], atol=1e-9)
    np.testing.assert_allclose(np.cov(paths.T), cov, rtol=0.2)
    again = draw_paths(np.array([1.0, -2.0]), cov, draws_of(weights, 2)[0])
    np.testing.assert_array_equal(paths, again)
