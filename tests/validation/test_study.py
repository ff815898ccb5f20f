"""A small, fixed part of the validation study: bars that a broken estimator would not clear.

The full study is run by hand (`study.py`); its table is RESULTS.md.
"""

from __future__ import annotations

import numpy as np
import pytest
from outcomes import Outcome, outcome
from scenarios import SCENARIOS
from streams import Scenario, stream, true_fraction, true_hours

FIRST = 90_000
SMOOTH = [
    name
    for name, scenario in SCENARIOS.items()
    if scenario.group == "smooth" and scenario.world.rate <= 30
]
JUDGED = ("recovered", "probably_recovered", "not_recovered", "inconclusive")


def outcomes(name: str, streams: int) -> list[Outcome]:
    return [outcome(SCENARIOS[name], FIRST + i) for i in range(streams)]


@pytest.fixture(scope="module")
def smooth() -> dict[str, list[Outcome]]:
    return {name: outcomes(name, 4) for name in SMOOTH}


def test_about_nine_intervals_of_ten_hold_the_true_recovery(
    smooth: dict[str, list[Outcome]],
) -> None:
    judged = [one for found in smooth.values() for one in found if one.status in JUDGED]
    assert len(judged) >= 55
    assert np.mean([one.recovery.covered for one in judged]) >= 0.83


def test_amounts_are_covered_too(smooth: dict[str, list[Outcome]]) -> None:
    every = [one for found in smooth.values() for one in found]
    assert np.mean([one.area.covered for one in every]) >= 0.85
    assert np.mean([one.residual.covered for one in every]) >= 0.85


def test_the_error_is_not_one_sided(smooth: dict[str, list[Outcome]]) -> None:
    errors = [
        (one.recovery.value - one.recovery.truth) / one.recovery.truth
        for found in smooth.values()
        for one in found
        if np.isfinite(one.recovery.value)
    ]
    assert abs(np.median(errors)) < 0.10


@pytest.mark.parametrize("name", ["never", "not yet"])
def test_a_brand_that_has_not_recovered_is_not_called_recovered(name: str) -> None:
    found = outcomes(name, 8)
    assert not any(one.status == "recovered" for one in found)
    assert sum(np.isfinite(one.naive) for one in found) >= 4


def test_nothing_is_rarely_called_something() -> None:
    found = outcomes("null", 12) + outcomes("null, clustered authors", 12)
    assert sum(one.p_drop < 0.05 for one in found) <= 4


def test_the_truth_of_a_scenario_is_what_its_formula_says() -> None:
    usual = SCENARIOS["exponential 24 h"]
    assert true_hours(usual.effect) == pytest.approx(24 * np.log(0.40 / 0.05), abs=0.06)
    assert true_fraction(usual.effect, 0.5) == pytest.approx(24 * np.log(2), abs=0.06)
    assert np.isinf(true_hours(SCENARIOS["never"].effect))


def test_a_stream_is_its_seed_and_nothing_else() -> None:
    usual: Scenario = SCENARIOS["exponential 24 h"]
    one, same, other = (stream(usual, seed).audience.compound for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert len(one) != len(other)
