"""Did anything happen? A one-sided test whose null is the forecast's own error.

The gap is averaged over the first 4, 8, 12, 24 and 48 hours with generalised least squares
weights; the smallest of the five standardised means is compared with its exact Gaussian null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg

if TYPE_CHECKING:
    from postmortem.measure.expected.counterfactual import Gap
    from postmortem.measure.posts.arrays import Floats

HORIZONS = (4.0, 8.0, 12.0, 24.0, 48.0)
_DRAWS = 20_000


def drop_p(gap: Gap, seed: int) -> float:
    """Return the probability of a dip this deep with nothing but ordinary fluctuation."""
    weights = _window_weights(gap)
    if not len(weights):
        return 1.0  # nobody posted within two days: nothing can be seen to have dropped
    cov = weights @ gap.cov @ weights.T
    sd = np.sqrt(np.diag(cov))
    deepest = float((weights @ gap.gap / sd).min())
    factor = np.linalg.cholesky(cov / np.outer(sd, sd) + 1e-9 * np.eye(len(sd)))
    draws = np.random.default_rng(seed).standard_normal((_DRAWS, len(sd))) @ factor.T
    return float(np.mean(draws.min(axis=1) <= deepest))


def _window_weights(gap: Gap) -> Floats:
    """Return one row of weights a horizon that holds bins; identical windows appear once."""
    rows: list[Floats] = []
    sizes: set[int] = set()
    for horizon in HORIZONS:
        inside = gap.time < horizon
        size = int(inside.sum())
        if not size or size in sizes:
            continue
        sizes.add(size)
        solution = linalg.solve(gap.cov[np.ix_(inside, inside)], np.ones(size), assume_a="pos")
        row = np.zeros(len(gap.time))
        row[inside] = solution / solution.sum()
        rows.append(row)
    return np.array(rows)
