"""Plain figures of a few fixed windows: always given, whatever the model says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.findings.series import instant
from postmortem.measure.posts.clusters import blocks_of, clumps
from postmortem.measure.posts.codes import sizes
from postmortem.measure.posts.gates import baseline_posts
from postmortem.measure.posts.placing import own_author
from postmortem.model import Estimate, WindowSummary
from postmortem.model.rule import NEGATIVE

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.posts.arrays import Floats
    from postmortem.measure.posts.clusters import Clumps
    from postmortem.measure.posts.inputs import Audience, Settings

FEWEST_POSTS = 20
"""A mean of fewer posts is given without an interval: it would promise too much."""
_BLOCKS = 6
_LONGEST_BLOCK = 6.0
_STALE = 72.0
"""Hours of silence before the incident that are a hole in the data and no quiet time."""


def windows(
    audience: Audience, observed_hours: float, began_at: datetime, settings: Settings
) -> tuple[WindowSummary, ...]:
    """Return before, first_12h, first_48h, last_48h and after: everything since the incident."""
    early = audience.where(baseline_posts(audience.hours, settings))
    start, stop = _reach(early, settings)
    end = max(observed_hours, 0.0)
    since = audience.where((audience.hours >= 0) & (audience.hours <= end))
    spans = [
        ("before", early, start, stop),
        ("first_12h", since, 0.0, min(12.0, end)),
        ("first_48h", since, 0.0, min(48.0, end)),
        ("last_48h", since, max(0.0, end - 48.0), end),
        ("after", since, 0.0, end),
    ]
    return tuple(
        _window(name, posts, first, last, began_at, settings) for name, posts, first, last in spans
    )


def _reach(early: Audience, settings: Settings) -> tuple[float, float]:
    """Return from when to when the baseline reaches; to its last post when that is long ago."""
    if not len(early):
        return 0.0, 0.0
    last = float(early.hours.max())
    return float(early.hours.min()), -settings.guard_hours if last > -_STALE else last


def _window(
    name: str, posts: Audience, first: float, last: float, began_at: datetime, settings: Settings
) -> WindowSummary:
    inside = posts.where((posts.hours >= first) & (posts.hours <= last))
    scored_posts = inside.where(inside.scored)
    negative = np.where(scored_posts.compound <= NEGATIVE, 1.0, 0.0)
    span = last - first
    posts_by_clump = _clumps(scored_posts, span)
    known_authors = inside.author[inside.author >= 0]
    return WindowSummary(
        name=name,
        starts_at=instant(began_at, first),
        ends_at=instant(began_at, last),
        n=len(inside),
        authors=len(sizes(known_authors)) if len(known_authors) else None,
        sentiment=_mean(posts_by_clump, scored_posts.compound, settings),
        negative_share=_share(_mean(posts_by_clump, negative, settings)),
        per_hour=len(inside) / span if span > 0 and settings.volume_usable else None,
    )


def _share(estimate: Estimate | None) -> Estimate | None:
    """Keep the limits of a share between nothing and all."""
    if estimate is None or estimate.low is None or estimate.high is None:
        return estimate
    return Estimate(estimate.value, max(estimate.low, 0.0), min(estimate.high, 1.0), estimate.level)


def plain_mean(posts: Audience, value: Floats, span: float, settings: Settings) -> Estimate | None:
    """Return a mean over posts with an interval that knows authors and moods clump.

    No interval where there are too few posts, authors or hours to know one.
    """
    return _mean(_clumps(posts, span), value, settings)


def _clumps(posts: Audience, span: float) -> Clumps:
    """Sort the posts of a window of `span` hours by author and by hours of one mood."""
    length = float(np.clip(span / _BLOCKS, 1.0, _LONGEST_BLOCK))
    return clumps(own_author(posts.author), blocks_of(posts.hours, length))


def _mean(posts: Clumps, value: Floats, settings: Settings) -> Estimate | None:
    if not len(value):
        return None
    mean = float(value.mean())
    alone = Estimate(mean, None, None, settings.level)
    if len(value) < FEWEST_POSTS:
        return alone
    variance = posts.variance((value - mean) / len(value))
    if variance is None:
        return alone
    half = variance.half_width(settings.level)
    return Estimate(mean, mean - half, mean + half, settings.level)
