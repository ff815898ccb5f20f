"""Variance of means and ratios when posts come in clumps: by author, and by hours of one mood.

Two-way clustering (Cameron, Gelbach, Miller 2011): by author + by block of time − by both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from postmortem.measure.placing import numbered

if TYPE_CHECKING:
    from postmortem.measure.inputs import Floats, Ints

FEWEST_BLOCKS = 3
FEWEST_AUTHORS = 10
"""Below this many, clustering by author says nothing and time blocks alone carry the variance."""


@dataclass(frozen=True, slots=True)
class Clumped:
    """A variance with the degrees of freedom of its t quantile."""

    variance: float
    freedom: int

    def half_width(self, level: float) -> float:
        """Return the half-width of an interval of `level`."""
        quantile = float(special.stdtrit(self.freedom, (1 + level) / 2))
        return quantile * float(np.sqrt(self.variance))


def clumped(influence: Floats, author: Ints, block: Ints) -> Clumped | None:
    """Return the variance of Σ influence; `None` where too few blocks of time were seen."""
    blocks = numbered(block)
    count = int(blocks.max(initial=-1)) + 1
    if count < FEWEST_BLOCKS:
        return None
    variance = _sum_of_squares(influence, blocks, count)
    authors = numbered(author)
    writers = int(authors.max()) + 1
    freedom = count - 1
    if writers >= FEWEST_AUTHORS:
        by_author = _sum_of_squares(influence, authors, writers)
        both = numbered(authors * count + blocks)
        by_both = _sum_of_squares(influence, both, int(both.max()) + 1)
        # both ways can only add to what either says alone
        variance = max(variance + by_author - by_both, variance, by_author)
        freedom = min(freedom, writers - 1)
    if variance <= 0:
        return None
    return Clumped(variance, freedom)


def _sum_of_squares(influence: Floats, group: Ints, count: int) -> float:
    sums = np.bincount(group, weights=influence)
    return float((sums**2).sum()) * count / max(count - 1, 1)


def blocks_of(hours: Floats, length: float) -> Ints:
    """Return the number of each hour's block, of `length` hours, counted from the incident."""
    numbered: Ints = np.floor(hours / length).astype(np.int64)
    return numbered
