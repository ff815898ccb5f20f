"""The counterfactual agrees with what other people published for the same numbers."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from postmortem.measure.bins import Binned
from postmortem.measure.counterfactual import Gap, gap_to_expected
from postmortem.measure.design import Design

if TYPE_CHECKING:
    from postmortem.measure.inputs import Floats

REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "reference"
Z95 = 1.959964


def read_or_skip(name: str) -> str:
    path = REFERENCE / name
    if not path.is_file():
        pytest.skip(f"{name}: the published series is not distributed with the project")
    return path.read_text(encoding="utf-8")


def hourly(value: Floats, before: int, sampling: float) -> Binned:
    edges = np.arange(-before, len(value) - before + 1.0)
    return Binned(edges, np.ones(len(value)), value, sampling * np.eye(len(value)))


def mean_effect(gap: Gap) -> tuple[float, float]:
    weight = np.full(len(gap.gap), 1 / len(gap.gap))
    return float(gap.gap.mean()), float(np.sqrt(weight @ gap.cov @ weight))


@pytest.mark.parametrize("name", ["basic", "no_effect"])
def test_the_mean_effect_is_that_of_causal_impact_in_r(name: str) -> None:
    """CausalImpact 1.4.1 (bsts 0.9.10, R 4.5.0): a local level, no covariates, 70 + 30 points."""
    fixture: dict[str, Any] = json.loads(read_or_skip(f"bsts_r_reference_{name}.json"))
    value, before = np.array(fixture["data"]["y"]), int(fixture["n_pre"])
    # engine units: an ordinary wobble of the engine's prior is 0.03, the fixture's noise is 1
    scale = 30.0
    sampling = float(np.var(value[:before])) / scale**2
    gap = gap_to_expected(hourly(value / scale, before, sampling), Design(weekly=False))
    mean, se = (scale * one for one in mean_effect(gap))
    theirs = fixture["r_output"]
    half = (theirs["ci_upper"] - theirs["ci_lower"]) / 2
    assert mean == pytest.approx(theirs["point_effect_mean"], abs=0.35 * half)
    assert 0.7 * half < Z95 * se < 2.0 * half
    assert mean - Z95 * se < fixture["true_effect"] < mean + Z95 * se


def sicily() -> tuple[Floats, Floats, Floats]:
    """Return monthly admissions, standard population, and whether smoking was banned."""
    rows = list(csv.DictReader(read_or_skip("sicily.csv").splitlines()))
    count = np.array([float(row["aces"]) for row in rows])
    people = np.array([float(row["stdpop"]) for row in rows])
    return count, people, np.array([float(row["smokban"]) for row in rows])


def test_the_sicilian_smoking_ban_lowered_admissions_by_a_tenth() -> None:
    """Bernal, Cummins, Gasparrini 2017: rate ratio 0.89 against the trend before it.

    Our counterfactual has drift and no straight trend, so the trend and the months of the time
    before the ban are taken out first; the gap that is left must be theirs.
    """
    count, people, ban = sicily()
    before = int((ban == 0).sum())
    rate, time = np.log(count / people), np.arange(len(count)) + 1.0
    angle = 2 * np.pi * time / 12
    design = np.column_stack([np.ones(len(time)), time, np.sin(angle), np.cos(angle)])
    course = np.linalg.lstsq(design[:before], rate[:before], rcond=None)[0]
    calm = rate - design[:, 1:] @ course[1:]
    gap = gap_to_expected(hourly(calm, before, float(1 / count.mean())), Design(weekly=False))
    mean, se = mean_effect(gap)
    ratio = poisson_ratio(count, people, ban)
    assert ratio == pytest.approx(0.89, abs=0.01)
    assert np.exp(mean) == pytest.approx(ratio, abs=0.03)
    assert mean + Z95 * se < 0


def test_the_trend_before_the_ban_is_reported_as_a_moving_baseline() -> None:
    count, people, ban = sicily()
    before = int((ban == 0).sum())
    series = hourly(np.log(count / people), before, float(1 / count.mean()))
    gap = gap_to_expected(series, Design(weekly=False))
    assert abs(gap.trend_t) > 3 or gap.drift > 0.007


def poisson_ratio(count: Floats, people: Floats, ban: Floats) -> float:
    """Return the ratio of the published model: Poisson, offset log population, ban, time."""
    design = np.column_stack([np.ones(len(count)), ban, np.arange(len(count)) + 1.0])
    course = np.array([np.log(count.sum() / people.sum()), 0.0, 0.0])
    for _ in range(30):
        expected = people * np.exp(design @ course)
        weighted = design * expected[:, None]
        course = course + np.linalg.solve(design.T @ weighted, design.T @ (count - expected))
    return float(np.exp(course[1]))
