"""The recovery curve: the gap smoothed, averaged over where its course may have changed.

Changes known beforehand (an apology, a second story) are always in. Unknown ones are not chosen
but weighed: every hour of a scan is a candidate, its weight the marginal likelihood it earns, and
the band is the quantile of that mixture. So a return that was abrupt is not smoothed away, and a
quiet curve is not bent by a change that nothing speaks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg, optimize, special

from postmortem.measure.kernel import (
    START,
    Change,
    Kind,
    Shape,
    after_change,
    kernel,
    likeness,
    penalty,
)

if TYPE_CHECKING:
    from postmortem.measure.counterfactual import Gap
    from postmortem.measure.inputs import Floats

_ODDS: dict[Kind, float] = {"turn": 2.0, "return": 1.0}
"""Prior odds of one further change of course somewhere against none."""
_WORTH_REFITTING = 1.0
_HOPELESS = 7.0
"""Log likelihood behind the best at which a change is not asked about again."""
_SCAN_FROM, _SCAN_STEP, _SCAN_GROWTH = 12.0, 2.0, 0.05
_APART = 6.0
_FOUND = 0.5
"""Weight at which an unknown change counts as found, and a second one is looked for."""
_KEPT = 0.98
_MOST_PARTS = 16
_UNSEEN = 12.0
"""Hours without any post beyond which the curve is a guess and says so."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The curves that were mixed: weights, means and standard deviations on the grid."""

    weight: Floats
    mean: Floats
    sd: Floats

    def quantile(self, share: float) -> Floats:
        """Return the pointwise quantile of the mixture, by bisection."""
        z = NormalDist().inv_cdf(share)
        ends = self.mean + z * self.sd
        low: Floats = ends.min(axis=0)
        high: Floats = ends.max(axis=0)
        for _ in range(40 if len(self.weight) > 1 else 0):
            middle = (low + high) / 2
            below = self.weight @ special.ndtr((middle - self.mean) / self.sd) < share
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return high


@dataclass(frozen=True, slots=True)
class Curve:
    """The smoothed gap on the grid of answers, with its covariance; engine units."""

    time: Floats
    step: Floats
    gap: Floats
    cov: Floats
    end: float
    parts: Parts
    found: tuple[float, ...]
    """Hours of unknown changes of course that the data insist on."""
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

    def band(self, z: float) -> tuple[Floats, Floats]:
        """Return the pointwise band of ±`z` standard errors, or what a mixture has for them."""
        share = NormalDist().cdf(z)
        unseen = self.seen > _UNSEEN
        low, high = self.parts.quantile(1 - share), self.parts.quantile(share)
        return np.where(unseen, -np.inf, low), np.where(unseen, np.inf, high)


def _factored(gap: Floats, cov: Floats) -> tuple[Floats, Floats, float]:
    """Return the Cholesky factor, the whitened gap and the log marginal likelihood."""
    factor = linalg.cholesky(cov, lower=True, check_finite=False)
    white = linalg.solve_triangular(factor, gap, lower=True, check_finite=False)
    return factor, white, -float(np.log(np.diag(factor)).sum() + white @ white / 2)


def _log_evidence(gap: Floats, cov: Floats) -> float:
    return _factored(gap, cov)[2]


def fit_shape(gap: Gap, changes: tuple[Change, ...], start: Shape = START) -> tuple[Shape, float]:
    """Return the most likely shape and its log posterior."""

    def loss(raw: Floats) -> float:
        shape = Shape(*raw)
        against = penalty(shape)
        if against > 50:
            return 1e6
        try:
            cov = gap.cov + kernel(gap.time, gap.time, shape, changes)
            return against - _log_evidence(gap.gap, cov)
        except np.linalg.LinAlgError:
            return 1e6

    best = optimize.minimize(
        loss,
        np.array(start),
        method="Nelder-Mead",
        options={"xatol": 0.08, "fatol": 0.05, "maxiter": 70},
    )
    return Shape(*(float(value) for value in best.x)), -float(best.fun)


@dataclass(frozen=True, slots=True)
class _Course:
    """One explanation of the gap: a shape, its changes of course, and its log weight."""

    shape: Shape
    changes: tuple[Change, ...]
    log_weight: float


def recovery_curve(gap: Gap, events: tuple[float, ...] = ()) -> Curve:
    """Smooth the gap; `events` are the known hours at which the course may have changed."""
    known = tuple(Change(at, "turn") for at in events)
    shape, _ = fit_shape(gap, known)
    plain = _course(gap, shape, known, 0.0)
    courses = [plain, *_with_one_more(gap, plain)]
    found: tuple[Change, ...] = ()
    best = max(courses, key=lambda course: course.log_weight)
    if _share(courses, len(known)) < 1 - _FOUND:
        found = best.changes[len(known) :]
        courses += _with_one_more(gap, best)
        best = max(courses, key=lambda course: course.log_weight)
        if _share(courses, len(known) + 1) < 1 - _FOUND:
            found = best.changes[len(known) :]
    return _mixed(gap, _kept(courses), tuple(change.at for change in found))


def _share(courses: list[_Course], most: int) -> float:
    """Return the weight of courses with at most `most` changes."""
    weights = _weights(courses)
    few = np.array([len(course.changes) <= most for course in courses])
    return float(weights[few].sum())


