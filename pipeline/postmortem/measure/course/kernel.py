"""What a recovery curve may look like before any data: a Gaussian process in log-time.

Log-time because incidents fall fast and heal slowly: one length scale fits both. The kernel is
0.1² + s²·Matérn 3/2 in u = log(1 + t/c). At a known or suspected hour the course may change: it
takes a turn (a component that begins there is added), or it returns (what came before is
forgotten at once or over half a day or a day, and the curve is near normal from then on).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from postmortem.model.rule import MARGIN

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats

_OFFSET = 0.1
_TURN = 0.15
_RETURN = 2 * MARGIN
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
    lasting: float = 0.0
    """Hours over which what came before a return is forgotten; 0 for a turn."""

    def remainder(self, times: Floats) -> Floats:
        """Return how much of what came before is left at times after it: 1 … 0."""
        if self.kind == "turn":
            return np.ones(len(times))
        if not self.lasting:
            return np.zeros(len(times))
        left: Floats = np.clip(1 - (times - self.at) / self.lasting, 0.0, 1.0)
        return left


START = Shape(float(np.log(0.22)), float(np.log(1.6)), float(np.log(6.0)))


def penalty(shape: Shape) -> float:
    """Return minus the log prior: log N(0.25, 0.7), log N(1.4, 0.45), log N(5 h, 0.9)."""
    size = ((shape.size - np.log(0.25)) / 0.7) ** 2
    length = ((shape.length - np.log(1.4)) / 0.45) ** 2
    offset = ((shape.offset - np.log(5.0)) / 0.9) ** 2
    return float(size + length + offset) / 2


def log_time(left: Floats, right: Floats, shape: Shape) -> Floats:
    """Return Matérn 3/2 correlations in log-time."""
    offset = np.exp(shape.offset)
    rate = np.sqrt(3.0) / np.exp(shape.length)
    near, far = rate * np.log1p(left / offset), rate * np.log1p(right / offset)
    apart = near[:, None] - far[None, :]
    np.abs(apart, out=apart)
    kernel: Floats = np.negative(apart)
    np.exp(kernel, out=kernel)
    apart += 1
    kernel *= apart
    return kernel


def kernel(left: Floats, right: Floats, shape: Shape, changes: tuple[Change, ...]) -> Floats:
    """Return the prior covariance of the curve between two sets of ascending times."""
    total = _steady(left, right, shape)
    for change in sorted(changes):
        _change(total, left, right, change, shape)
    return total


def _steady(left: Floats, right: Floats, shape: Shape) -> Floats:
    """Return the prior covariance of a curve that never changes its course."""
    total = log_time(left, right, shape)
    total *= np.exp(2 * shape.size)
    total += _OFFSET**2
    return total


def _change(total: Floats, left: Floats, right: Floats, change: Change, shape: Shape) -> None:
    """Change the course in `total` at an hour later than every change it knows."""
    row, column = (int(np.searchsorted(times, change.at)) for times in (left, right))
    add_change(
        total[row:, column:],
        likeness(left[row:], right[column:], change.at, shape),
        change,
        left[row:],
        right[column:],
    )
    if change.kind == "return":
        total[row:, :column] *= change.remainder(left[row:])[:, None]
        total[:row, column:] *= change.remainder(right[column:])[None, :]


@dataclass(frozen=True, slots=True)
class Prior:
    """Prior covariances between two sets of ascending times, for many courses of one curve.

    Courses begin alike: with a shape, and with `known_changes`. That is kept.
    """

    left: Floats
    right: Floats
    known_changes: tuple[Change, ...]
    """In order of time."""
    partial_sums: dict[tuple[Shape, int], Floats] = field(default_factory=dict)
    """By shape and how many of the known changes have come."""
    correlations: dict[Shape, Floats] = field(default_factory=dict)
    """In log-time, by shape."""

    def under(self, shape: Shape, changes: tuple[Change, ...]) -> Floats:
        """Return what `kernel` returns, as an array of its own."""
        in_order = tuple(sorted(changes))
        pairs = zip(in_order, self.known_changes, strict=False)
        many = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
        total = self._partial_sum(shape, many).copy()
        for change in in_order[many:]:
            _change(total, self.left, self.right, change, shape)
        return total

    def discrepancy(self, shape: Shape, size: float) -> Floats:
        """Return `size`² times the correlations in log-time, with the known changes on top."""
        if shape not in self.correlations:
            self.correlations[shape] = log_time(self.left, self.right, shape)
        total = size**2 * self.correlations[shape]
        for change in self.known_changes:
            _change(total, self.left, self.right, change, shape)
        return total

    def _partial_sum(self, shape: Shape, many: int) -> Floats:
        if (shape, many) not in self.partial_sums:
            if many:
                total = self._partial_sum(shape, many - 1).copy()
                _change(total, self.left, self.right, self.known_changes[many - 1], shape)
            else:
                total = _steady(self.left, self.right, shape)
            self.partial_sums[shape, many] = total
        return self.partial_sums[shape, many]


def likeness(left: Floats, right: Floats, at: float, shape: Shape) -> Floats:
    """Return correlations of what a change at hour `at` began, between times after it."""
    return log_time(left - at, right - at, shape)


def add_change(prior: Floats, alike: Floats, change: Change, left: Floats, right: Floats) -> None:
    """Put a change into the covariance after it: added to what came before, or in its place."""
    if change.kind == "turn":
        prior += _TURN**2 * alike
        return
    old_left, old_right = change.remainder(left), change.remainder(right)
    prior *= np.outer(old_left, old_right)
    prior += (_RETURN**2 / 2) * (1 + alike) * np.outer(1 - old_left, 1 - old_right)
