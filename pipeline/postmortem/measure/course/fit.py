"""One metric of one audience, fitted: from posts to the gap, the drop's p and the curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.measure.course.curve import Curve, recovery_curve
from postmortem.measure.course.shock import drop_p
from postmortem.measure.expected.common import common_mood
from postmortem.measure.expected.counterfactual import Gap, gap_to_expected
from postmortem.measure.expected.design import Design
from postmortem.measure.posts.bins import engine_edges
from postmortem.measure.posts.buckets import Buckets, binned_means, buckets
from postmortem.measure.posts.gates import (
    Spell,
    aftermath_gate,
    baseline_gate,
    same_score_gate,
    spell,
)
from postmortem.measure.posts.metric import Metric, engine_values
from postmortem.measure.posts.season import WEEKLY_NEEDS_DAYS

if TYPE_CHECKING:
    from postmortem.measure.expected.design import Line
    from postmortem.measure.posts.arrays import Floats
    from postmortem.measure.posts.bins import BinnedSeries
    from postmortem.measure.posts.case import Case


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted metric."""

    metric: Metric
    gap: Gap
    curve: Curve
    p_drop: float
    baseline: Spell
    events: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Unfit:
    """A metric that could not be fitted, and why."""

    metric: Metric
    reason: str
    baseline: Spell


@dataclass(frozen=True, slots=True)
class BinnedPosts:
    """Scored posts of a case, binned once for all metrics that are means over posts."""

    case: Case
    """Only its scored posts in the baseline or since the incident."""
    baseline: Spell
    reason: str | None
    """Why nothing can be fitted."""
    posts: Buckets | None


def bin_scored_posts(case: Case) -> BinnedPosts:
    """Keep what counts, check the gates, and bin it."""
    is_scored = case.audience.scored
    before, since = case.before & is_scored, case.since & is_scored
    baseline = spell(case.audience.where(before))
    relevant = case.where(before | since)
    late = int(since.sum())
    reason = baseline_gate(baseline, authors_matter=True, cut=case.cut)
    reason = reason or aftermath_gate(late, case.observed_hours)
    if len(case.audience) and not is_scored.any():
        reason = f"None of the {len(case.audience)} posts is scored."
    if reason:
        return BinnedPosts(relevant, baseline, reason, None)
    edges = engine_edges(baseline.span, case.observed_hours)
    posts = relevant.audience
    return BinnedPosts(
        relevant, baseline, None, buckets(posts.hours, posts.author, edges, relevant.weight)
    )


def fit_mean(metric: Metric, posts: BinnedPosts) -> Fit | Unfit:
    """Fit sentiment or negative share."""
    gap = _gap_of_mean(metric, posts)
    return gap if isinstance(gap, Unfit) else _fit(metric, gap, posts.baseline, posts.case)


def drop_of_mean(metric: Metric, posts: BinnedPosts) -> float | None:
    """Return the p of a drop in sentiment or negative share; `None` where nothing can be fitted."""
    gap = _gap_of_mean(metric, posts)
    return None if isinstance(gap, Unfit) else drop_p(gap, posts.case.settings.seed)


def _gap_of_mean(metric: Metric, posts: BinnedPosts) -> Gap | Unfit:
    if posts.posts is None:
        return Unfit(metric, posts.reason or "Not enough posts.", posts.baseline)
    value = engine_values(metric, posts.case.audience.compound)
    if reason := same_score_gate(metric, value):
        return Unfit(metric, reason, posts.baseline)
    series = binned_means(posts.posts, value, weekly=weekly(posts.baseline))
    control = _control_line(metric, posts, series.edges)
    return _gap(metric, series, posts.baseline, control)


def _control_line(metric: Metric, posts: BinnedPosts, edges: Floats) -> Line | None:
    """Return the common mood of the control's posts over the same bins, if there is a control."""
    if posts.case.control is None:
        return None
    control = posts.case.control
    inside = control.where(
        control.scored & (control.hours >= edges[0]) & (control.hours <= edges[-1])
    )
    if not len(inside):
        return None
    control_bins = buckets(inside.hours, inside.author, edges)
    value = engine_values(metric, inside.compound)
    seasonal = weekly(posts.baseline)
    return common_mood(binned_means(control_bins, value, weekly=seasonal), weekly=seasonal)


def weekly(baseline: Spell) -> bool:
    """Whether the baseline is long enough to know its week."""
    return baseline.days >= WEEKLY_NEEDS_DAYS


def fit_series(
    metric: Metric, series: BinnedSeries, baseline: Spell, case: Case, control: Line | None
) -> Fit | Unfit:
    """Fit a binned series."""
    gap = _gap(metric, series, baseline, control)
    return gap if isinstance(gap, Unfit) else _fit(metric, gap, baseline, case)


def _gap(
    metric: Metric, series: BinnedSeries, baseline: Spell, control: Line | None
) -> Gap | Unfit:
    design = Design(weekly=weekly(baseline), control=control)
    if int(series.before.sum()) < len(design.precision) + 3:
        return Unfit(metric, "Posts before the incident fall into too few hours.", baseline)
    if int(series.after.sum()) < 2:
        return Unfit(metric, "Posts since the incident fall into too few hours.", baseline)
    return gap_to_expected(series, design)


def _fit(metric: Metric, gap: Gap, baseline: Spell, case: Case) -> Fit:
    events = tuple(at for at in case.events if 0 < at < gap.time[-1] - 1)
    curve = recovery_curve(gap, events)
    return Fit(metric, gap, curve, drop_p(gap, case.settings.seed), baseline, events)