def _weights(courses: list[_Course]) -> Floats:
    logs = np.array([course.log_weight for course in courses])
    raw = np.exp(logs - logs.max())
    weights: Floats = raw / raw.sum()
    return weights


def _course(gap: Gap, shape: Shape, changes: tuple[Change, ...], log_prior: float) -> _Course:
    cov = gap.cov + kernel(gap.time, gap.time, shape, changes)
    return _Course(shape, changes, _log_evidence(gap.gap, cov) - penalty(shape) + log_prior)


def _with_one_more(gap: Gap, base: _Course) -> list[_Course]:
    """Return `base` with one further change, of either kind and at every hour of the scan."""
    hours = _scan(float(gap.time[-1]), base.changes)
    if not hours:
        return []
    prior = {kind: float(np.log(odds / len(hours))) for kind, odds in _ODDS.items()}
    shape = base.shape
    gains = _gains(gap, base.changes, hours, shape)
    best = max(gains.values())
    if best - penalty(shape) > base.log_weight + _WORTH_REFITTING:
        likeliest = max(gains, key=lambda change: gains[change])
        shape, _ = fit_shape(gap, (*base.changes, likeliest), shape)
        near = sorted({change.at for change, gain in gains.items() if gain > best - _HOPELESS})
        gains = _gains(gap, base.changes, near, shape)
    return [
        _Course(shape, (*base.changes, change), gain - penalty(shape) + prior[change.kind])
        for change, gain in gains.items()
    ]


def _gains(
    gap: Gap, changes: tuple[Change, ...], hours: list[float], shape: Shape
) -> dict[Change, float]:
    """Return the log marginal likelihood of each change at each hour, on top of `changes`.

    A change at an hour leaves everything before it as it was, so the factor of what came before is
    shared and only the rest is factored anew.
    """
    t = gap.time
    prior = kernel(t, t, shape, changes)
    factor, white, _ = _factored(gap.gap, gap.cov + prior)
    forgotten = linalg.solve_triangular(factor, gap.cov, lower=True, check_finite=False)
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.diag(factor)) + white**2 / 2)])
    found = {}
    for at in hours:
        k = int(np.searchsorted(t, at))
        alike = likeness(t[k:], t[k:], at, shape)
        for kind in _ODDS:
            link = factor[k:, :k].T if kind == "turn" else forgotten[:k, k:]
            late = gap.cov[k:, k:] + after_change(prior[k:, k:], alike, kind) - link.T @ link
            rest = gap.gap[k:] - link.T @ white[:k]
            found[Change(at, kind)] = _log_evidence(rest, late) - float(logs[k])
    return found


def _scan(end: float, changes: tuple[Change, ...]) -> list[float]:
    """Return the hours at which an unknown change may have begun: every two, later every 5 %."""
    hours = [_SCAN_FROM]
    while hours[-1] < end - _SCAN_FROM:
        hours.append(hours[-1] + max(_SCAN_STEP, _SCAN_GROWTH * hours[-1]))
    return [at for at in hours[:-1] if all(abs(at - change.at) > _APART for change in changes)]


def _kept(courses: list[_Course]) -> list[tuple[float, _Course]]:
    """Return the courses that hold nearly all the weight."""
    weights = _weights(courses)
    order = np.argsort(-weights, kind="stable")
    many = min(int(np.searchsorted(np.cumsum(weights[order]), _KEPT)) + 1, _MOST_PARTS)
    kept = order[:many]
    share = weights[kept] / weights[kept].sum()
    return [(float(weight), courses[index]) for weight, index in zip(share, kept, strict=True)]


def _mixed(gap: Gap, courses: list[tuple[float, _Course]], found: tuple[float, ...]) -> Curve:
    grid = gap.grid
    weights = np.array([weight for weight, _ in courses])
    means, sds = [], []
    cov = np.zeros((len(grid.centre), len(grid.centre)))
    for weight, course in courses:
        mean, own = _posterior(gap, course)
        means.append(mean)
        sds.append(np.sqrt(np.maximum(np.diag(own), 1e-10)))
        cov += weight * own
    stacked = np.vstack(means)
    middle = weights @ stacked
    off = stacked - middle
    nearest = np.abs(grid.centre[:, None] - gap.time[None, :]) - gap.width[None, :] / 2
    return Curve(
        time=grid.centre,
        step=grid.width,
        gap=middle,
        cov=cov + (off * weights[:, None]).T @ off,
        end=gap.end,
        parts=Parts(weights, stacked, np.vstack(sds)),
        found=found,
        seen=nearest.min(axis=1),
    )


def _posterior(gap: Gap, course: _Course) -> tuple[Floats, Floats]:
    """Return mean and covariance on the grid under one course."""
    grid, shape, changes = gap.grid.centre, course.shape, course.changes
    factor, white, _ = _factored(gap.gap, gap.cov + kernel(gap.time, gap.time, shape, changes))
    cross = kernel(gap.time, grid, shape, changes)
    pull = linalg.solve_triangular(factor, cross, lower=True, check_finite=False)
    return pull.T @ white, kernel(grid, grid, shape, changes) - pull.T @ pull
