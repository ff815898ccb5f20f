"""When the honest answer is "not enough data", and the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.posts.bins import BASELINE_DAYS
from postmortem.measure.posts.codes import sizes
from postmortem.measure.posts.placing import own_author

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Bools, Floats
    from postmortem.measure.posts.inputs import Audience, Settings
    from postmortem.measure.posts.metric import Metric

BASELINE_NEEDS_DAYS = 3
BASELINE_NEEDS_POSTS = 100
BASELINE_NEEDS_AUTHORS = 30
BASELINE_NEEDS_EFFECTIVE = 10.0
SHORT_BASELINE_DAYS = 12
DEPTH_NEEDS_HOURS = 4.0
DEPTH_NEEDS_POSTS = 10
_SILENCE = 6.0
"""Hours without a post after which coverage stops counting."""


@dataclass(frozen=True, slots=True)
class Spell:
    """The baseline posts of a metric: how long, how many, whose."""

    days: int
    """Days with posts, not the span: a day is 24 h counted back from the incident."""
    hours: float
    """Hours covered by posts, silences over six hours left out."""
    span: float
    """Hours from the first of them to the incident."""
    posts: int
    authors: int | None
    effective: float | None
    """1 / Σ share²: how many equally busy authors they are worth."""


def baseline_posts(hours: Floats, settings: Settings) -> Bools:
    """Return which posts are baseline: before the incident, guard and exclusions left out."""
    keep: Bools = (hours < -settings.guard_hours) & (hours < 0)
    for start, stop in settings.exclusions:
        keep &= ~((hours >= start) & (hours < stop))
    return keep & (hours >= baseline_start(float(hours[keep].max()) if keep.any() else 0.0))


def baseline_start(newest: float) -> float:
    """Return the hour at which the baseline can begin; `newest` is that of its last post.

    Exports with holes may hold nothing of the last weeks: then it is the newest posts there are.
    """
    longest = 24.0 * BASELINE_DAYS
    return (newest if newest < -longest else 0.0) - longest


def spell(posts: Audience) -> Spell:
    """Describe `posts`, all of which lie before the incident."""
    if not len(posts):
        return Spell(0, 0.0, 0.0, 0, None, None)
    hours = np.sort(posts.hours)
    silences = np.diff(hours)
    authors: int | None = None
    effective: float | None = None
    if posts.authors_known:
        # who is unknown is somebody else each time, as everywhere in the measurement
        posts_by_author = sizes(own_author(posts.author)).astype(float)
        authors = len(posts_by_author)
        effective = float(posts_by_author.sum() ** 2 / (posts_by_author**2).sum())
    span = -float(hours[0])
    days = 1 + int(np.count_nonzero(np.diff(np.floor(-hours / 24.0 - 1e-9))))
    return Spell(
        days=min(days, int(span / 24.0 + 0.05)),
        hours=float(silences[silences <= _SILENCE].sum()),
        span=span,
        posts=len(posts),
        authors=authors,
        effective=effective,
    )


def baseline_gate(baseline: Spell, *, authors_matter: bool, cut: bool = False) -> str | None:
    """Return why no counterfactual can be built, or `None` when one can.

    `cut` where exclusions take posts out of the baseline: then more days are not the only cure.
    """
    reason = _too_little(baseline, authors_matter=authors_matter)
    if reason is None or not cut:
        return reason
    return f"{reason} Posts before it are left out because of an earlier incident."


def _too_little(baseline: Spell, *, authors_matter: bool) -> str | None:
    if not baseline.posts:
        return "No posts before the incident; 3 days of them are needed to know what was normal."
    if baseline.days < BASELINE_NEEDS_DAYS:
        return (
            f"{_duration(baseline)} before the incident; "
            f"{BASELINE_NEEDS_DAYS} days are needed to know what was normal."
        )
    if baseline.posts < BASELINE_NEEDS_POSTS:
        return f"{baseline.posts} posts before the incident; {BASELINE_NEEDS_POSTS} are needed."
    if not authors_matter or baseline.authors is None or baseline.effective is None:
        return None
    if baseline.authors < BASELINE_NEEDS_AUTHORS:
        return (
            f"{baseline.authors} authors before the incident; {BASELINE_NEEDS_AUTHORS} are needed."
        )
    if baseline.effective < BASELINE_NEEDS_EFFECTIVE:
        return (
            f"Few authors wrote most of the posts before the incident: they are worth "
            f"{baseline.effective:.1f} equally busy ones; "
            f"{BASELINE_NEEDS_EFFECTIVE:.0f} are needed."
        )
    return None


def _duration(baseline: Spell) -> str:
    """Say how much baseline there is: in hours where posts are dense, else in days."""
    if baseline.posts == 1:
        return "A single post"
    if baseline.days == 0 or baseline.hours >= 8 * baseline.days:
        return f"{_count_of(max(1, round(baseline.hours or baseline.span)), 'hour')} of posts"
    return f"{_count_of(baseline.days, 'day')} with posts"


def _count_of(number: int, noun: str) -> str:
    """Return the number with its noun.

    >>> _count_of(1, "hour"), _count_of(17, "hour")
    ('1 hour', '17 hours')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def aftermath_gate(posts: int, observed_hours: float) -> str | None:
    """Return why not even the depth can be known, or `None` when it can."""
    if not posts:
        return "No posts since the incident."
    if observed_hours < DEPTH_NEEDS_HOURS:
        return (
            f"{observed_hours:.1f} hours observed since the incident; "
            f"{DEPTH_NEEDS_HOURS:.0f} are needed to see how deep it went."
        )
    if posts < DEPTH_NEEDS_POSTS:
        return f"{posts} posts since the incident; {DEPTH_NEEDS_POSTS} are needed."
    return None


def verdict_gate(observed_hours: float, settings: Settings) -> str | None:
    """Return why no recovery can be judged yet, or `None` when it can."""
    if observed_hours >= settings.hold_hours:
        return None
    return (
        f"{observed_hours:.0f} hours observed since the incident; a recovery must hold for "
        f"{settings.hold_hours:.0f}, so none can be judged yet."
    )


def same_score_gate(metric: Metric, value: Floats) -> str | None:
    """Return why a metric that never varies cannot be measured; `value` in engine units."""
    if len(value) and float(np.ptp(value)) > 0:
        return None
    if metric.name == "negative_share":
        which = "Every" if len(value) and value[0] < 0 else "No"
        return f"{which} scored post is negative, so the share never moves."
    return "Every scored post has the same score: the scores tell these posts apart by nothing."
