"""The counterfactual agrees with what other people published for the same numbers."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from postmortem.measure.expected.counterfactual import Gap, gap_to_expected
from postmortem.measure.expected.design import Design, Line
from postmortem.measure.posts.bins import BinnedSeries

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats

REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "reference"
Z95 = 1.959964
SCALE = 30.0
"""An ordinary wobble of the engine's prior is 0.03; the noise of the R fixtures is 1."""


def read_or_skip(name: str) -> str:
    path = REFERENCE / name
    if not path.is_file():
        pytest.skip(f"{name}: the published series is not distributed with the project")
    return path.read_text(encoding="utf-8")


def hourly(value: Floats, before: int, sampling: float) -> BinnedSeries:
    edges = np.arange(-before, len(value) - before + 1.0)
    return BinnedSeries(edges, np.ones(len(value)), value, sampling * np.eye(len(value)))


def mean_effect(gap: Gap) -> tuple[float, float]:
    weight = np.full(len(gap.gap), 1 / len(gap.gap))
    return float(gap.gap.mean()), float(np.sqrt(weight @ gap.cov @ weight))


@pytest.mark.parametrize("name", ["basic", "no_effect"])
def test_the_mean_effect_is_that_of_causal_impact_in_r(name: str) -> None:
    """CausalImpact 1.4.1 (bsts 0.9.10, R 4.5.0): a local level, no covariates, 70 + 30 points."""
    fixture: dict[str, Any] = json.loads(read_or_skip(f"bsts_r_reference_{name}.json"))
    value, before = np.array(fixture["data"]["y"]), int(fixture["n_pre"])
    sampling = float(np.var(value[:before])) / SCALE**2
    gap = gap_to_expected(hourly(value / SCALE, before, sampling), Design(weekly=False))
    mean, se = (SCALE * one for one in mean_effect(gap))
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


def followed(effect: float) -> tuple[BinnedSeries, Line, Floats, Floats]:
    """Return the CausalImpact tutorial's pair of series, the first lifted by `effect` from 70 on.

    y = 1.2 x + N(0, 1), x an ARMA around 100; engine units as in the other fixtures.
    """
    rows = list(csv.DictReader(read_or_skip("arma_data.csv").splitlines()))
    y, x = (np.array([float(row[name]) for row in rows]) for name in ("y", "X"))
    y, x = y - y[:70].mean(), x - x[:70].mean()
    y[70:] += effect
    series = hourly(y / SCALE, 70, 1 / SCALE**2)
    return series, Line(series.centre, x / SCALE), y, x


def test_a_control_explains_what_moves_both() -> None:
    series, control, _, _ = followed(5.0)
    alone = gap_to_expected(series, Design(weekly=False))
    beside = gap_to_expected(series, Design(weekly=False, control=control))
    (_, se_alone), (mean, se) = mean_effect(alone), mean_effect(beside)
    assert beside.follows is not None
    assert beside.follows[0] == pytest.approx(1.2, abs=2 * beside.follows[1])
    assert (mean - 3 * se) * SCALE < 5.0 < (mean + 3 * se) * SCALE
    assert se < 0.5 * se_alone


def test_statsmodels_finds_the_same_effect_beside_the_same_control() -> None:
    """Local level with a regressor, by maximum likelihood (Kalman filter)."""
    models = pytest.importorskip("statsmodels.api")
    series, control, y, x = followed(5.0)
    ours, se = mean_effect(gap_to_expected(series, Design(weekly=False, control=control)))
    model = models.tsa.UnobservedComponents(y[:70], "llevel", exog=x[:70, None])
    forecast = model.fit(disp=False).get_forecast(30, exog=x[70:, None])
    theirs = float((y[70:] - forecast.predicted_mean).mean())
    assert ours * SCALE == pytest.approx(theirs, abs=0.5 * se * SCALE)


def test_statsmodels_finds_the_published_ratio_of_the_ban() -> None:
    models = pytest.importorskip("statsmodels.api")
    count, people, ban = sicily()
    design = np.column_stack([np.ones(len(count)), ban, np.arange(len(count)) + 1.0])
    family = models.families.Poisson()
    found = models.GLM(count, design, family=family, offset=np.log(people)).fit()
    assert float(np.exp(found.params[1])) == pytest.approx(0.894, abs=0.001)
    assert float(np.exp(found.params[1])) == pytest.approx(poisson_ratio(count, people, ban))


def poisson_ratio(count: Floats, people: Floats, ban: Floats) -> float:
    """Return the ratio of the published model: Poisson, offset log population, ban, time."""
    design = np.column_stack([np.ones(len(count)), ban, np.arange(len(count)) + 1.0])
    course = np.array([np.log(count.sum() / people.sum()), 0.0, 0.0])
    for _ in range(30):
        expected = people * np.exp(design @ course)
        weighted = design * expected[:, None]
        course = course + np.linalg.solve(design.T @ weighted, design.T @ (count - expected))
    return float(np.exp(course[1]))
