"""How much posts differ because their authors differ, and how much for every other reason.

Method of moments on residuals: the mean product of two posts by one author estimates the author
variance, the rest is a post's own. Authors weigh min(posts, 20) − 1, so nobody dominates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats, Ints

_LEAST = 1e-4
"""Floor of a post's variance: a hundred equal scores do not prove that the next one is equal."""
_FEWEST_AUTHORS = 5
_MOST_WEIGHT = 20
_FEWEST_FREEDOM = 30


@dataclass(frozen=True, slots=True)
class Components:
    """Variances: `author` is shared by all posts of an author, `post` is the post's own."""

    author: float
    post: float


def components(residual: Floats, author: Ints) -> Components:
    """Return the variance components of `residual`."""
    total = max(float(np.mean(residual**2)) if len(residual) else 0.0, _LEAST)
    if not len(residual):
        return Components(0.0, total)
    count = np.bincount(author)
    several = count > 1
    if several.sum() < _FEWEST_AUTHORS:
        return Components(0.0, total)
    sums = np.bincount(author, weights=residual)[several]
    squares = np.bincount(author, weights=residual**2)[several]
    posts = count[several].astype(float)
    product = (sums**2 - squares) / (posts * (posts - 1))
    weight = np.minimum(posts, _MOST_WEIGHT) - 1
    common = float(np.clip(np.average(product, weights=weight), 0.0, 0.8 * total))
    return Components(common, total - common)


def spread_within(group: Ints, value: Floats) -> float | None:
    """Return the pooled variance of `value` within groups; `None` when too few share one."""
    if not len(value):
        return None
    count = np.bincount(group)
    freedom = int(np.maximum(count - 1, 0).sum())
    if freedom <= _FEWEST_FREEDOM:
        return None
    mean = np.bincount(group, weights=value) / np.maximum(count, 1)
    return max(float(((value - mean[group]) ** 2).sum()) / freedom, _LEAST)
