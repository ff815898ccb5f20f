"""Own posts' engagement, after ÷ before: a ratio of means at one age of post.

Ratio estimator Σ engagement ÷ Σ exposure on each side; delta method on the log scale, clustered
by account and by six-hour block. Missing exposure is not zero: only rows that have it count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.clusters import blocks_of, clumped
from postmortem.measure.drawn import display_edges, drawn_means
from postmortem.measure.gates import baseline_posts
from postmortem.measure.series import instant
from postmortem.model import Engagement, Estimate, Point

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.inputs import Bools, Floats, OwnPosts, Settings

FEWEST_POSTS = 5
_BLOCK_HOURS = 6.0


@dataclass(frozen=True, slots=True)
class _Side:
    """Rows of one side of the incident that have both counts."""

    total: float
    exposure: float
    influence: Floats


def engagement(own: OwnPosts, began_at: datetime, settings: Settings) -> Engagement:
    """Return the three ratios, or why they cannot be known."""
    counted = ~np.isnan(own.engagement)
    aged = own.age_hours >= settings.engagement_age
    usable = counted & aged
    before, after = usable & baseline_posts(own.hours, settings), usable & (own.hours >= 0)
    reason = _reason(own, counted, usable, before, after, settings)
    found = Engagement(
        age_hours=settings.engagement_age,
        coverage=float(aged.mean()) if len(own) else None,
        reason=reason,
        before_posts=int(before.sum()),
        after_posts=int(after.sum()),
        series=_series(own, before | after, began_at),
    )
    if reason:
        return found
    ratios = {
        "per_post": np.ones(len(own)),
        "per_impression": np.where(own.impressions > 0, own.impressions, np.nan),
        "per_follower": np.where(own.followers > 0, own.followers, np.nan),
    }
    values = {
        name: _ratio(own, exposure, before, after, settings) for name, exposure in ratios.items()
    }
    return Engagement(
        per_post=values["per_post"],
        per_impression=values["per_impression"],
        per_follower=values["per_follower"],
        age_hours=found.age_hours,
        coverage=found.coverage,
        reason=None if values["per_post"] else "No own post before the incident was engaged with.",
        before_posts=found.before_posts,
        after_posts=found.after_posts,
        series=found.series,
    )


def _reason(
    own: OwnPosts, counted: Bools, usable: Bools, before: Bools, after: Bools, settings: Settings
) -> str | None:
    """Return why no ratio can be known."""
    if not len(own):
        return "No own posts in the data."
    if not counted.any():
        return "No own post carries likes, replies or shares."
    if not usable.any():
        return (
            f"No own post was {settings.engagement_age:.0f} hours old when its counts were "
            "observed; younger ones are still collecting."
        )
    for name, side in (("before", before), ("after", after)):
        if side.sum() < FEWEST_POSTS:
            return (
                f"{int(side.sum())} comparable own posts {name} the incident; "
                f"{FEWEST_POSTS} are needed."
            )
    return None


def _ratio(
    own: OwnPosts, exposure: Floats, before: Bools, after: Bools, settings: Settings
) -> Estimate | None:
    """Return after ÷ before of engagement per unit of `exposure`."""
    known = ~np.isnan(exposure)
    early, late = before & known, after & known
    if early.sum() < FEWEST_POSTS or late.sum() < FEWEST_POSTS:
        return None
    sides = [_side(own.engagement[rows], exposure[rows]) for rows in (early, late)]
    if sides[0].total <= 0:
        return None
    ratio = (sides[1].total / sides[1].exposure) / (sides[0].total / sides[0].exposure)
    if ratio <= 0:
        return Estimate(0.0, None, None, settings.level)
    rows = np.concatenate([np.flatnonzero(early), np.flatnonzero(late)])
    influence = np.concatenate([-sides[0].influence, sides[1].influence])
    found = clumped(influence, own.account[rows], blocks_of(own.hours[rows], _BLOCK_HOURS))
    if found is None:
        return Estimate(float(ratio), None, None, settings.level)
    spread = np.exp(found.half_width(settings.level))
    return Estimate(float(ratio), float(ratio / spread), float(ratio * spread), settings.level)


def _side(engaged: Floats, exposure: Floats) -> _Side:
    """Return totals and each row's influence on the log of their ratio."""
    total, weight = float(engaged.sum()), float(exposure.sum())
    if total <= 0:
        return _Side(total, weight, np.zeros(len(engaged)))
    return _Side(total, weight, engaged / total - exposure / weight)


def _series(own: OwnPosts, usable: Bools, began_at: datetime) -> tuple[Point, ...]:
    """Return mean engagement per comparable own post, for a chart."""
    hours = own.hours[usable]
    if not len(hours):
        return ()
    edges = display_edges(float(hours.min()), float(hours.max()))
    drawn = drawn_means(edges, hours, own.engagement[usable])
    return tuple(
        Point(
            start=instant(began_at, float(start)),
            hours=float(start),
            n=int(n),
            value=float(value) if n else None,
            low=None,
            high=None,
            expected=None,
        )
        for start, n, value in zip(edges[:-1], drawn.n, drawn.value, strict=True)
    )
