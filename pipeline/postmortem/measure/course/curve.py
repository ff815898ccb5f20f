"""The recovery curve: the gap smoothed, averaged over where its course may have changed.

Changes known beforehand (an apology, a second story) are always in. Unknown ones are not chosen
but weighed: every hour of a scan is a candidate, its weight the marginal likelihood it earns, and
the band is the quantile of that mixture. So a return that was abrupt is not smoothed away, and a
quiet curve is not bent by a change that nothing speaks for. Whole curves are drawn from the same
mixture: when each of them came back is the distribution of the recovery time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
from scipy import special
from scipy.linalg import lapack

from postmortem.measure.course.courses import weigh_courses
from postmortem.measure.course.kernel import Change, Prior
from postmortem.measure.course.likelihood import factorise
from postmortem.measure.course.paths import draw_paths, draws_of

if TYPE_CHECKING:
    from postmortem.measure.course.courses import Explanation
    from postmortem.measure.expected.counterfactual import Gap
    from postmortem.measure.posts.arrays import Bools, Floats

_BLIND_HOURS = 12.0
"""Hours without any post beyond which the curve is a guess and says so."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The curves that were mixed: weights, means and standard deviations on the grid."""

    weight: Floats
    mean: Floats
    sd: Floats
    quantiles: dict[float, Floats] = field(default_factory=dict, repr=False, compare=False)
    """Those asked for before, by share: every rule asks for the same band."""

    def quantile(self, share: float) -> Floats:
        """Return the pointwise quantile of the mixture."""
        if share not in self.quantiles:
            self.quantiles[share] = self._bisect(share)
        return self.quantiles[share]

    def _bisect(self, share: float) -> Floats:
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
    paths: Floats
    """Curves drawn from the mixture (draws × grid): what the data leave possible as a whole."""
    new_changes: tuple[float, ...]
    """Hours of unknown changes of course that the data insist on."""
    hours_to_posts: Floats
    """Per grid point, hours to the nearest bin with posts."""
    resolution: Floats
    """Per grid point, width of that bin: no time is known better."""

    @property
    def sd(self) -> Floats:
        """Pointwise standard deviation; infinite where nobody posted for half a day around."""
        sd = np.sqrt(np.maximum(np.diag(self.cov), 1e-10))
        return np.where(self.is_blind, np.inf, sd)

    @property
    def is_blind(self) -> Bools:
        """Where nobody posted for half a day around: the curve is a guess."""
        blind: Bools = self.hours_to_posts > _BLIND_HOURS
        return blind

    @property
    def trough(self) -> int:
        """Index of the lowest point."""
        return int(np.argmin(self.gap))

    def band(self, z: float) -> tuple[Floats, Floats]:
        """Return the pointwise band of ±`z` standard errors, or what a mixture has for them."""
        share = NormalDist().cdf(z)
        low, high = self.parts.quantile(1 - share), self.parts.quantile(share)
        return np.where(self.is_blind, -np.inf, low), np.where(self.is_blind, np.inf, high)


def recovery_curve(gap: Gap, events: tuple[float, ...] = ()) -> Curve:
    """Smooth the gap; `events` are the known hours at which the course may have changed."""
    courses, change_hours = weigh_courses(gap, events)
    grid = gap.grid
    priors = _Priors.of(gap, events)
    weights = np.array([weight for weight, _ in courses])
    means, sds, paths = [], [], []
    cov = np.zeros((len(grid.centre), len(grid.centre)))
    draws = draws_of(weights, len(grid.centre))
    for (weight, course), standard in zip(courses, draws, strict=True):
        mean, own = _posterior(gap, course, priors)
        means.append(mean)
        sds.append(np.sqrt(np.maximum(np.diag(own), 1e-10)))
        cov += weight * own
        paths.append(draw_paths(mean, own, standard))
    mean_rows = np.vstack(means)
    middle = weights @ mean_rows
    off = mean_rows - middle
    apart = np.abs(grid.centre[:, None] - gap.time[None, :]) - gap.width[None, :] / 2
    return Curve(
        time=grid.centre,
        step=grid.width,
        gap=middle,
        cov=cov + (off * weights[:, None]).T @ off,
        end=gap.end,
        parts=Parts(weights, mean_rows, np.vstack(sds)),
        paths=np.vstack(paths),
        new_changes=change_hours,
        hours_to_posts=apart.min(axis=1),
        resolution=gap.width[apart.argmin(axis=1)],
    )


@dataclass(frozen=True, slots=True)
class _Priors:
    """What the curve may be at the bins and on the grid, before any data."""

    bins: Prior
    cross: Prior
    """Grid × bins."""
    grid: Prior

    @classmethod
    def of(cls, gap: Gap, events: tuple[float, ...]) -> _Priors:
        known_changes = tuple(Change(at, "turn") for at in sorted(events))
        bins, grid = gap.time, gap.grid.centre
        return cls(
            Prior(bins, bins, known_changes),
            Prior(grid, bins, known_changes),
            Prior(grid, grid, known_changes),
        )


def _posterior(gap: Gap, course: Explanation, priors: _Priors) -> tuple[Floats, Floats]:
    """Return mean and covariance on the grid under one course."""
    total_cov = course.covariance(priors.bins)
    total_cov += gap.cov
    factor, white, _ = factorise(gap.gap, total_cov)
    cross = course.covariance(priors.cross)
    # transposed it lies as LAPACK wants it, and is solved where it lies
    pull, _ = lapack.dtrtrs(factor, cross.T, lower=1, overwrite_b=1)
    cov = course.covariance(priors.grid)
    cov -= pull.T @ pull
    return pull.T @ white, cov
