"""Variance of means and ratios when posts come in clumps: by author, and by hours of one mood.

Two-way clustering (Cameron, Gelbach, Miller 2011): by author + by block of time − by both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from postmortem.measure.posts.codes import renumber

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats, Ints

FEWEST_BLOCKS = 3
FEWEST_AUTHORS = 10
"""Below this many, clustering by author says nothing and time blocks alone carry the variance."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A variance with the degrees of freedom of its t quantile."""

    variance: float
    freedom: int

    def half_width(self, level: float) -> float:
        """Return the half-width of an interval of `level`."""
        quantile = float(special.stdtrit(self.freedom, (1 + level) / 2))
        return quantile * float(np.sqrt(self.variance))


@dataclass(frozen=True, slots=True)
class Clumps:
    """Which author and which block of time each post belongs to, and which of both at once."""

    author: Ints
    block: Ints
    both: Ints | None
    """Absent where there are too few authors to tell anything by them."""

    def variance(self, influence: Floats) -> Spread | None:
        """Return the variance of Σ influence; `None` where too few blocks of time were seen."""
        count, writers = _many(self.block), _many(self.author)
        if count < FEWEST_BLOCKS:
            return None
        variance = _sum_of_squares(influence, self.block, count)
        freedom = count - 1
        if self.both is not None:
            by_author = _sum_of_squares(influence, self.author, writers)
            by_both = _sum_of_squares(influence, self.both, _many(self.both))
            # both ways can only add to what either says alone
            variance = max(variance + by_author - by_both, variance, by_author)
            freedom = min(freedom, writers - 1)
        if variance <= 0:
            return None
        return Spread(variance, freedom)


def clumps(author: Ints, block: Ints) -> Clumps:
    """Sort posts into clumps once, for every figure about them."""
    authors, blocks = renumber(author), renumber(block)
    count = _many(blocks)
    enough = count >= FEWEST_BLOCKS and _many(authors) >= FEWEST_AUTHORS
    return Clumps(authors, blocks, renumber(authors * count + blocks) if enough else None)


def spread_of(influence: Floats, author: Ints, block: Ints) -> Spread | None:
    """Return the variance of Σ influence; `None` where too few blocks of time were seen."""
    return clumps(author, block).variance(influence)


def _many(group: Ints) -> int:
    return int(group.max(initial=-1)) + 1


def _sum_of_squares(influence: Floats, group: Ints, count: int) -> float:
    sums = np.bincount(group, weights=influence)
    return float((sums**2).sum()) * count / max(count - 1, 1)


def blocks_of(hours: Floats, length: float) -> Ints:
    """Return the number of each hour's block, of `length` hours, counted from the incident."""
    number: Ints = np.floor(hours / length).astype(np.int64)
    return number
