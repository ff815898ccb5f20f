"""How likely a gap is under a covariance: the Cholesky factor that every weight rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import lapack

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats


def factorise(gap: Floats, cov: Floats) -> tuple[Floats, Floats, float]:
    """Return the lower Cholesky factor, the whitened gap and the log marginal likelihood.

    `cov` is symmetric to the last bit and is overwritten; above its diagonal the factor holds
    what it likes.
    """
    # transposed it lies as LAPACK wants it, and is factored where it lies
    factor, info = lapack.dpotrf(cov.T, lower=1, clean=0, overwrite_a=1)
    if info:
        raise np.linalg.LinAlgError("covariance of the gap is not positive definite")
    white, _ = lapack.dtrtrs(factor, gap, lower=1)
    return factor, white, -float(np.log(factor.diagonal()).sum() + white @ white / 2)


def log_evidence(gap: Floats, cov: Floats) -> float:
    """Return the log density of `gap` under a Gaussian with `cov`, less its constant."""
    return factorise(gap, cov)[2]
