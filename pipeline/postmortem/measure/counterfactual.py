"""What would have been expected had the incident not happened, and the gap to what was seen.

Best linear unbiased forecast from the baseline alone, under every kept explanation of noise, then
mixed: mean of means, mean of covariances, plus the spread of the means (moment matching).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import lapack

from postmortem.measure.noise import (
    Baseline,
    Node,
    Solved,
    Times,
    averaged_variance,
    drift_kernel,
    weighed,
    wobble_cross,
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
    kernels: dict[tuple[str, float], Floats] = field(default_factory=dict)

    def under(self, node: Node, fit: Solved) -> _Path:
        """Return the forecast under `node`."""
        late, late_cov = self._late(node, fit)
        grid, grid_var = self._grid(node, fit)
        level, level_var = self._level(node, fit)
        times = self.baseline.times
        lasting = node.drift**2 * self._drift("early", times, times)
        early, _, _ = self._condition(fit, self._design(times), lasting)
        return _Path(late, late_cov, grid, grid_var, early, level, level_var)

    def _late(self, node: Node, fit: Solved) -> tuple[Floats, Floats]:
        cross = self.sampling_cross + self._cross(node, "late", self.late)
        mean, white, unsure = self._condition(fit, self._design(self.late), cross)
        prior = node.wobble**2 * self._wobble(node.memory)
        prior = prior + node.drift**2 * self._drift("late²", self.late, self.late)
        cov = prior + self.sampling_late - white.T @ white
        return mean, cov + unsure @ fit.course_cov @ unsure.T

    def _grid(self, node: Node, fit: Solved) -> tuple[Floats, Floats]:
        """Return mean and pointwise variance on the grid, sampling noise left out."""
        cross = self._cross(node, "grid", self.grid)
        mean, white, unsure = self._condition(fit, self._design(self.grid), cross)
        since = (self.grid.centre - self.baseline.start) / 24.0
        prior = node.wobble**2 * averaged_variance(self.grid.width / node.memory)
        own = prior + node.drift**2 * since - np.einsum("ij,ij->j", white, white)
        return mean, own + np.einsum("ij,jk,ik->i", unsure, fit.course_cov, unsure)

    def _level(self, node: Node, fit: Solved) -> tuple[float, float]:
        """Return mean and variance of the lasting part (course and drift) over the grid."""
        share = self.grid.width / self.grid.width.sum()
        drift = node.drift**2
        cross = drift * self._drift("grid", self.baseline.times, self.grid) @ share
        design = share @ self._design(self.grid)
        mean, white, unsure = self._condition(fit, design[None, :], cross[:, None])
        # the double mean of min(s, t) over an even grid from a to b is a + (b − a) / 3
        first, span = self.grid.centre[0] - self.baseline.start, np.ptp(self.grid.centre)
        prior = drift * (first + span / 3) / 24.0
        variance = prior - (white**2).sum() + (unsure @ fit.course_cov @ unsure.T)[0, 0]
        return float(mean[0]), float(variance)

    def _cross(self, node: Node, name: str, at: Times) -> Floats:
        key = (name, node.memory)
        if key not in self.kernels:
            self.kernels[key] = wobble_cross(node.memory, self.baseline.times, at)
        cross: Floats = node.wobble**2 * self.kernels[key]
        cross += node.drift**2 * self._drift(name, self.baseline.times, at)
        return cross

    def _wobble(self, memory: float) -> Floats:
        key = ("late²", memory)
        if key not in self.kernels:
            self.kernels[key] = wobble_kernel(memory, self.late)
        return self.kernels[key]

    def _drift(self, name: str, left: Times, right: Times) -> Floats:
        key = (name, 0.0)
        if key not in self.kernels:
            self.kernels[key] = drift_kernel(self.baseline.start, left, right)
        return self.kernels[key]

    def _design(self, at: Times) -> Floats:
        return harmonics(at.centre, at.width, weekly=self.weekly)

    def _condition(
        self, fit: Solved, design: Floats, cross: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """Return the conditional mean, the whitened cross-covariance and the course's loading."""
        white, _ = lapack.dtrtrs(fit.factor, cross, lower=1)
        mean = design @ fit.course + white.T @ fit.white_residual
        return mean, white, design - white.T @ fit.white_design


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
