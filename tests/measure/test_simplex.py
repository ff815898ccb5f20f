"""The search without slopes takes the steps that SciPy's takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import optimize

from postmortem.measure.simplex import least

if TYPE_CHECKING:
    from collections.abc import Callable

    from postmortem.measure.inputs import Floats

    Loss = Callable[[Any], float]


def bowl(point: Floats) -> float:
    return float((point - [1.5, -0.3, 4.0]) ** 2 @ [1.0, 30.0, 0.02])


def valley(point: Floats) -> float:
    return float(optimize.rosen(point))


def edges(point: Floats) -> float:
    return float(np.abs(point - [0.7, 0.0, -2.0]).max() + abs(point[0] * point[1]))


def rough(point: Floats) -> float:
    return float(bowl(point) + np.sin(9 * point).sum())


@pytest.mark.parametrize("loss", [bowl, valley, edges, rough])
@pytest.mark.parametrize("moves", [1, 12, 69, 400])
def test_every_search_ends_where_that_of_scipy_ends(loss: Loss, moves: int) -> None:
    draw = np.random.default_rng(5)
    for start in (*draw.normal(0, 2, (20, 3)), np.array([0.0, 1.0, 0.0])):
        theirs = optimize.minimize(
            loss,
            start,
            method="Nelder-Mead",
            options={"xatol": 0.008, "fatol": 0.005, "maxiter": moves + 1},
        )
        best, lowest = least(loss, start, near=0.008, flat=0.005, moves=moves)
        np.testing.assert_array_equal(best, theirs.x)
        assert lowest == theirs.fun


def test_the_start_is_left_as_it_was() -> None:
    start = np.array([3.0, -1.0, 0.0])
    least(bowl, start, near=0.01, flat=0.01, moves=50)
    np.testing.assert_array_equal(start, [3.0, -1.0, 0.0])
