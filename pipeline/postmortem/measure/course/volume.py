"""How many posts: the same engine on minus the logarithm of posts per hour.

All posts count, scored or not. Empty hours are data here, not absence. Volume returns on its own
clock: attention ends before judgement does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.course.fit import Fit, Unfit, fit_series, weekly
from postmortem.measure.expected.common import common_mood
from postmortem.measure.posts.bins import WIDEST_BEFORE, BinnedSeries, engine_edges
from postmortem.measure.posts.gates import aftermath_gate, baseline_gate, baseline_posts, spell
from postmortem.measure.posts.metric import VOLUME
from postmortem.measure.posts.placing import bin_of

if TYPE_CHECKING:
    from postmortem.measure.expected.counterfactual import Gap
    from postmortem.measure.posts.arrays import Floats
    from postmortem.measure.posts.case import Case
    from postmortem.measure.posts.gates import Spell
    from postmortem.measure.posts.inputs import Settings

_WIDTHS = (0.5, 1.0, 2.0, 3.0)
_POSTS_A_BIN = 8.0
"""A bin should expect this many posts, or its logarithm is mostly chance."""


def fit_volume(case: Case) -> Fit | Unfit:
    """Fit volume."""
    baseline = spell(case.audience.where(case.before))
    if not case.settings.volume_usable:
        why = " ".join(case.settings.volume_notes) or "The export is capped or sampled."
        return Unfit(VOLUME, f"Posts cannot be counted here: {why}", baseline)
    reason = baseline_gate(baseline, authors_matter=False, cut=case.cut) or aftermath_gate(
        int(case.since.sum()), case.observed_hours
    )
    if reason:
        return Unfit(VOLUME, reason, baseline)
    rate = baseline.posts / max(24.0 * baseline.days, 1.0)
    fitting = (width for width in _WIDTHS if rate * width >= _POSTS_A_BIN)
    edges = engine_edges(baseline.span, case.observed_hours, next(fitting, WIDEST_BEFORE))
    hours = case.audience.hours[case.before | case.since]
    series = _counts(hours, edges, baseline, case.settings)
    control = None
    if case.control is not None and len(case.control):
        inside = case.control.hours
        inside = inside[(inside >= edges[0]) & (inside <= edges[-1])]
        control_counts = _counts(inside, edges, baseline, replace(case.settings, guard_hours=0.0))
        control = common_mood(control_counts, weekly=weekly(baseline))
    fit = fit_series(VOLUME, series, baseline, case, control)
    if isinstance(fit, Unfit):
        return fit
    return replace(fit, metric=replace(VOLUME, smearing=_smearing(series, fit.gap)))


def _counts(hours: Floats, edges: Floats, baseline: Spell, settings: Settings) -> BinnedSeries:
    """Return minus log posts per hour, in engine units, with Poisson sampling noise.

    A baseline bin that is left out (guard, exclusion) or begins before the first post is absent.
    """
    count = len(edges) - 1
    place = bin_of(edges, hours)
    n = np.bincount(place, minlength=count).astype(float)
    value = -np.log((n + 0.5) / np.diff(edges)) / VOLUME.scale
    centre = (edges[:-1] + edges[1:]) / 2
    counts_as_usual = (centre >= 0) | baseline_posts(centre, settings)
    counts_as_usual &= edges[:-1] >= -baseline.span - 1e-9
    noise = np.diag(1.0 / (n + 0.5)) / VOLUME.scale**2
    return BinnedSeries(edges, n, np.where(counts_as_usual, value, np.nan), noise)


def _smearing(series: BinnedSeries, gap: Gap) -> float:
    """Return plain mean posts ÷ exp(fitted log posts) over the baseline (Duan 1983)."""
    before = series.before
    expected = np.exp(-gap.early_expected * VOLUME.scale) * series.width[before]
    return float(series.n[before].sum() / expected.sum())
