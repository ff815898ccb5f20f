"""What a rival or the category did over the same time, beside the brand.

Its common mood is a regressor of the brand's baseline (see `common`); here are the plain figures a
reader can check: whether it dropped too, and the difference in differences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.course.display import display_bins
from postmortem.measure.course.fit import Fit, bin_scored_posts, fit_mean
from postmortem.measure.findings.series import points
from postmortem.measure.posts.clusters import blocks_of, spread_of
from postmortem.measure.posts.metric import SENTIMENT
from postmortem.measure.posts.placing import own_author
from postmortem.model import Control, Estimate

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.course.fit import Unfit
    from postmortem.measure.posts.arrays import Bools, Floats, Ints
    from postmortem.measure.posts.case import Case
    from postmortem.measure.posts.inputs import Audience, Settings

_AFTER_HOURS = 48.0
_FEWEST = 20
_BLOCK_HOURS = 6.0


def control_finding(case: Case, fit: Fit | Unfit, began_at: datetime) -> Control | None:
    """Return what the control shows; `None` where there is no control."""
    if case.control is None:
        return None
    alone = replace(case, audience=case.control, control=None, weight=None, events=())
    own = fit_mean(SENTIMENT, bin_scored_posts(alone))
    p_drop = own.p_drop if isinstance(own, Fit) else None
    brand, rival = (_change(posts, case) for posts in (case.audience, case.control))
    apart = brand.less(rival) if brand and rival else None
    lines = (own.gap, own.curve) if isinstance(own, Fit) else None
    return Control(
        posts=len(case.control),
        p_drop=p_drop,
        reason=None if isinstance(own, Fit) else own.reason,
        coefficient=_coefficient(fit, case.settings),
        brand_change=brand.estimate(case.settings) if brand else None,
        control_change=rival.estimate(case.settings) if rival else None,
        difference_in_differences=apart.estimate(case.settings) if apart else None,
        series=points(display_bins(alone, SENTIMENT), began_at, SENTIMENT, lines, case.settings.z),
    )


def _coefficient(fit: Fit | Unfit, settings: Settings) -> Estimate | None:
    """Return how much the brand's ordinary fluctuation follows the control's."""
    if not isinstance(fit, Fit) or fit.gap.follows is None:
        return None
    mean, sd = fit.gap.follows
    return settings.estimate(mean, sd)


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of mean from the baseline to the first 48 hours, with each post's influence."""

    value: float
    influence: Floats
    author: Ints
    block: Ints

    @classmethod
    def between(cls, posts: Audience, before: Bools, after: Bools) -> _Change:
        """Compare the posts marked in `after` with those in `before`."""
        early, late = posts.compound[before], posts.compound[after]
        rows = np.concatenate([np.flatnonzero(before), np.flatnonzero(after)])
        fall = -(early - early.mean()) / len(early)
        rise = (late - late.mean()) / len(late)
        return cls(
            value=float(late.mean() - early.mean()),
            influence=np.concatenate([fall, rise]),
            author=own_author(posts.author)[rows],
            block=blocks_of(posts.hours[rows], _BLOCK_HOURS),
        )

    def less(self, other: _Change) -> _Change:
        """Return the difference; hours of one mood are one clump on both sides."""
        return _Change(
            value=self.value - other.value,
            influence=np.concatenate([self.influence, -other.influence]),
            author=np.concatenate([self.author, other.author + int(self.author.max()) + 1]),
            block=np.concatenate([self.block, other.block]),
        )

    def estimate(self, settings: Settings) -> Estimate:
        """Return the change with its interval."""
        spread = spread_of(self.influence, self.author, self.block)
        if spread is None:
            return Estimate(self.value, None, None, settings.level)
        half = spread.half_width(settings.level)
        return Estimate(self.value, self.value - half, self.value + half, settings.level)


def _change(posts: Audience, case: Case) -> _Change | None:
    control_case = replace(case, audience=posts, weight=None)
    before = control_case.before & posts.scored
    after = control_case.since & posts.scored & (posts.hours < _AFTER_HOURS)
    if before.sum() < _FEWEST or after.sum() < _FEWEST:
        return None
    return _Change.between(posts, before, after)
