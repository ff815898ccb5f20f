"""What the mood does when nothing happens: shared wobble with memory, and slow drift.

Covariance of a bin's mean = sampling + wobble² · exp(−distance / memory) averaged over both bins
+ drift² · days. The three parameters are not estimated but integrated over a grid, each node
weighted by restricted likelihood × prior (Turner et al. 2021: plug-in intervals are too narrow).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import lapack

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats

WOBBLES = (0.004, 0.009, 0.016, 0.024, 0.034, 0.046, 0.065, 0.095)
MEMORIES = (1.0, 2.5, 5.0, 9.0, 16.0, 32.0)
DRIFTS = (0.0, 0.006, 0.012, 0.022, 0.04)
"""Engine units, hours, engine units per √day."""


@dataclass(frozen=True, slots=True)
class Node:
    """One explanation of ordinary fluctuation."""

    wobble: float
    memory: float
    drift: float

    @property
    def log_prior(self) -> float:
        """Log N(0.03, 1.2) on wobble, log N(6 h, 1.2) on memory, half-Cauchy(0.02) on drift.

        The heavy tail leaves room for baselines that were moving: on tuning seeds an exponential
        prior covered the recovery time of drifting streams in 71 %, this one in 85 %, for
        intervals 8 % wider.
        """
        wobble = (np.log(self.wobble / 0.03) / 1.2) ** 2 / 2
        memory = (np.log(self.memory / 6.0) / 1.2) ** 2 / 2
        return -float(wobble + memory + np.log1p((self.drift / 0.02) ** 2))


@dataclass(frozen=True, slots=True)
class Times:
    """Bins as the noise sees them: where they lie and how wide they are."""

    centre: Floats
    width: Floats


def wobble_kernel(memory: float, times: Times) -> Floats:
    """Return the correlations of an Ornstein–Uhlenbeck process averaged over bins."""
    kernel = wobble_cross(memory, times, times)
    np.fill_diagonal(kernel, averaged_variance(times.width / memory))
    return kernel


def wobble_cross(memory: float, left: Times, right: Times) -> Floats:
    """Return the same between bins that do not overlap."""
    near, far = _lift(left.width / memory), _lift(right.width / memory)
    distance = np.abs(left.centre[:, None] - right.centre[None, :])
    kernel: Floats = np.exp(distance * (-1 / memory))
    kernel *= near[:, None]
    kernel *= far[None, :]
    return kernel


def averaged_variance(ratio: Floats) -> Floats:
    """Return the variance of a unit process averaged over `ratio` memories."""
    safe = np.maximum(ratio, 1e-6)
    variance: Floats = 2 * (safe - 1 + np.exp(-safe)) / safe**2
    return variance


def _lift(ratio: Floats) -> Floats:
    """Return sinh(x/2)/(x/2): what averaging over a bin does to a distant correlation."""
    half = np.maximum(ratio / 2, 1e-9)
    lift: Floats = np.sinh(half) / half
    return lift


def drift_kernel(start: float, left: Times, right: Times) -> Floats:
    """Return the covariance per day of a random walk that begins at `start`."""
    earlier = np.minimum(left.centre[:, None], right.centre[None, :])
    kernel: Floats = np.maximum(earlier - start, 0.0) / 24.0
    return kernel


@dataclass(frozen=True, slots=True)
class Solution:
    """A node's factor of V and its generalised least squares fit of the baseline."""

    factor: Floats
    """Lower Cholesky factor of the baseline covariance; above its diagonal lies anything."""
    course: Floats
    course_cov: Floats
    white_design: Floats
    white_residual: Floats
    log_likelihood: float

    @property
    def weights(self) -> Floats:
        """V⁻¹ (y − Xb): what each baseline bin adds to a forecast per unit of covariance."""
        solution: Floats
        solution, _ = lapack.dtrtrs(self.factor, self.white_residual, lower=1, trans=1)
        return solution


@dataclass(frozen=True, slots=True)
class Baseline:
    """The posts before the incident as the noise model needs them."""

    times: Times
    design: Floats
    precision: Floats
    """Prior precision of each coefficient of the design."""
    value: Floats
    sampling: Floats
    start: float


@dataclass(frozen=True, slots=True)
class Explanations:
    """A baseline ready to be fitted under many nodes: what nodes share is computed once.

    Arrays lie column by column, as LAPACK wants them.
    """

    sampling: Floats
    wobbles: dict[float, Floats]
    """By memory."""
    drifts: dict[float, Floats]
    """By drift, which is in them."""
    sides: Floats
    """The design's columns, then the values."""
    precision: Floats
    latest: dict[tuple[float, float], Floats] = field(default_factory=dict)
    """Sampling and wobble together, for the latest wobble and memory alone."""

    @classmethod
    def of(cls, baseline: Baseline, memories: tuple[float, ...]) -> Explanations:
        """Lay out what the nodes with these memories share."""
        times = baseline.times
        drift = np.asfortranarray(drift_kernel(baseline.start, times, times))
        return cls(
            sampling=np.asfortranarray(baseline.sampling),
            wobbles={m: np.asfortranarray(wobble_kernel(m, times)) for m in memories},
            drifts={size: size**2 * drift for size in DRIFTS},
            sides=np.asfortranarray(np.column_stack([baseline.design, baseline.value])),
            precision=baseline.precision,
        )

    def covariance(self, node: Node) -> Floats:
        """Return the covariance of the baseline's bin means under `node`."""
        key = (node.wobble, node.memory)
        if key not in self.latest:
            self.latest.clear()
            self.latest[key] = self.sampling + node.wobble**2 * self.wobbles[node.memory]
        total: Floats = self.latest[key] + self.drifts[node.drift]
        return total

    def fit(self, node: Node) -> Solution:
        """Fit the baseline under `node`; `log_likelihood` is the restricted one."""
        factor, info = lapack.dpotrf(self.covariance(node), lower=1, clean=0, overwrite_a=1)
        if info:
            raise np.linalg.LinAlgError("baseline covariance is not positive definite")
        white, _ = lapack.dtrtrs(factor, self.sides, lower=1)
        white_design, white_value = white[:, :-1], white[:, -1]
        information = white_design.T @ white_design + np.diag(self.precision)
        course_cov = np.linalg.inv(information)
        course = course_cov @ (white_design.T @ white_value)
        residual = white_value - white_design @ course
        misfit = residual @ residual + course @ (self.precision * course)
        log_likelihood = -(
            np.log(factor.diagonal()).sum() + np.linalg.slogdet(information)[1] / 2 + misfit / 2
        )
        return Solution(factor, course, course_cov, white_design, residual, float(log_likelihood))
