"""The band of a mixture, and crossings that must hold."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pytest

from postmortem.measure.course.arrival import sustained_return
from postmortem.measure.course.crossing import first_hold, fraction_healed, stretches_below
from postmortem.measure.course.curve import Curve, Parts
from postmortem.measure.expected.noise import Times, averaged_variance, wobble_kernel

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats

Z = NormalDist().inv_cdf(0.95)


def curve(gap: Floats, sd: float = 0.001, seen: Floats | None = None) -> Curve:
    time = np.arange(len(gap)) + 0.5
    return Curve(
        time=time,
        step=np.ones(len(gap)),
        gap=gap,
        cov=sd**2 * np.eye(len(gap)),
        end=float(len(gap)),
        parts=Parts(np.ones(1), gap[None, :], np.full((1, len(gap)), sd)),
        paths=gap + sd * np.random.default_rng(0).standard_normal((200, len(gap))),
        new_changes=(),
        hours_to_posts=np.zeros(len(gap)) if seen is None else seen,
        resolution=np.ones(len(gap)),
    )


def fall_until(back: int, hours: int = 200) -> Floats:
    return np.where(np.arange(hours) < back, -0.3, 0.0)


def test_one_curve_has_the_band_of_a_normal() -> None:
    parts = Parts(np.ones(1), np.array([[0.2]]), np.array([[0.1]]))
    assert parts.quantile(0.95)[0] == pytest.approx(0.2 + Z * 0.1)


def test_two_curves_far_apart_have_a_band_that_holds_both() -> None:
    parts = Parts(np.array([0.5, 0.5]), np.array([[-1.0], [1.0]]), np.full((2, 1), 0.1))
    assert parts.quantile(0.95)[0] == pytest.approx(1.0 + NormalDist().inv_cdf(0.9) * 0.1, abs=1e-4)
    assert parts.quantile(0.05)[0] == pytest.approx(
        -1.0 - NormalDist().inv_cdf(0.9) * 0.1, abs=1e-4
    )


def test_a_return_shorter_than_the_hold_is_no_recovery() -> None:
    gap = fall_until(50)
    gap[70:75] = -0.3
    found = sustained_return(curve(gap), 0.05, 24.0, Z)
    assert found.first == pytest.approx(50.33, abs=0.5)
    assert found.best.hours == pytest.approx(75.33, abs=0.5)


def test_a_hold_cut_off_by_the_end_of_the_data_is_provisional_and_not_confirmed() -> None:
    found = sustained_return(curve(fall_until(190)), 0.05, 24.0, Z)
    assert found.best.hours == pytest.approx(190.3, abs=0.5)
    assert not found.best.complete
    assert np.isinf(found.latest)


def test_what_nobody_saw_confirms_nothing() -> None:
    seen = np.where((np.arange(200) > 60) & (np.arange(200) < 150), 20.0, 0.0)
    found = sustained_return(curve(fall_until(50), seen=seen), 0.05, 24.0, Z)
    assert found.latest >= 150


def test_a_silence_long_after_a_return_that_held_takes_nothing_back() -> None:
    gap = fall_until(50)
    silent = np.where((np.arange(200) > 110) & (np.arange(200) < 150), 20.0, 0.0)
    whole = sustained_return(curve(gap), 0.05, 24.0, Z)
    assert sustained_return(curve(gap, seen=silent), 0.05, 24.0, Z) == whole
    assert whole.latest < 60


def test_of_two_shocks_the_first_counts_unless_it_was_less_than_half_as_deep() -> None:
    shallow, deep = fall_until(20) * 0.4, fall_until(20)
    later = np.where((np.arange(200) >= 80) & (np.arange(200) < 120), -0.3, 0.0)
    assert sustained_return(curve(deep + later), 0.05, 24.0, Z).best.hours < 25
    assert sustained_return(curve(shallow + later), 0.05, 24.0, Z).best.hours > 115


def test_a_jump_is_not_timed_better_than_the_bins_it_lies_between() -> None:
    value, low, high = fraction_healed(curve(fall_until(50)), 0.5, Z)
    assert value == pytest.approx(50.0, abs=0.2)
    assert low < value - 0.9
    assert high > value + 0.9


def test_a_curve_that_never_fell_is_back_at_once() -> None:
    level = curve(np.zeros(100))
    assert first_hold(level.gap + 0.05, level, hold=24.0, start=0).hours == 0.0


def test_a_stretch_below_ends_where_the_curve_is_back() -> None:
    gap = fall_until(50)
    gap[120:140] = -0.2
    spans = stretches_below(curve(gap), 0.05, 60.0, Z)
    assert spans == [(120.5, 140.5)]
    gap[180:] = -0.2
    assert stretches_below(curve(gap), 0.05, 60.0, Z)[-1] == (180.5, None)


def test_averaging_a_wobble_over_a_bin_leaves_what_brute_force_leaves() -> None:
    """The closed form against a fine grid: it is why the width of bins does not matter."""
    memory, edges = 3.0, np.array([0.0, 2.0, 3.0, 7.0])
    fine = (np.arange(7000) + 0.5) / 1000
    exact = np.exp(-np.abs(fine[:, None] - fine[None, ::10]) / memory)
    kernel = wobble_kernel(memory, Times((edges[:-1] + edges[1:]) / 2, np.diff(edges)))
    for i in range(3):
        for j in range(3):
            rows = (fine >= edges[i]) & (fine < edges[i + 1])
            columns = (fine[::10] >= edges[j]) & (fine[::10] < edges[j + 1])
            assert kernel[i, j] == pytest.approx(exact[np.ix_(rows, columns)].mean(), abs=2e-3)
    assert averaged_variance(np.array([1e-9]))[0] == pytest.approx(1.0, abs=1e-3)
