"""The forecast of the baseline past the incident, under one explanation of noise or a mixture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import lapack

from postmortem.measure.expected.noise import (
    Times,
    averaged_variance,
    drift_kernel,
    wobble_cross,
    wobble_kernel,
)

if TYPE_CHECKING:
    from postmortem.measure.expected.design import Design
    from postmortem.measure.expected.noise import Baseline, Node, Solution
    from postmortem.measure.posts.arrays import Floats


_CLOSE, _EVERY = 24.0, 6
_SOLVED_FOR = frozenset({"late", "some", "early"})
"""Cross-covariances with the baseline that a triangular system is solved for."""


@dataclass(frozen=True, slots=True)
class Path:
    """A forecast under one explanation of noise, or the mixture of several."""

    late: Floats
    late_cov: Floats
    grid: Floats
    grid_var: Floats
    early: Floats
    level: float
    level_var: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Everything a forecast needs that does not depend on the noise node.

    What is solved for lies column by column, as LAPACK wants it.
    """

    baseline: Baseline
    late: Times
    grid: Times
    design: Design
    sampling_late: Floats
    sampling_cross: Floats
    kernels: dict[tuple[str, float], Floats] = field(default_factory=dict)
    designs: dict[str, Floats] = field(default_factory=dict)

    def under(self, node: Node, fit: Solution) -> Path:
        """Return the forecast under `node`."""
        late, late_cov = self._late(node, fit)
        grid, grid_var = self._grid(node, fit)
        level, level_var = self._level(node, fit)
        times = self.baseline.times
        lasting = node.drift**2 * self._drift("early", times, times)
        early, _, _ = self._condition(fit, self._design("early", times), lasting)
        return Path(late, late_cov, grid, grid_var, early, level, level_var)

    def _late(self, node: Node, fit: Solution) -> tuple[Floats, Floats]:
        cross = self._cross(node, "late", self.late)
        cross += self.sampling_cross
        mean, white, unsure = self._condition(fit, self._design("late", self.late), cross)
        cov = node.wobble**2 * self._wobble(node.memory)
        cov += node.drift**2 * self._drift("late²", self.late, self.late)
        cov += self.sampling_late
        cov -= white.T @ white
        cov += unsure @ fit.course_cov @ unsure.T
        return mean, cov

    def _grid(self, node: Node, fit: Solution) -> tuple[Floats, Floats]:
        """Return mean and pointwise variance on the grid, sampling noise left out.

        The variance only draws the normal range: every few hours are solved, the rest lie between.
        """
        mean = self._design("grid", self.grid) @ fit.course
        mean = mean + self._cross(node, "grid", self.grid).T @ fit.weights
        some = _sparse(self.grid)
        cross = self._cross(node, "some", some)
        _, white, unsure = self._condition(fit, self._design("some", some), cross)
        since = (some.centre - self.baseline.start) / 24.0
        prior = node.wobble**2 * averaged_variance(some.width / node.memory)
        own = prior + node.drift**2 * since - np.einsum("ij,ij->j", white, white)
        variance = own + np.einsum("ij,jk,ik->i", unsure, fit.course_cov, unsure)
        return mean, np.interp(self.grid.centre, some.centre, variance)

    def _level(self, node: Node, fit: Solution) -> tuple[float, float]:
        """Return mean and variance of the lasting part (course and drift) over the grid."""
        share = self.grid.width / self.grid.width.sum()
        drift = node.drift**2
        cross = drift * self._drift("grid", self.baseline.times, self.grid) @ share
        design = share @ self._design("grid", self.grid)
        mean, white, unsure = self._condition(fit, design[None, :], cross[:, None])
        # the double mean of min(s, t) over an even grid from a to b is a + (b − a) / 3
        first, span = self.grid.centre[0] - self.baseline.start, np.ptp(self.grid.centre)
        prior = drift * (first + span / 3) / 24.0
        variance = prior - (white**2).sum() + (unsure @ fit.course_cov @ unsure.T)[0, 0]
        return float(mean[0]), float(variance)

    def _cross(self, node: Node, name: str, at: Times) -> Floats:
        key = (name, node.memory)
        if key not in self.kernels:
            self.kernels[key] = _broadcast(name, wobble_cross(node.memory, self.baseline.times, at))
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
            self.kernels[key] = _broadcast(name, drift_kernel(self.baseline.start, left, right))
        return self.kernels[key]

    def _design(self, name: str, at: Times) -> Floats:
        if name not in self.designs:
            self.designs[name] = self.design.at(at)
        return self.designs[name]

    def _condition(
        self, fit: Solution, design: Floats, cross: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """Return the conditional mean, the whitened cross-covariance and the course's loading.

        `cross` is overwritten.
        """
        white, _ = lapack.dtrtrs(fit.factor, cross, lower=1, overwrite_b=1)
        mean = design @ fit.course + white.T @ fit.white_residual
        return mean, white, design - white.T @ fit.white_design


def _broadcast(name: str, kernel: Floats) -> Floats:
    """Return `kernel` as its use wants it to lie."""
    return np.asfortranarray(kernel) if name in _SOLVED_FOR else kernel


def _sparse(grid: Times) -> Times:
    """Return the first day of the grid, then every sixth of its points."""
    index = np.arange(len(grid.centre))
    is_sampled = (grid.centre < _CLOSE) | (index % _EVERY == 0) | (index == index[-1])
    return Times(grid.centre[is_sampled], grid.width[is_sampled])


def mix_paths(paths: list[tuple[float, Path]]) -> Path:
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
    return Path(
        late=mean_late,
        late_cov=late_cov,
        grid=mean_grid,
        grid_var=grid_var + weights @ (grid - mean_grid) ** 2,
        early=weights @ np.vstack([path.early for _, path in paths]),
        level=mean_level,
        level_var=float(level_var + weights @ (level - mean_level) ** 2),
    )
