"""What would have been expected had the incident not happened, and the gap to what was seen.

Best linear unbiased forecast from the baseline alone, under every kept explanation of noise, then
mixed: mean of means, mean of covariances, plus the spread of the means (moment matching).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import lapack

from postmortem.measure.noise import (
    Baseline,
    Node,
    Solved,
    Times,
    drift_kernel,
    weighed,
    wobble_kernel,
)
from postmortem.measure.season import harmonics

if TYPE_CHECKING:
    from postmortem.measure.bins import Binned
    from postmortem.measure.inputs import Floats

GRID_HOURS = 1.0
_FINE_GRID = 480
"""Hourly points at most before the grid of answers widens with the engine's bins."""
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


def answer_grid(end: float) -> Times:
    """Return the times at which the curve is read: hourly, coarser only far out.

    >>> answer_grid(3.0).centre.tolist()
    [0.5, 1.5, 2.5]
    """
    fine = np.arange(0.0, min(end, _FINE_GRID) + 1e-9, GRID_HOURS)
    if fine[-1] < end - 1e-9:
        more = max(1, int(np.ceil((end - fine[-1]) / GRID_HOURS)))
        fine = np.concatenate([fine, np.linspace(fine[-1], end, min(more, _FINE_GRID) + 1)[1:]])
    if len(fine) > 2 and fine[-1] - fine[-2] < GRID_HOURS / 2:
        fine = np.delete(fine, -2)
    return Times((fine[:-1] + fine[1:]) / 2, np.diff(fine))


def gap_to_expected(series: Binned, *, weekly: bool, control: Floats | None = None) -> Gap:
    """Forecast the course of `series` from before the incident and return the gap after it."""
    before, after = np.flatnonzero(series.before), np.flatnonzero(series.after)
    every = Times(series.centre, series.width)
    early, late = _at(every, before), _at(every, after)
    grid = answer_grid(float(series.edges[-1]))
    baseline = Baseline(
        times=early,
        design=harmonics(early.centre, early.width, weekly=weekly),
        value=series.value[before],
        sampling=series.noise[np.ix_(before, before)] + _JITTER * np.eye(len(before)),
        start=float(series.edges[0]),
    )
    nodes = weighed(baseline, -float(series.edges[0]))
    forecast = _Forecast(
        baseline=baseline,
        late=late,
        grid=grid,
        weekly=weekly,
        sampling_late=series.noise[np.ix_(after, after)],
        sampling_cross=series.noise[np.ix_(before, after)],
    )
    mixed = _mix([(weight, forecast.under(node, fit)) for node, weight, fit in nodes])
    return Gap(
        time=late.centre,
        width=late.width,
        gap=series.value[after] - mixed.late,
        cov=(mixed.late_cov + mixed.late_cov.T) / 2 + _JITTER * np.eye(len(after)),
        grid=grid,
        expected=mixed.grid,
        expected_sd=np.sqrt(np.maximum(mixed.grid_var, 0.0)),
        early=early,
        early_expected=mixed.early,
        level=float(mixed.level),
        level_sd=float(np.sqrt(max(mixed.level_var, 0.0))),
        wobble=sum(weight * node.wobble for node, weight, _ in nodes),
        drift=sum(weight * node.drift for node, weight, _ in nodes),
        trend_t=_trend(baseline, nodes[0][2]),
        end=float(series.edges[-1]),
    )


def _at(times: Times, index: np.ndarray) -> Times:
    return Times(times.centre[index], times.width[index])


def _trend(baseline: Baseline, fit: Solved) -> float:
    """Return the t statistic of a linear trend added to the most likely baseline."""
    line = baseline.times.centre / max(-baseline.start, 1.0)
    white, _ = lapack.dtrtrs(fit.factor, line, lower=1)
    white = white - fit.white_design @ (fit.course_cov @ (fit.white_design.T @ white))
    information = float(white @ white)
    if information < 1e-12:
        return 0.0
    return float(white @ fit.white_residual / np.sqrt(information))


