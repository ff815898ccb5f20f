"""Own posts' engagement, after ÷ before: a ratio of means at one age of post.

Missing exposure is not zero: only rows that have it count. Each kind of engagement is also told
for itself (`kinds.py`), by the same rules.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.beside.kinds import kinds
from postmortem.measure.beside.ratio import FEWEST_POSTS, ratio_of_means
from postmortem.measure.course.display import display_edges, display_means
from postmortem.measure.findings.series import instant
from postmortem.measure.posts.gates import baseline_posts
from postmortem.model import Engagement, Point

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.posts.arrays import Bools
    from postmortem.measure.posts.inputs import OwnPosts, Settings


def engagement(own: OwnPosts, began_at: datetime, settings: Settings) -> Engagement:
    """Return the three ratios, or why they cannot be known."""
    has_count = ~np.isnan(own.engagement)
    is_mature = own.age_hours >= settings.engagement_age
    usable = has_count & is_mature
    before, after = usable & baseline_posts(own.hours, settings), usable & (own.hours >= 0)
    reason = _reason(own, has_count, usable, before, after, settings)
    result = Engagement(
        age_hours=settings.engagement_age,
        coverage=float(is_mature.mean()) if len(own) else None,
        reason=reason,
        before_posts=int(before.sum()),
        after_posts=int(after.sum()),
        series=_series(own, before | after, began_at),
        kinds=kinds(own, began_at, settings),
    )
    if reason:
        return result
    ratios = {
        "per_post": np.ones(len(own)),
        "per_impression": np.where(own.impressions > 0, own.impressions, np.nan),
        "per_follower": np.where(own.followers > 0, own.followers, np.nan),
    }
    values = {
        name: ratio_of_means(own, own.engagement, exposure, before, after, settings)
        for name, exposure in ratios.items()
    }
    return replace(
        result,
        per_post=values["per_post"],
        per_impression=values["per_impression"],
        per_follower=values["per_follower"],
        reason=None if values["per_post"] else "No own post before the incident was engaged with.",
    )


def _reason(
    own: OwnPosts, has_count: Bools, usable: Bools, before: Bools, after: Bools, settings: Settings
) -> str | None:
    """Return why no ratio can be known."""
    if not len(own):
        return "No own posts in the data."
    if not has_count.any():
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


def _series(own: OwnPosts, usable: Bools, began_at: datetime) -> tuple[Point, ...]:
    """Return mean engagement per comparable own post, for a chart."""
    hours = own.hours[usable]
    if not len(hours):
        return ()
    edges = display_edges(float(hours.min()), float(hours.max()))
    means = display_means(edges, hours, own.engagement[usable])
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
        for start, n, value in zip(edges[:-1], means.n, means.value, strict=True)
    )
