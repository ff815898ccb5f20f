"""Courses that heal by a law: a core with two parameters, and what the law leaves unexplained.

A gap that heals exponentially or by a power of time is far better known than any smooth curve is,
where the data bear it out. The core is s · f(t), f(t) = exp(−t/κ) or (1 + t/(pκ))⁻ᵖ; on top lie a
lasting offset and a small Gaussian process in log-time, so that a law which is nearly right is not
taken for exact (Kennedy & O'Hagan 2001). An event may bend it, known or not: what was left by then
heals at another speed from there on. All laws of a grid are weighed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.linalg import lapack

from postmortem.measure.course.kernel import Change, Prior, Shape
from postmortem.measure.course.likelihood import factorise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.measure.expected.counterfactual import Gap
    from postmortem.measure.posts.arrays import Floats

TIMES = (3.0, 6.0, 12.0, 24.0, 48.0, 96.0, 192.0)
"""κ, hours."""
TIMES_AFTER = (6.0, 12.0, 24.0, 48.0, 96.0, 192.0)
"""The same after a bend."""
_BENDS = (12.0, 18.0, 24.0, 36.0, 48.0, 72.0, 96.0, 144.0)
"""Hours at which a course may bend that nobody told of."""
_BEND_BEFORE_END = 12.0
_UNKNOWN_BEND, _KNOWN_BEND = 0.3, 0.5
"""Prior odds of a bend: somewhere, and at one of the known events where there are any."""
POWERS = (1.2, 2.5, np.inf)
DISCREPANCIES = (0.03, 0.08)
OFFSETS = (0.01, 0.09)
"""Standard deviations, engine units."""
_DEPTH_SD = 0.4
_DISCREPANCY = Shape(0.0, float(np.log(0.8)), float(np.log(5.0)))
_HEAD_START = 1.3
"""Log odds for the laws: a free curve is weighed at its best shape, a law over its whole grid."""


class Bend(NamedTuple):
    """Exponential healing, `hours` its time constant, from hour `at` on."""

    at: float
    hours: float


@dataclass(frozen=True, slots=True)
class Core:
    """What is left of a drop at each time, 1 at the incident."""

    hours: float
    power: float
    bend: Bend | None = None

    def __call__(self, times: Floats) -> Floats:
        """Return what is left at `times`, hours since the incident."""
        if self.bend is None:
            return self._unbent(times)
        before = self._unbent(np.minimum(times, self.bend.at))
        left: Floats = before * np.exp(-np.maximum(times - self.bend.at, 0.0) / self.bend.hours)
        return left

    def _unbent(self, times: Floats) -> Floats:
        if np.isinf(self.power):
            return np.exp(-times / self.hours)
        left: Floats = (1 + times / (self.power * self.hours)) ** -self.power
        return left


@dataclass(frozen=True, slots=True)
class Healing:
    """One law of healing, with its log weight."""

    core: Core
    discrepancy: float
    offset: float
    log_weight: float

    def covariance(self, prior: Prior) -> Floats:
        """Return its prior covariance between two sets of times, as an array of its own."""
        total = prior.discrepancy(_DISCREPANCY, self.discrepancy)
        total += _DEPTH_SD**2 * np.outer(self.core(prior.left), self.core(prior.right))
        total += self.offset**2
        return total


def healing_courses(gap: Gap, events: tuple[float, ...]) -> list[Healing]:
    """Return every law with its log weight; `events` are known hours at which it may bend."""
    known_changes = tuple(Change(at, "turn") for at in sorted(events))
    prior = Prior(gap.time, gap.time, known_changes)
    cores = _cores(events, gap.end)
    laws = []
    for discrepancy in DISCREPANCIES:
        whitened = _Whitened.of(gap, prior.discrepancy(_DISCREPANCY, discrepancy), list(cores))
        for offset in OFFSETS:
            evidence = whitened.log_evidence(offset)
            laws += [
                Healing(core, discrepancy, offset, float(log_evidence) + log_prior)
                for (core, log_prior), log_evidence in zip(cores.items(), evidence, strict=True)
            ]
    return laws


def _cores(events: tuple[float, ...], end: float) -> dict[Core, float]:
    """Return every core with its log prior."""
    plain = [Core(hours, power) for hours, power in product(TIMES, POWERS)]
    unknown = [at for at in _BENDS if at < end - _BEND_BEFORE_END and at not in events]
    families = [
        (_KNOWN_BEND if events else 0.0, _bent(POWERS, events)),
        (_UNKNOWN_BEND if unknown else 0.0, _bent((np.inf,), unknown)),
    ]
    families.append((1 - sum(odds for odds, _ in families), plain))
    many = len(DISCREPANCIES) * len(OFFSETS)
    return {
        core: _HEAD_START + float(np.log(odds / len(cores) / many))
        for odds, cores in families
        for core in cores
    }


def _bent(powers: tuple[float, ...], hours: Sequence[float]) -> list[Core]:
    """Return every core that heals at another speed from one of the hours on."""
    return [
        Core(before, power, Bend(at, after))
        for before, power, at, after in product(TIMES, powers, hours, TIMES_AFTER)
        if before != after or not np.isinf(power)
    ]


@dataclass(frozen=True, slots=True)
class _Whitened:
    """The gap, the cores and a constant, whitened by what all laws of one discrepancy share.

    A law adds two columns to that covariance, so its evidence is that of a 2 × 2 system.
    """

    gap: Floats
    cores: Floats
    constant: Floats
    log_evidence_before: float

    @classmethod
    def of(cls, gap: Gap, discrepancy: Floats, cores: list[Core]) -> _Whitened:
        factor, white, log_evidence = factorise(gap.gap, gap.cov + discrepancy)
        columns = np.column_stack([*(core(gap.time) for core in cores), np.ones(len(white))])
        white_columns, _ = lapack.dtrtrs(factor, np.asfortranarray(columns), lower=1)
        return cls(white, white_columns[:, :-1], white_columns[:, -1], log_evidence)

    def log_evidence(self, offset: float) -> Floats:
        """Return the log density of the gap under each core with an offset, less its constant."""
        cores, constant = _DEPTH_SD * self.cores, offset * self.constant
        own, other = 1 + (cores**2).sum(axis=0), 1 + constant @ constant
        shared = constant @ cores
        pull, push = self.gap @ cores, self.gap @ constant
        determinant = own * other - shared**2
        gain = (pull**2 * other - 2 * pull * push * shared + push**2 * own) / determinant
        total: Floats = self.log_evidence_before + (gain - np.log(determinant)) / 2
        return total
