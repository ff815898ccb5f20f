"""The lowest point of a function of a few numbers, by the simplex of Nelder and Mead (1965).

`scipy.optimize.minimize` does the same, step by step and to the last bit (a test holds the two
together); importing it takes as long as a third of all other imports of the estimator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from postmortem.measure.posts.arrays import Floats

    Loss = Callable[[Floats], float]

_FIRST_STEP = 0.05
"""How far the first corners lie from the start: this share of each number."""
_FIRST_STEP_FROM_ZERO = 0.00025


def lowest_point(
    loss: Loss, start: Floats, *, near: float, level: float, most: int
) -> tuple[Floats, float]:
    """Return where `loss` is lowest near `start`, and how low.

    Looks no further when the corners lie within `near` of each other in every number and within
    `level` in height, or after `most` steps.
    """
    simplex = _Simplex(loss, start)
    for _ in range(most - 1):
        if simplex.is_small(near, level):
            break
        simplex.step()
    return simplex.corners[0], float(simplex.heights[0])


class _Simplex:
    """The corners, lowest first, and how high the function is at each."""

    def __init__(self, loss: Loss, start: Floats) -> None:
        self.loss = loss
        self.corners = np.tile(start, (len(start) + 1, 1))
        for number, corner in enumerate(self.corners[1:]):
            away = (1 + _FIRST_STEP) * corner[number]
            corner[number] = away if away else _FIRST_STEP_FROM_ZERO
        self.heights = np.array([loss(corner) for corner in self.corners])
        self._sort()

    def _sort(self) -> None:
        order = np.argsort(self.heights)
        self.corners, self.heights = self.corners[order], self.heights[order]

    def is_small(self, near: float, level: float) -> bool:
        """Whether the corners agree on where the lowest point is, and how low."""
        apart = np.abs(self.corners[1:] - self.corners[0]).max()
        above = np.abs(self.heights[0] - self.heights[1:]).max()
        return bool(apart <= near and above <= level)

    def step(self) -> None:
        """Put a better corner in the place of the highest, or draw all towards the lowest."""
        corner = self._better_corner()
        if corner is None:
            for number in range(1, len(self.corners)):
                self.corners[number] = self.corners[0] + 0.5 * (
                    self.corners[number] - self.corners[0]
                )
                self.heights[number] = self.loss(self.corners[number])
        else:
            self.corners[-1], self.heights[-1] = corner
        self._sort()

    def _better_corner(self) -> tuple[Floats, float] | None:
        """Return a lower point on the line from the highest corner through the others' middle."""
        highest, heights = self.corners[-1], self.heights
        middle = np.add.reduce(self.corners[:-1], 0) / len(highest)
        mirrored = self._at(2 * middle - highest)
        if mirrored[1] < heights[0]:
            further = self._at(3 * middle - 2 * highest)
            return further if further[1] < mirrored[1] else mirrored
        if mirrored[1] < heights[-2]:
            return mirrored
        if mirrored[1] < heights[-1]:
            outside = self._at(1.5 * middle - 0.5 * highest)
            return outside if outside[1] <= mirrored[1] else None
        inside = self._at(0.5 * middle + 0.5 * highest)
        return inside if inside[1] < heights[-1] else None

    def _at(self, point: Floats) -> tuple[Floats, float]:
        return point, self.loss(point)
