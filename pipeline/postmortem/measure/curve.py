"""The recovery curve: the gap, smoothed by a Gaussian process in log-time.

Log-time because incidents fall fast and heal slowly: one length scale fits both. The kernel is
0.1² + s²·Matérn 3/2 in u = log(1 + t/c); a known event (an apology, a second story) and any
unknown second shock that the data insist on add a component that starts at their hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import linalg, optimize

if TYPE_CHECKING:
    from postmortem.measure.counterfactual import Gap
    from postmortem.measure.inputs import Floats
    from postmortem.measure.noise import Times

_OFFSET = 0.1
_EVENT = 0.15
_GAIN = 2.0
"""Log marginal likelihood an unknown shock must earn."""
_GAIN_AFTER_REFIT = 1.2
_MOST_SHOCKS = 2
_SCAN_FROM, _SCAN_STEP, _MOST_SCANNED = 12.0, 2.0, 110
_APART = 6.0
_UNSEEN = 12.0
"""Hours without any post beyond which the curve is a guess and says so."""


class Shape(NamedTuple):
    """Logs of the curve's size (engine units), length (log-time) and time offset (hours)."""

    size: float
    length: float
    offset: float


_START = Shape(np.log(0.22), np.log(1.6), np.log(6.0))


def _penalty(shape: Shape) -> float:
    """Return minus the log prior: log N(0.25, 0.7), log N(1.4, 0.45), log N(5 h, 0.9)."""
    size = ((shape.size - np.log(0.25)) / 0.7) ** 2
    length = ((shape.length - np.log(1.4)) / 0.45) ** 2
    offset = ((shape.offset - np.log(5.0)) / 0.9) ** 2
    return float(size + length + offset) / 2


def _matern(distance: Floats) -> Floats:
    scaled = np.sqrt(3.0) * distance
    kernel: Floats = (1 + scaled) * np.exp(-scaled)
    return kernel


def _log_time_kernel(left: Floats, right: Floats, shape: Shape) -> Floats:
    offset = np.exp(shape.offset)
    apart = np.abs(np.log1p(left / offset)[:, None] - np.log1p(right / offset)[None, :])
    return _matern(apart / np.exp(shape.length))


def event_kernel(left: Floats, right: Floats, at: float, shape: Shape) -> Floats:
    """Return the covariance of a change of course that begins at hour `at`."""
    begun = np.outer(left >= at, right >= at)
    since = (np.maximum(left - at, 0.0), np.maximum(right - at, 0.0))
    kernel: Floats = begun * _EVENT**2 * _log_time_kernel(*since, shape)
    return kernel


def kernel(left: Floats, right: Floats, shape: Shape, events: tuple[float, ...]) -> Floats:
    """Return the prior covariance of the curve between two sets of times."""
    total: Floats = _OFFSET**2 + np.exp(2 * shape.size) * _log_time_kernel(left, right, shape)
    for at in events:
        total = total + event_kernel(left, right, at, shape)
    return total


def _log_evidence(gap: Floats, cov: Floats) -> float:
    factor = linalg.cholesky(cov, lower=True, check_finite=False)
    white = linalg.solve_triangular(factor, gap, lower=True, check_finite=False)
    return -float(np.log(np.diag(factor)).sum() + white @ white / 2)


@dataclass(frozen=True, slots=True)
class Curve:
    """The smoothed gap on the grid of answers, with its covariance; engine units."""

    time: Floats
    step: Floats
    gap: Floats
    cov: Floats
    end: float
    events: tuple[float, ...]
    """Hours of the changes of course: the ones given, then the ones found."""
    found: tuple[float, ...]
    seen: Floats
    """Per grid point, hours to the nearest bin with posts."""

    @property
    def sd(self) -> Floats:
        """Pointwise standard deviation; infinite where nobody posted for half a day around."""
        sd = np.sqrt(np.maximum(np.diag(self.cov), 1e-10))
        return np.where(self.seen > _UNSEEN, np.inf, sd)

    @property
    def trough(self) -> int:
        """Index of the lowest point."""
        return int(np.argmin(self.gap))


def fit_shape(gap: Gap, events: tuple[float, ...], start: Shape = _START) -> tuple[Shape, float]:
    """Return the most likely shape and its log posterior."""

    def loss(raw: Floats) -> float:
        shape = Shape(*raw)
        penalty = _penalty(shape)
        if penalty > 50:
            return 1e6
        try:
            cov = gap.cov + kernel(gap.time, gap.time, shape, events)
            return penalty - _log_evidence(gap.gap, cov)
        except np.linalg.LinAlgError:
            return 1e6

    best = optimize.minimize(
        loss,
        np.array(start),
        method="Nelder-Mead",
        options={"xatol": 0.08, "fatol": 0.05, "maxiter": 70},
    )
    return Shape(*(float(value) for value in best.x)), -float(best.fun)


def recovery_curve(gap: Gap, events: tuple[float, ...] = ()) -> Curve:
    """Smooth the gap; `events` are the known hours at which the course may have changed."""
    shape, best = fit_shape(gap, events)
    found: tuple[float, ...] = ()
    while len(found) < _MOST_SHOCKS:
        at = _likeliest_shock(gap, shape, events + found)
        if at is None:
            break
        refitted, better = fit_shape(gap, (*events, *found, at), shape)
        if better - best < _GAIN_AFTER_REFIT:
            break
        found, shape, best = (*found, at), refitted, better
    return _posterior(gap, shape, events, found)


def _likeliest_shock(gap: Gap, shape: Shape, events: tuple[float, ...]) -> float | None:
    """Return the hour at which a further change of course earns most, if it earns enough."""
    last = float(gap.time[-1]) - _SCAN_FROM
    step = max(_SCAN_STEP, (last - _SCAN_FROM) / _MOST_SCANNED)
    hours = [float(at) for at in np.arange(_SCAN_FROM, last, step)]
    hours = [at for at in hours if all(abs(at - event) > _APART for event in events)]
    if not hours:
        return None
    base = gap.cov + kernel(gap.time, gap.time, shape, events)
    before = _log_evidence(gap.gap, base)
    gains = [
        _log_evidence(gap.gap, base + event_kernel(gap.time, gap.time, at, shape)) - before
        for at in hours
    ]
    best = int(np.argmax(gains))
    return hours[best] if gains[best] >= _GAIN else None


def _posterior(
    gap: Gap, shape: Shape, events: tuple[float, ...], found: tuple[float, ...]
) -> Curve:
    every = (*events, *found)
    grid: Times = gap.grid
    factor = linalg.cho_factor(gap.cov + kernel(gap.time, gap.time, shape, every), lower=True)
    cross = kernel(grid.centre, gap.time, shape, every)
    mean = cross @ linalg.cho_solve(factor, gap.gap)
    cov = kernel(grid.centre, grid.centre, shape, every) - cross @ linalg.cho_solve(factor, cross.T)
    nearest = np.abs(grid.centre[:, None] - gap.time[None, :]) - gap.width[None, :] / 2
    return Curve(
        time=grid.centre,
        step=grid.width,
        gap=mean,
        cov=cov,
        end=gap.end,
        events=every,
        found=found,
        seen=nearest.min(axis=1),
    )
