"""How sentiment falls and comes back, as formulas: the truth that a measurement is held against.

A shape is the gap that an incident opens between what people say and what they would have said:
zero before it, negative while it hurts. Time is in hours since the incident, the gap in units of
the compound (−1…1). Because the gap is a formula, "when was it back?" has an exact answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from postmortem.model.rule import HOLD_HOURS, MARGIN

Hours = NDArray[np.float64]
Gap = Callable[[Hours], Hours]

_STEP = 0.05
_HORIZON = 2000.0
_HALF_LIFE_HOLD = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One course of events: its name, and the gap at each hour since the incident."""

    name: str
    formula: Gap

    def gap(self, hours: Hours) -> Hours:
        """Return the gap at each of `hours`; zero before the incident."""
        after = np.maximum(hours, 0.0)
        return np.where(hours < 0, 0.0, self.formula(after))


def no_drop(name: str = "none") -> Shape:
    """Return nothing: the null that a false alarm is counted on."""
    return Shape(name=name, formula=np.zeros_like)


def exponential(depth: float, tau: float, name: str = "exponential") -> Shape:
    """Return a fall of `depth` that fades with time constant `tau` hours."""
    return Shape(name=name, formula=lambda t: -depth * np.exp(-t / tau))


def dip(depth: float, lasts: float, name: str = "step", ramp: float = 0.0) -> Shape:
    """Return a fall of `depth` for `lasts` hours, then back within `ramp` hours."""

    def formula(t: Hours) -> Hours:
        if ramp == 0.0:
            return np.where(t < lasts, -depth, 0.0)
        return -depth * np.clip((lasts + ramp - t) / ramp, 0.0, 1.0)

    return Shape(name=name, formula=formula)


def plateau(depth: float, onset: float, until: float, tau: float, name: str = "plateau") -> Shape:
    """Return a fall over `onset` hours that stays until `until`, then fades with `tau`."""

    def formula(t: Hours) -> Hours:
        falling = -depth * np.minimum(t / onset, 1.0)
        return np.where(t > until, -depth * np.exp(-(t - until) / tau), falling)

    return Shape(name=name, formula=formula)


def power(depth: float, scale: float, exponent: float, name: str = "power") -> Shape:
    """Return a fall that relaxes as a power law, quickly at first and with a long tail.

    Crane and Sornette (PNAS 2008; 105:15649) find this after shocks from outside.
    """
    return Shape(name=name, formula=lambda t: -depth * (1 + t / scale) ** -exponent)


def sigmoid(depth: float, middle: float, width: float, name: str = "sigmoid") -> Shape:
    """Return a fall that turns around `middle` hours within about four `width`."""
    return Shape(name=name, formula=lambda t: -depth / (1 + np.exp((t - middle) / width)))


def never(depth: float, tau: float, residual: float, name: str = "never") -> Shape:
    """Return a fall that fades with `tau`, down to a `residual` that stays for good."""
    return Shape(name=name, formula=lambda t: -depth * np.exp(-t / tau) - residual)


def then(first: Shape, second: Shape, at: float, name: str = "second shock") -> Shape:
    """Return `first`, with `second` on top of it from `at` hours on."""
    return Shape(name=name, formula=lambda t: first.gap(t) + second.gap(t - at))


def with_apology(
    before: Shape, at: float, tau: float, relief: float = 0.0, name: str = "apology"
) -> Shape:
    """Return `before` until the apology, then a fade with `tau`.

    `relief` of the gap goes within four hours of the apology, the rest with time constant `tau`.
    """
    gap_left = float(before.gap(np.array([at]))[0])

    def formula(t: Hours) -> Hours:
        since = np.maximum(t - at, 0.0)
        remaining_gap = (gap_left + relief * np.minimum(since / 4.0, 1.0)) * np.exp(-since / tau)
        return np.where(t < at, before.gap(t), remaining_gap)

    return Shape(name=name, formula=formula)


def true_recovery_hours(
    shape: Shape, margin: float = MARGIN, hold: float = HOLD_HOURS
) -> float | None:
    """Return when the gap is back within `margin` and stays for `hold` hours, after the trough.

    0.0 when the gap never leaves the margin; `None` when it does not return within 2,000 hours.

    >>> true_recovery_hours(dip(0.3, 40))
    40.0
    """
    hours, gap = _course(shape, hold)
    inside = gap >= -margin
    if inside.all():
        return 0.0
    return _first_held(hours, inside, int(np.argmin(gap)), hold)


def true_return_hours(shape: Shape, share: float = 0.5) -> float | None:
    """Return when `share` of the deepest gap has been made up, held for six hours.

    The half-life is `share` = 0.5; t80 and t90 are 0.8 and 0.9.
    """
    hours, gap = _course(shape, _HALF_LIFE_HOLD)
    trough = int(np.argmin(gap))
    if gap[trough] >= 0:
        return 0.0
    return _first_held(hours, gap >= (1 - share) * gap[trough], trough, _HALF_LIFE_HOLD)


def true_area_lost(shape: Shape, until: float = 168.0) -> float:
    """Return the gap added up over the first `until` hours, in sentiment-hours, as a loss."""
    hours = np.linspace(0.0, until, round(until / _STEP) + 1)
    return 0.0 - float(np.trapezoid(shape.gap(hours), hours))


def _course(shape: Shape, hold: float) -> tuple[Hours, Hours]:
    hours: Hours = np.arange(round((_HORIZON + hold) / _STEP), dtype=np.float64) * _STEP
    return hours, shape.gap(hours)


def _first_held(hours: Hours, good: NDArray[np.bool_], start: int, hold: float) -> float | None:
    """Return the first of `hours` from `start` on that opens a stretch of `hold` good hours."""
    length = round(hold / _STEP)
    bad_so_far = np.concatenate([[0], np.cumsum(~good)])
    quiet = bad_so_far[length:-1] == bad_so_far[: -length - 1]
    (opens,) = np.nonzero(quiet[start:])
    return round(float(hours[start + opens[0]]), 6) if opens.size else None


SHAPES: dict[str, Shape] = {
    shape.name: shape
    for shape in (
        no_drop(),
        exponential(0.40, 24),
        exponential(0.30, 8, "fast"),
        exponential(0.35, 60, "slow"),
        exponential(0.15, 24, "small"),
        plateau(0.35, 6, 30, 18),
        power(0.45, 10, 1.2),
        dip(0.30, 40, ramp=12),
        sigmoid(0.35, 60, 6),
        never(0.30, 20, 0.12),
        exponential(0.40, 150, "not yet"),
        then(exponential(0.40, 24), exponential(0.25, 10), 60),
        then(exponential(0.40, 24), exponential(0.30, 12), 100, "relapse"),
        with_apology(exponential(0.40, 80), at=24, tau=16),
    )
}
"""The courses that tests and documentation speak of, by name."""
