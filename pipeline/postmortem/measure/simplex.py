"""The least of a function of few variables, without its slopes: Nelder and Mead (1965).

SciPy's, step for step (a test holds it to that): loading its other optimisers takes as long as all
the searches of a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from postmortem.measure.inputs import Floats

_STEP, _STEP_FROM_ZERO = 0.05, 0.00025
"""From the start to the other corners: a share of each coordinate, or a distance."""


def least(
    loss: Callable[[Floats], float], start: Floats, *, near: float, flat: float, moves: int
) -> tuple[Floats, float]:
    """Return the best point found and its loss.

    The search ends after so many `moves`, or where all corners are within `near` of the best in
    each coordinate and their losses within `flat` of its loss.
    """
    corners = _around(start)
    losses = np.array([loss(corner) for corner in corners])
    corners, losses = _ranked(corners, losses)
    for _ in range(moves):
        if np.ptp(losses) <= flat and np.abs(corners[1:] - corners[0]).max() <= near:
            break
        _move(loss, corners, losses)
        corners, losses = _ranked(corners, losses)
    return corners[0], float(losses[0])


def _around(start: Floats) -> Floats:
    """Return the start and, for each coordinate, a corner that differs from it in that one."""
    corners = np.tile(start, (len(start) + 1, 1))
    beside = np.where(start != 0, (1 + _STEP) * start, _STEP_FROM_ZERO)
    np.fill_diagonal(corners[1:], beside)
    return corners


def _ranked(corners: Floats, losses: Floats) -> tuple[Floats, Floats]:
    """Return the corners with the best first."""
    order = np.argsort(losses)
    return corners[order], losses[order]


def _move(loss: Callable[[Floats], float], corners: Floats, losses: Floats) -> None:
    """Put a better corner in the place of the worst, or draw all towards the best."""
    middle, worst = corners[:-1].mean(axis=0), corners[-1]

    def beyond(reach: float) -> tuple[Floats, float]:
        corner = (1 + reach) * middle - reach * worst
        return corner, loss(corner)

    mirrored, mirror_loss = beyond(1.0)
    better, lower = mirrored, mirror_loss
    if mirror_loss < losses[0]:
        further, further_loss = beyond(2.0)
        if further_loss < mirror_loss:
            better, lower = further, further_loss
    elif mirror_loss >= losses[-2]:
        outside = bool(mirror_loss < losses[-1])
        better, lower = beyond(0.5 if outside else -0.5)
        if lower > mirror_loss if outside else lower >= losses[-1]:
            _shrink(loss, corners, losses)
            return
    corners[-1], losses[-1] = better, lower


def _shrink(loss: Callable[[Floats], float], corners: Floats, losses: Floats) -> None:
    """Halve the way from the best corner to each of the others."""
    corners[1:] = corners[0] + 0.5 * (corners[1:] - corners[0])
    losses[1:] = [loss(corner) for corner in corners[1:]]
