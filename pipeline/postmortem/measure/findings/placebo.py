"""The same question about a day on which nothing happened: a week before the incident."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postmortem.measure.course.fit import Fit, bin_scored_posts, drop_of_mean
from postmortem.measure.posts.metric import SENTIMENT
from postmortem.model import Caveat

if TYPE_CHECKING:
    from postmortem.measure.course.fit import Unfit
    from postmortem.measure.posts.case import Case

_WEEK = 168.0
_NEEDS_DAYS = 12
_ALARM = 0.05


def placebo_caveat(case: Case, fit: Fit | Unfit) -> Caveat | None:
    """Return a warning where the posts before the incident already show a drop a week earlier.

    Asked only where enough baseline is left before the made-up date.
    """
    if not isinstance(fit, Fit) or fit.baseline.days < _NEEDS_DAYS:
        return None
    guard = case.settings.guard_hours
    calm = case.where(case.audience.hours < -guard)
    earlier = replace(
        calm.shift(-_WEEK),
        observed_hours=_WEEK - guard,
        events=(),
        settings=replace(case.shift(-_WEEK).settings, guard_hours=0.0),
    )
    p_drop = drop_of_mean(SENTIMENT, bin_scored_posts(earlier))
    if p_drop is None or p_drop >= _ALARM:
        return None
    return Caveat.of("placebo-drop", p=p_drop)
