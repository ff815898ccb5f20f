"""How many posts: the same engine on minus the logarithm of posts per hour.

All posts count, scored or not. Empty hours are data here, not absence. Volume returns on its own
clock: attention ends before judgement does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.course.fit import Fit, Unfit, fitted, weekly
from postmortem.measure.expected.common import common_mood
from postmortem.measure.posts.bins import WIDEST_BEFORE, Binned, engine_edges
from postmortem.measure.posts.gates import aftermath_gate, baseline_gate, baseline_posts, spell
from postmortem.measure.posts.metric import VOLUME
from postmortem.measure.posts.placing import placed

if TYPE_CHECKING:
    from postmortem.measure.expected.counterfactual import Gap
    from postmortem.measure.posts.arrays import Floats
    from postmortem.measure.posts.case import Case
    from postmortem.measure.posts.gates import Spell
    from postmortem.measure.posts.inputs import Settings

_WIDTHS = (0.5, 1.0, 2.0, 3.0)
_POSTS_A_BIN = 8.0
"""A bin should expect this many posts, or its logarithm is mostly chance."""


def fitted_volume(case: Case) -> Fit | Unfit:
    """Fit volume."""
    found = spell(case.audience.where(case.before))
    if not case.settings.volume_usable:
        why = " ".join(case.settings.volume_notes) or "The export is capped or sampled."
        return Unfit(VOLUME, f"Posts cannot be counted here: {why}", found)
    reason = baseline_gate(found, authors_matter=False, cut=case.cut) or aftermath_gate(
        int(case.since.sum()), case.observed
    )
    if reason:
        return Unfit(VOLUME, reason, found)
    rate = found.posts / max(24.0 * found.days, 1.0)
    fitting = (width for width in _WIDTHS if rate * width >= _POSTS_A_BIN)
    edges = engine_edges(found.span, case.observed, next(fitting, WIDEST_BEFORE))
    hours = case.audience.hours[case.before | case.since]
    binned = _counts(hours, edges, found, case.settings)
    control = None
    if case.control is not None and len(case.control):
        inside = case.control.hours
        inside = inside[(inside >= edges[0]) & (inside <= edges[-1])]
        seen = _counts(inside, edges, found, replace(case.settings, guard_hours=0.0))
        control = common_mood(seen, weekly=weekly(found))
    fit = fitted(VOLUME, binned, found, case, control)
    if isinstance(fit, Unfit):
        return fit
    return replace(fit, metric=replace(VOLUME, smearing=_smearing(binned, fit.gap)))


def _counts(hours: Floats, edges: Floats, found: Spell, settings: Settings) -> Binned:
    """Return minus log posts per hour, in engine units, with Poisson sampling noise.

    A baseline bin that is left out (guard, exclusion) or begins before the first post is absent.
    """
    count = len(edges) - 1
    place = placed(edges, hours)
    n = np.bincount(place, minlength=count).astype(float)
    value = -np.log((n + 0.5) / np.diff(edges)) / VOLUME.scale
    centre = (edges[:-1] + edges[1:]) / 2
    kept = (centre >= 0) | baseline_posts(centre, settings)
    kept &= edges[:-1] >= -found.span - 1e-9
    noise = np.diag(1.0 / (n + 0.5)) / VOLUME.scale**2
    return Binned(edges, n, np.where(kept, value, np.nan), noise)


def _smearing(binned: Binned, gap: Gap) -> float:
    """Return plain mean posts ÷ exp(fitted log posts) over the baseline (Duan 1983)."""
    before = binned.before
    expected = np.exp(-gap.early_expected * VOLUME.scale) * binned.width[before]
    return float(binned.n[before].sum() / expected.sum())
