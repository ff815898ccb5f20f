"""What a recovery curve may look like before any data: a Gaussian process in log-time.

Log-time because incidents fall fast and heal slowly: one length scale fits both. The kernel is
0.1² + s²·Matérn 3/2 in u = log(1 + t/c). At a known or suspected hour the course may change: it
takes a turn (a component that begins there is added), or it returns (what came before is
forgotten, and the curve is near normal from then on).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from postmortem.measure.inputs import Floats

_OFFSET = 0.1
_TURN = 0.15
_RETURN = 0.1
"""How near normal a curve that returned at once is: twice the usual margin."""


class Shape(NamedTuple):
    """Logs of the curve's size (engine units), length (log-time) and time offset (hours)."""

    size: float
    length: float
    offset: float


Kind = Literal["turn", "return"]


class Change(NamedTuple):
    """A change of course at an hour since the incident."""

    at: float
    kind: Kind


START = Shape(float(np.log(0.22)), float(np.log(1.6)), float(np.log(6.0)))


def penalty(shape: Shape) -> float:
    """Return minus the log prior: log N(0.25, 0.7), log N(1.4, 0.45), log N(5 h, 0.9)."""
    size = ((shape.size - np.log(0.25)) / 0.7) ** 2
    length = ((shape.length - np.log(1.4)) / 0.45) ** 2
    offset = ((shape.offset - np.log(5.0)) / 0.9) ** 2
    return float(size + length + offset) / 2


def _log_time(left: Floats, right: Floats, shape: Shape) -> Floats:
    """Return Matérn 3/2 correlations in log-time."""
    offset = np.exp(shape.offset)
    rate = np.sqrt(3.0) / np.exp(shape.length)
    near, far = rate * np.log1p(left / offset), rate * np.log1p(right / offset)
    apart = np.abs(near[:, None] - far[None, :])
    kernel: Floats = (1 + apart) * np.exp(-apart)
    return kernel


def kernel(left: Floats, right: Floats, shape: Shape, changes: tuple[Change, ...]) -> Floats:
    """Return the prior covariance of the curve between two sets of times."""
    total: Floats = _OFFSET**2 + np.exp(2 * shape.size) * _log_time(left, right, shape)
    for change in sorted(changes):
        total = changed(total, left, right, change, shape)
    return total


def changed(prior: Floats, left: Floats, right: Floats, change: Change, shape: Shape) -> Floats:
    """Return `prior` with one later change of course."""
    total = prior.copy()
    rows, columns = left >= change.at, right >= change.at
    both = np.ix_(rows, columns)
    alike = likeness(left[rows], right[columns], change.at, shape)
    total[both] = after_change(prior[both], alike, change.kind)
    if change.kind == "return":
        total[np.ix_(rows, ~columns)] = 0.0
        total[np.ix_(~rows, columns)] = 0.0
    return total


def likeness(left: Floats, right: Floats, at: float, shape: Shape) -> Floats:
    """Return correlations of what a change at hour `at` began, between times after it."""
    return _log_time(left - at, right - at, shape)


def after_change(prior: Floats, alike: Floats, kind: Kind) -> Floats:
    """Return the covariance after a change: added to what came before, or in its place."""
    if kind == "turn":
        return prior + _TURN**2 * alike
    return _RETURN**2 * (1 + alike) / 2
