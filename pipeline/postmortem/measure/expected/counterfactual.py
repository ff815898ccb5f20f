"""What would have been expected had the incident not happened, and the gap to what was seen.

Best linear unbiased forecast from the baseline alone, under every kept explanation of noise, then
mixed: mean of means, mean of covariances, plus the spread of the means (moment matching).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import lapack

from postmortem.measure.expected.forecast import Forecast, mix_paths
from postmortem.measure.expected.integration import weigh_nodes
from postmortem.measure.expected.noise import Baseline, Node, Solution, Times

if TYPE_CHECKING:
    from postmortem.measure.expected.design import Design
    from postmortem.measure.posts.arrays import Floats, Ints
    from postmortem.measure.posts.bins import BinnedSeries

_GRID = ((96.0, 1.0), (240.0, 2.0), (960.0, 3.0))
"""Until which hour the grid of answers has which step: finer than the engine's bins throughout."""
_FAR_STEP, _MOST_FAR = 6.0, 240
_JITTER = 1e-9


@dataclass(frozen=True, slots=True)
class Gap:
    """Observed minus expected since the incident, with its full covariance; engine units."""

    time: Floats
    width: Floats
    gap: Floats
    cov: Floats
    grid: Times
    """Where the answers are read off."""
    expected: Floats
    """On the grid."""
    expected_sd: Floats
    """Ordinary fluctuation around `expected`, without the sampling noise of posts."""
    early: Times
    early_expected: Floats
    level: float
    """Mean of what was expected over the time since the incident."""
    level_sd: float
    wobble: float
    drift: float
    trend_t: float
    """t statistic of a straight trend in the baseline."""
    end: float
    follows: tuple[float, float] | None
    """How much the series follows its control, with its sd; `None` without one."""


def answer_grid(end: float) -> Times:
    """Return the times at which the curve is read: hourly, coarser further out.

    >>> answer_grid(3.0).centre.tolist()
    [0.5, 1.5, 2.5]
    >>> answer_grid(100.0).width[-3:].tolist()
    [1.0, 2.0, 2.0]
    """
    edges = [0.0]
    for until, step in _GRID:
        whole_steps = int(max(min(until, end) - edges[-1], 0.0) / step + 1e-9)
        edges.extend(edges[-1] + step * np.arange(1, whole_steps + 1))
    if end - edges[-1] >= _FAR_STEP:
        many = min(int(np.ceil((end - edges[-1]) / _FAR_STEP)), _MOST_FAR)
        edges.extend(np.linspace(edges[-1], end, many + 1)[1:])
    elif len(edges) > 1 and end - edges[-1] < (edges[-1] - edges[-2]) / 2:
        edges[-1] = end  # no sliver of a cell at the end
    else:
        edges.append(end)
    line = np.array(edges)
    return Times((line[:-1] + line[1:]) / 2, np.diff(line))


def gap_to_expected(series: BinnedSeries, design: Design) -> Gap:
    """Forecast the course of `series` from before the incident and return the gap after it."""
    before, after = np.flatnonzero(series.before), np.flatnonzero(series.after)
    every = Times(series.centre, series.width)
    early, late = _at(every, before), _at(every, after)
    grid = answer_grid(float(series.edges[-1]))
    baseline = Baseline(
        times=early,
        design=design.at(early),
        precision=design.precision,
        value=series.value[before],
        sampling=series.noise[np.ix_(before, before)] + _JITTER * np.eye(len(before)),
        start=float(series.edges[0]),
    )
    nodes = weigh_nodes(baseline, -float(series.edges[0]))
    forecast = Forecast(
        baseline=baseline,
        late=late,
        grid=grid,
        design=design,
        sampling_late=series.noise[np.ix_(after, after)],
        sampling_cross=np.asfortranarray(series.noise[np.ix_(before, after)]),
    )
    path = mix_paths([(weight, forecast.under(node, fit)) for node, weight, fit in nodes])
    return Gap(
        time=late.centre,
        width=late.width,
        gap=series.value[after] - path.late,
        cov=(path.late_cov + path.late_cov.T) / 2 + _JITTER * np.eye(len(after)),
        grid=grid,
        expected=path.grid,
        expected_sd=np.sqrt(np.maximum(path.grid_var, 0.0)),
        early=early,
        early_expected=path.early,
        level=float(path.level),
        level_sd=float(np.sqrt(max(path.level_var, 0.0))),
        wobble=sum(weight * node.wobble for node, weight, _ in nodes),
        drift=sum(weight * node.drift for node, weight, _ in nodes),
        trend_t=_trend(baseline, nodes[0][2]),
        end=float(series.edges[-1]),
        follows=_follows(nodes) if design.control else None,
    )


def _follows(nodes: list[tuple[Node, float, Solution]]) -> tuple[float, float]:
    """Return mean and sd of the control's coefficient, which is the design's last."""
    weight = np.array([share for _, share, _ in nodes])
    slope = np.array([fit.course[-1] for _, _, fit in nodes])
    own = np.array([fit.course_cov[-1, -1] for _, _, fit in nodes])
    mean = float(weight @ slope)
    return mean, float(np.sqrt(weight @ (own + (slope - mean) ** 2)))


def _at(times: Times, index: Ints) -> Times:
    return Times(times.centre[index], times.width[index])


def _trend(baseline: Baseline, fit: Solution) -> float:
    """Return the t statistic of a linear trend added to the most likely baseline."""
    line = baseline.times.centre / max(-baseline.start, 1.0)
    white, _ = lapack.dtrtrs(fit.factor, line, lower=1)
    white = white - fit.white_design @ (fit.course_cov @ (fit.white_design.T @ white))
    information = float(white @ white)
    if information < 1e-12:
        return 0.0
    return float(white @ fit.white_residual / np.sqrt(information))
