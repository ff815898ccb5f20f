"""Whole curves drawn from a mixture of Gaussian curves, always the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import lapack

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats

DRAWS = 1000
_SEED = 20_260_101
_NUGGET = 1e-8


def draws_of(weights: Floats, points: int) -> list[Floats]:
    """Return standard normal draws (draws × `points`) for each part, as many as its weight earns.

    Counts are the weights' own shares, not a lottery: the same mixture gives the same curves. Each
    draw stands beside its mirror image, so that the mean of the curves is nearly that of the part.
    """
    until = np.round(np.cumsum(weights) / weights.sum() * DRAWS).astype(int)
    generator = np.random.default_rng(_SEED)
    draws = []
    for many in np.diff(until, prepend=0):
        half = generator.standard_normal((many // 2 + many % 2, points))
        draws.append(np.vstack([half, -half])[:many])
    return draws


def draw_paths(mean: Floats, cov: Floats, standard: Floats) -> Floats:
    """Return curves with this mean and covariance, one a row of `standard`."""
    if not len(standard):
        return np.empty((0, len(mean)))
    even = (cov + cov.T) / 2
    even[np.diag_indices_from(even)] += _NUGGET
    factor, info = lapack.dpotrf(even, lower=1, clean=1)
    if info:  # nearly singular, where a curve is all but known
        values, vectors = np.linalg.eigh(even)
        factor = vectors * np.sqrt(np.maximum(values, 0.0))
    paths: Floats = mean + standard @ factor.T
    return paths
