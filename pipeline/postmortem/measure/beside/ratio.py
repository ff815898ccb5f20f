"""After ÷ before of what own posts got: a ratio of means with an interval that knows clumps.

Ratio estimator Σ engagement ÷ Σ exposure on each side; delta method on the log scale, clustered
by account and by six-hour block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.posts.clusters import blocks_of, spread_of
from postmortem.model import Estimate

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Bools, Floats
    from postmortem.measure.posts.inputs import OwnPosts, Settings

FEWEST_POSTS = 5
"""Comparable own posts that each side needs."""
_BLOCK_HOURS = 6.0


@dataclass(frozen=True, slots=True)
class _Side:
    """Rows of one side of the incident that have both counts."""

    total: float
    exposure: float
    influence: Floats


def ratio_of_means(
    own: OwnPosts,
    engagement: Floats,
    exposure: Floats,
    before: Bools,
    after: Bools,
    settings: Settings,
) -> Estimate | None:
    """Return after ÷ before of `engagement` per unit of `exposure`, or `None` with too few posts.

    Rows whose exposure is NaN are left out; `None` also when nothing was counted before.
    """
    has_exposure = ~np.isnan(exposure)
    early, late = before & has_exposure, after & has_exposure
    if early.sum() < FEWEST_POSTS or late.sum() < FEWEST_POSTS:
        return None
    sides = [_side(engagement[rows], exposure[rows]) for rows in (early, late)]
    if sides[0].total <= 0:
        return None
    ratio = (sides[1].total / sides[1].exposure) / (sides[0].total / sides[0].exposure)
    if ratio <= 0:
        return Estimate(0.0, None, None, settings.level)
    rows = np.concatenate([np.flatnonzero(early), np.flatnonzero(late)])
    influence = np.concatenate([-sides[0].influence, sides[1].influence])
    deviation = spread_of(influence, own.account[rows], blocks_of(own.hours[rows], _BLOCK_HOURS))
    if deviation is None:
        return Estimate(float(ratio), None, None, settings.level)
    spread = np.exp(deviation.half_width(settings.level))
    return Estimate(float(ratio), float(ratio / spread), float(ratio * spread), settings.level)


def _side(engagement: Floats, exposure: Floats) -> _Side:
    """Return totals and each row's influence on the log of their ratio."""
    total, weight = float(engagement.sum()), float(exposure.sum())
    if total <= 0:
        return _Side(total, weight, np.zeros(len(engagement)))
    return _Side(total, weight, engagement / total - exposure / weight)
