"""Each platform for itself, and a pooled mean that a shift between platforms cannot move.

Raw pooling is a trap (Simpson's paradox): if a harsher platform talks more after the incident, the
pooled mean falls though nobody changed. So the pooled curve weighs platforms as before it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.course.display import display_bins
from postmortem.measure.course.fit import bin_scored_posts, fit_mean
from postmortem.measure.findings.recovery import recovery
from postmortem.measure.posts.metric import SENTIMENT
from postmortem.model import Caveat

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.posts.arrays import Bools, Floats, Ints
    from postmortem.measure.posts.case import Case
    from postmortem.model import Recovery

_LEAST_SHARE = 0.01
"""A platform with less of the baseline has no weight to be pooled with."""
_MOST_WEIGHT = 20.0
_FIRST_HOURS = 48.0
_SHIFT = 0.10
"""Change of a platform's share of posts worth telling the reader."""


def standardise(case: Case) -> tuple[Case, tuple[Caveat, ...]]:
    """Return the scored question with fixed platform weights, and what a reader must know."""
    if not case.audience.scored.any():
        return case, ()
    scored_case = case.where(case.audience.scored)
    share = _shares(scored_case)
    if len(np.unique(scored_case.audience.platform)) < 2 or not scored_case.before.any():
        return scored_case, ()
    is_large = share >= _LEAST_SHARE
    large_case = scored_case.where(is_large[scored_case.audience.platform])
    platform = large_case.audience.platform.astype(np.int64)
    stratum = _strata(large_case.audience.hours)
    within = _share_within(stratum, platform, len(share))
    weight = np.minimum(share[platform] / within, _MOST_WEIGHT)
    return replace(large_case, weight=weight), _caveats(scored_case, share, is_large)


def _shares(case: Case) -> Floats:
    """Return each platform's share of the baseline's scored posts."""
    platform = case.audience.platform[case.before].astype(np.int64)
    count = np.bincount(platform, minlength=max(len(case.audience.platforms), 1)).astype(float)
    share: Floats = count / max(float(count.sum()), 1.0)
    return share


def _strata(hours: Floats) -> Ints:
    """Return the span of each post within which the mix counts as one: days, at first 6 h."""
    days = np.floor(hours / 24.0)
    first = (hours >= 0) & (hours < 24)
    quarter = np.where(first, np.floor(hours / 6.0), 0.0)
    strata: Ints = np.unique(days * 4 + quarter, return_inverse=True)[1]
    return strata


def _share_within(stratum: Ints, platform: Ints, platforms: int) -> Floats:
    """Return, for each post, its platform's share of its stratum."""
    cell = stratum * platforms + platform
    posts = np.bincount(cell)[cell]
    total = np.bincount(stratum)[stratum]
    share: Floats = posts / total
    return share


def _caveats(case: Case, share: Floats, is_large: Bools) -> tuple[Caveat, ...]:
    names, hours = case.audience.platforms, case.audience.hours
    first = case.since & (hours < _FIRST_HOURS)
    since, early = (
        np.bincount(case.audience.platform[rows].astype(np.int64), minlength=len(share))
        for rows in (case.since, first)
    )
    caveats = [
        Caveat.of("platform-without-baseline", platform=names[i], n=int(since[i]))
        for i in np.flatnonzero(~is_large & (since > 0))
    ]
    soon = early / max(int(early.sum()), 1)
    most = int(np.argmax(np.abs(soon - share)))
    if early.sum() and abs(soon[most] - share[most]) > _SHIFT:
        caveats.append(
            Caveat.of("platform-mix", platform=names[most], before=share[most], after=soon[most])
        )
    return tuple(caveats)


def platform_recoveries(case: Case, began_at: datetime) -> dict[str, Recovery]:
    """Return the sentiment finding of each platform; empty where there is only one."""
    present = np.unique(case.audience.platform)
    if len(present) < 2:
        return {}
    recoveries = {}
    for code in present:
        alone = case.where(case.audience.platform == code)
        fit = fit_mean(SENTIMENT, bin_scored_posts(alone))
        plain = display_bins(alone, SENTIMENT)
        name = case.audience.platforms[int(code)]
        recoveries[name] = recovery(fit, plain, began_at, case.observed_hours, case.settings)
    return dict(sorted(recoveries.items()))