@dataclass(frozen=True, slots=True)
class _Path:
    """A forecast under one explanation of noise, or the mixture of several."""

    late: Floats
    late_cov: Floats
    grid: Floats
    grid_var: Floats
    early: Floats
    level: float
    level_var: float


@dataclass(frozen=True, slots=True)
class _Forecast:
    """Everything a forecast needs that does not depend on the noise node."""

    baseline: Baseline
    late: Times
    grid: Times
    weekly: bool
    sampling_late: Floats
    sampling_cross: Floats

    def under(self, node: Node, fit: Solved) -> _Path:
        """Return the forecast under `node`."""
        cross = self._cross(node, self.late) + self.sampling_cross
        late, late_cov = self._condition(fit, self.late, cross)
        grid, grid_cov = self._condition(fit, self.grid, self._cross(node, self.grid))
        lasting, lasting_cov = self._lasting(node, fit, self.grid)
        share = self.grid.width / self.grid.width.sum()
        return _Path(
            late=late,
            late_cov=late_cov + self._prior(node, self.late) + self.sampling_late,
            grid=grid,
            grid_var=np.diag(grid_cov + self._prior(node, self.grid)),
            early=self._lasting(node, fit, self.baseline.times)[0],
            level=float(share @ lasting),
            level_var=float(share @ lasting_cov @ share),
        )

    def _prior(self, node: Node, at: Times) -> Floats:
        drift = node.drift**2 * drift_kernel(self.baseline.start, at, at)
        total: Floats = drift + node.wobble**2 * wobble_kernel(node.memory, at, at)
        return total

    def _cross(self, node: Node, at: Times, *, wobble: bool = True) -> Floats:
        cross = node.drift**2 * drift_kernel(self.baseline.start, self.baseline.times, at)
        if wobble:
            cross = cross + node.wobble**2 * wobble_kernel(node.memory, self.baseline.times, at)
        total: Floats = cross
        return total

    def _lasting(self, node: Node, fit: Solved, at: Times) -> tuple[Floats, Floats]:
        """Return mean and covariance of the lasting part alone: level, course and drift."""
        mean, cov = self._condition(fit, at, self._cross(node, at, wobble=False))
        return mean, cov + node.drift**2 * drift_kernel(self.baseline.start, at, at)

    def _condition(self, fit: Solved, at: Times, cross: Floats) -> tuple[Floats, Floats]:
        design = harmonics(at.centre, at.width, weekly=self.weekly)
        white, _ = lapack.dtrtrs(fit.factor, cross, lower=1)
        mean = design @ fit.course + white.T @ fit.white_residual
        unsure = design - white.T @ fit.white_design
        return mean, unsure @ fit.course_cov @ unsure.T - white.T @ white


def _mix(paths: list[tuple[float, _Path]]) -> _Path:
    """Moment-match the mixture of forecasts."""
    weights = np.array([weight for weight, _ in paths])
    late = np.vstack([path.late for _, path in paths])
    grid = np.vstack([path.grid for _, path in paths])
    level = np.array([path.level for _, path in paths])
    mean_late, mean_grid, mean_level = weights @ late, weights @ grid, float(weights @ level)
    off = late - mean_late
    late_cov = (off * weights[:, None]).T @ off
    for weight, path in paths:
        late_cov += weight * path.late_cov
    grid_var = weights @ np.vstack([path.grid_var for _, path in paths])
    level_var = weights @ np.array([path.level_var for _, path in paths])
    return _Path(
        late=mean_late,
        late_cov=late_cov,
        grid=mean_grid,
        grid_var=grid_var + weights @ (grid - mean_grid) ** 2,
        early=weights @ np.vstack([path.early for _, path in paths]),
        level=mean_level,
        level_var=float(level_var + weights @ (level - mean_level) ** 2),
    )
