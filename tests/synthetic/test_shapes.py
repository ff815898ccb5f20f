"""What is true of a shape is true by arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from postmortem.synthetic import (
    SHAPES,
    Shape,
    dip,
    exponential,
    never,
    no_drop,
    power,
    sigmoid,
    then,
    true_area_lost,
    true_recovery_hours,
    true_return_hours,
    with_apology,
)


@pytest.mark.parametrize("lasts", [1, 7.5, 40, 300])
def test_a_dip_of_n_hours_takes_n_hours(lasts: float) -> None:
    assert true_recovery_hours(dip(0.3, lasts)) == pytest.approx(lasts, abs=0.051)


@pytest.mark.parametrize(("depth", "tau"), [(0.4, 24), (0.3, 8), (0.35, 60)])
def test_an_exponential_recovers_when_its_logarithm_says(depth: float, tau: float) -> None:
    assert true_recovery_hours(exponential(depth, tau)) == pytest.approx(
        tau * np.log(depth / 0.05), abs=0.06
    )
    assert true_return_hours(exponential(depth, tau)) == pytest.approx(tau * np.log(2), abs=0.06)
    assert true_area_lost(exponential(depth, tau), 100) == pytest.approx(
        depth * tau * (1 - np.exp(-100 / tau)), rel=1e-3
    )


def test_a_power_law_recovers_when_its_root_says() -> None:
    expected = 10 * ((0.45 / 0.05) ** (1 / 1.2) - 1)
    assert true_recovery_hours(power(0.45, 10, 1.2)) == pytest.approx(expected, abs=0.06)


def test_a_sigmoid_recovers_when_its_logit_says() -> None:
    expected = 60 + 6 * np.log(0.35 / 0.05 - 1)
    assert true_recovery_hours(sigmoid(0.35, 60, 6)) == pytest.approx(expected, abs=0.06)


def test_what_never_comes_back_has_no_recovery_time() -> None:
    assert true_recovery_hours(never(0.3, 20, 0.12)) is None


def test_a_residual_inside_the_margin_counts_as_back() -> None:
    assert true_recovery_hours(never(0.3, 20, 0.12), margin=0.13) is not None


def test_where_nothing_happened_there_is_nothing_to_recover_from() -> None:
    assert true_recovery_hours(no_drop()) == 0.0
    assert true_return_hours(no_drop()) == 0.0
    assert true_area_lost(no_drop()) == 0.0


def test_a_return_that_does_not_hold_is_no_recovery() -> None:
    twice = then(dip(0.4, 10), dip(0.3, 5), at=20)
    assert true_recovery_hours(twice, hold=24) == pytest.approx(25, abs=0.051)
    assert true_recovery_hours(twice, hold=6) == pytest.approx(10, abs=0.051)


def test_a_wider_margin_is_met_sooner_and_a_longer_hold_later() -> None:
    for shape in SHAPES.values():
        hours = [true_recovery_hours(shape, margin) for margin in (0.025, 0.05, 0.10)]
        known = [np.inf if value is None else value for value in hours]
        assert known == sorted(known, reverse=True), shape.name
        held = [true_recovery_hours(shape, hold=hold) for hold in (6.0, 24.0, 72.0)]
        known = [np.inf if value is None else value for value in held]
        assert known == sorted(known), shape.name


def test_an_apology_speeds_what_follows_it_and_changes_nothing_before() -> None:
    before = exponential(0.4, 80)
    after = with_apology(before, at=24, tau=16)
    hours = np.arange(0, 24, 0.5)
    assert np.array_equal(after.gap(hours), before.gap(hours))
    sooner, later = true_recovery_hours(after), true_recovery_hours(before)
    assert sooner is not None
    assert later is not None
    assert sooner < later


@pytest.mark.parametrize("shape", SHAPES.values(), ids=lambda shape: shape.name)
def test_no_shape_moves_before_its_incident_nor_ever_lifts(shape: Shape) -> None:
    assert not shape.gap(np.array([-300.0, -1.0, -0.001])).any()
    assert (shape.gap(np.arange(0, 500, 0.25)) <= 0).all()


@pytest.mark.parametrize(
    ("name", "hours"),
    [("exponential", 50.0), ("fast", 14.4), ("slow", 116.8), ("plateau", 65.0), ("power", 52.5),
     ("apology", 52.5), ("small", 26.4), ("second shock", 79.6), ("step", 50.0)],
)  # fmt: skip
def test_the_named_shapes_are_those_of_the_validation(name: str, hours: float) -> None:
    assert true_recovery_hours(SHAPES[name]) == pytest.approx(hours, abs=0.1)
