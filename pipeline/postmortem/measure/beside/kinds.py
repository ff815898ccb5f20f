"""Each kind of engagement for itself: what the typical own post got, before, after, and over time.

Medians and quartiles describe the typical post; the ratio is that of means, as for all engagement,
so one post that everybody shared moves the ratio and not the medians.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.beside.ratio import FEWEST_POSTS, ratio_of_means
from postmortem.measure.findings.series import instant
from postmortem.measure.posts.gates import baseline_posts
from postmortem.model import EngagementKind, Estimate, Point

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.posts.arrays import Bools, Floats
    from postmortem.measure.posts.inputs import OwnPosts, Settings

_WIDTHS = (24.0, 72.0, 168.0)
"""Hours a drawn bin may span: brands post a few times a day, so narrower ones hold no typical."""
_QUARTILES = (25.0, 50.0, 75.0)
_QUARTILE_LEVEL = 0.5


def kinds(own: OwnPosts, began_at: datetime, settings: Settings) -> tuple[EngagementKind, ...]:
    """Return one finding per kind that any own post carries, in the order of `own.counts`."""
    return tuple(
        _kind(name, counts, own, began_at, settings)
        for name, counts in own.counts.items()
        if not np.isnan(counts).all()
    )


def _kind(
    name: str, counts: Floats, own: OwnPosts, began_at: datetime, settings: Settings
) -> EngagementKind:
    usable = ~np.isnan(counts) & (own.age_hours >= settings.engagement_age)
    before, after = usable & baseline_posts(own.hours, settings), usable & (own.hours >= 0)
    typical = _typical(counts[before])
    ratio = ratio_of_means(own, counts, np.ones(len(own)), before, after, settings)
    return EngagementKind(
        name=name,
        before=typical,
        after=_typical(counts[after]),
        ratio=ratio,
        n_before=int(before.sum()),
        n_after=int(after.sum()),
        series=_series(own.hours, counts, before | after, typical, began_at),
        coverage=float(usable.mean()),
        reason=_reason(name, typical, before, after, ratio),
    )


def _typical(counts: Floats) -> Estimate | None:
    """Return the median with its quartiles, where there are posts enough to have any."""
    if len(counts) < FEWEST_POSTS:
        return None
    low, middle, high = (float(value) for value in np.percentile(counts, _QUARTILES))
    return Estimate(middle, low, high, _QUARTILE_LEVEL)


def _reason(
    name: str, typical: Estimate | None, before: Bools, after: Bools, ratio: Estimate | None
) -> str | None:
    """Return why a median, the ratio or the index is not known."""
    for side, posts in (("before", int(before.sum())), ("after", int(after.sum()))):
        if posts < FEWEST_POSTS:
            return (
                f"{posts} comparable own posts with {name} {side} the incident; "
                f"{FEWEST_POSTS} are needed."
            )
    if ratio is None:
        return f"No comparable own post before the incident got any {name}."
    if typical is None or not typical.value:
        return f"Most own posts before the incident got no {name}, so there is no index."
    return None


def _series(
    hours: Floats, counts: Floats, usable: Bools, typical: Estimate | None, began_at: datetime
) -> tuple[Point, ...]:
    """Return the median per bin with quartiles, 100 = the median before; empty without one."""
    if typical is None or not typical.value:
        return ()
    hours, index = hours[usable], counts[usable] * 100.0 / typical.value
    width = _width(hours)
    places = np.floor(hours / width).astype(int)
    return tuple(
        _point(place * width, index[places == place], began_at)
        for place in range(int(places.min()), int(places.max()) + 1)
    )


def _point(start: float, index: Floats, began_at: datetime) -> Point:
    """Return one bin; quartiles of a few posts would say nothing."""
    typical = _typical(index)
    return Point(
        start=instant(began_at, start),
        hours=start,
        n=len(index),
        value=float(np.median(index)) if len(index) else None,
        low=typical.low if typical else None,
        high=typical.high if typical else None,
        expected=100.0,
    )


def _width(hours: Floats) -> float:
    """Return the narrowest width of which most bins with posts hold enough of them."""
    for width in _WIDTHS:
        posts_in_bin = np.unique(np.floor(hours / width), return_counts=True)[1]
        if np.median(posts_in_bin) >= FEWEST_POSTS:
            return width
    return _WIDTHS[-1]
