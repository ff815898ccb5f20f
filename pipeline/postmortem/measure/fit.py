"""One metric of one audience, fitted: from posts to the gap, the drop's p and the curve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.bins import WIDEST_BEFORE, Binned, engine_edges
from postmortem.measure.buckets import Buckets, binned_means, buckets
from postmortem.measure.counterfactual import Gap, gap_to_expected
from postmortem.measure.curve import Curve, recovery_curve
from postmortem.measure.gates import (
    Spell,
    aftermath_gate,
    baseline_gate,
    baseline_posts,
    same_score_gate,
    spell,
)
from postmortem.measure.metric import VOLUME, Metric, engine_values
from postmortem.measure.season import WEEKLY_NEEDS_DAYS
from postmortem.measure.shock import drop_p

if TYPE_CHECKING:
    from postmortem.measure.inputs import Audience, Floats, Settings

_WIDTHS = (0.5, 1.0, 2.0, 3.0)
_POSTS_A_BIN = 8.0
"""A volume bin should expect this many posts, or its logarithm is mostly chance."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted metric."""

    metric: Metric
    gap: Gap
    curve: Curve
    p_drop: float
    baseline: Spell


@dataclass(frozen=True, slots=True)
class Unfit:
    """A metric that could not be fitted, and why."""

    metric: Metric
    reason: str
    baseline: Spell


@dataclass(frozen=True, slots=True)
class Prepared:
    """Scored posts of an audience, binned once for all metrics that are means over posts."""

    audience: Audience
    """Scored posts in the baseline or since the incident."""
    observed: float
    """Hours from the incident to the end of the data."""
    baseline: Spell
    reason: str | None
    """Why nothing can be fitted."""
    posts: Buckets | None
    weight: Floats | None = None


def prepared(
    audience: Audience, observed: float, settings: Settings, weight: Floats | None = None
) -> Prepared:
    """Keep what counts, check the gates, and bin it."""
    inside = baseline_posts(audience.hours, settings) & audience.scored
    since = (audience.hours >= 0) & (audience.hours <= observed) & audience.scored
    found = spell(audience.where(inside))
    keep = inside | since
    kept = audience.where(keep)
    reason = baseline_gate(found, authors_matter=True) or aftermath_gate(int(since.sum()), observed)
    if reason:
        return Prepared(kept, observed, found, _unscored(audience) or reason, None)
    edges = engine_edges(found.span, observed)
    share = None if weight is None else weight[keep]
    return Prepared(
        kept, observed, found, None, buckets(kept.hours, kept.author, edges, share), share
    )


def _unscored(audience: Audience) -> str | None:
    """Return the better reason where there are posts but no scores."""
    if len(audience) and not audience.scored.any():
        return f"None of the {len(audience)} posts is scored."
    return None


def fitted_mean(
    metric: Metric,
    posts: Prepared,
    settings: Settings,
    events: tuple[float, ...] = (),
) -> Fit | Unfit:
    """Fit sentiment or negative share."""
    if posts.posts is None:
        return Unfit(metric, posts.reason or "Not enough posts.", posts.baseline)
    value = engine_values(metric, posts.audience.compound)
    if reason := same_score_gate(metric, value):
        return Unfit(metric, reason, posts.baseline)
    binned = binned_means(posts.posts, value, weekly=weekly(posts.baseline))
    return _fitted(metric, binned, posts.baseline, settings, events)


def weekly(found: Spell) -> bool:
    """Whether the baseline is long enough to know its week."""
    return found.days >= WEEKLY_NEEDS_DAYS


def _fitted(
    metric: Metric, binned: Binned, found: Spell, settings: Settings, events: tuple[float, ...]
) -> Fit | Unfit:
    needed = 9 if weekly(found) else 7
    if int(binned.before.sum()) < needed + 3:
        return Unfit(metric, "Posts before the incident fall into too few hours.", found)
    if int(binned.after.sum()) < 2:
        return Unfit(metric, "Posts since the incident fall into too few hours.", found)
    gap = gap_to_expected(binned, weekly=weekly(found))
    p_drop = drop_p(gap, settings.seed)
    inside = tuple(at for at in events if 0 < at < gap.time[-1] - 1)
    curve = recovery_curve(gap, inside)
    return Fit(metric, gap, curve, 1.0 if p_drop is None else p_drop, found)


def fitted_volume(
    audience: Audience, observed: float, settings: Settings, events: tuple[float, ...] = ()
) -> Fit | Unfit:
    """Fit volume: counts of all posts, scored or not, on minus the logarithm."""
    inside = baseline_posts(audience.hours, settings)
    since = (audience.hours >= 0) & (audience.hours <= observed)
    found = spell(audience.where(inside))
    if not settings.volume_usable:
        why = " ".join(settings.volume_notes) or "The export is capped or sampled."
        return Unfit(VOLUME, f"Posts cannot be counted here: {why}", found)
    reason = baseline_gate(found, authors_matter=False) or aftermath_gate(
        int(since.sum()), observed
    )
    if reason:
        return Unfit(VOLUME, reason, found)
    binned = _counts(audience.hours[inside | since], found, observed, settings)
    fit = _fitted(VOLUME, binned, found, settings, events)
    if isinstance(fit, Unfit):
        return fit
    return replace(fit, metric=replace(VOLUME, smearing=_smearing(binned, fit.gap)))


def _counts(hours: Floats, found: Spell, observed: float, settings: Settings) -> Binned:
    """Return minus log posts per hour, in engine units, with Poisson sampling noise.

    A baseline bin that is mostly left out (guard, exclusion, before the first post) is absent.
    """
    rate = found.posts / max(24.0 * found.days, 1.0)
    fitting = (width for width in _WIDTHS if rate * width >= _POSTS_A_BIN)
    edges = engine_edges(found.span, observed, next(fitting, WIDEST_BEFORE))
    count = len(edges) - 1
    place = np.clip(np.searchsorted(edges, hours, side="right") - 1, 0, count - 1)
    n = np.bincount(place, minlength=count).astype(float)
    width = np.diff(edges)
    value = -np.log((n + 0.5) / width) / VOLUME.scale
    centre = (edges[:-1] + edges[1:]) / 2
    kept = (centre >= 0) | baseline_posts(centre, settings)
    kept &= edges[:-1] >= -found.span - 1e-9
    noise = np.diag(1.0 / (n + 0.5)) / VOLUME.scale**2
    return Binned(edges, n, np.where(kept, value, np.nan), noise)


def _smearing(binned: Binned, gap: Gap) -> float:
    """Return plain mean posts ÷ exp(fitted log posts) over the baseline (Duan 1983)."""
    before = binned.before
    fitted = np.exp(-gap.early_expected * VOLUME.scale) * binned.width[before]
    return float(binned.n[before].sum() / fitted.sum())
