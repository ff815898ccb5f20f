"""The search for the lowest point takes SciPy's steps, and none besides."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize

from postmortem.measure.course.simplex import lowest_point

Floats = NDArray[np.float64]


def bowl(x: Floats) -> float:
    return float(((x - 1.7) ** 2).sum())


def valley(x: Floats) -> float:
    return float((100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum())


def steps(x: Floats) -> float:
    return float(np.floor(np.abs(x) * 4).sum())


def cliff(x: Floats) -> float:
    return 1e6 if abs(x[0]) > 2 else float(np.abs(x).sum() + np.sin(9 * x).sum())


@pytest.mark.parametrize("loss", [bowl, valley, steps, cliff])
@pytest.mark.parametrize("most", [1, 7, 70, 400])
def test_it_visits_the_points_that_scipy_visits(loss: object, most: int) -> None:
    rng = np.random.default_rng(7)
    for number in range(12):
        start = rng.normal(0, 2, 2 + number % 3)
        start[0] *= number != 5
        ours: list[bytes] = []
        theirs: list[bytes] = []

        def asked(x: Floats, visits: list[bytes]) -> float:
            visits.append(x.tobytes())
            return loss(x)  # type: ignore[operator, no-any-return]

        point, height = lowest_point(
            lambda x, visits=ours: asked(x, visits), start, near=1e-4, level=1e-4, most=most
        )
        best = optimize.minimize(
            lambda x, visits=theirs: asked(x, visits),
            start,
            method="Nelder-Mead",
            options={"xatol": 1e-4, "fatol": 1e-4, "maxiter": most, "maxfev": np.inf},
        )
        assert ours == theirs
        assert point.tobytes() == best.x.tobytes()
        assert height == best.fun
