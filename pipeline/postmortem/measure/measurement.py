"""The whole measurement of one incident: every metric, window and effect, from arrays of posts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.beside.apology import apology_effects
from postmortem.measure.beside.composition import composition
from postmortem.measure.beside.control import control_finding
from postmortem.measure.beside.engagement import engagement
from postmortem.measure.beside.platforms import platform_recoveries, standardise
from postmortem.measure.beside.windows import windows
from postmortem.measure.course.display import display_bins
from postmortem.measure.course.fit import Fit, Unfit, bin_scored_posts, fit_mean
from postmortem.measure.course.volume import fit_volume
from postmortem.measure.findings.placebo import placebo_caveat
from postmortem.measure.findings.recovery import recovery
from postmortem.measure.findings.sensitivity import sensitivity
from postmortem.measure.findings.times import NO_DROP_P
from postmortem.measure.posts.case import Case
from postmortem.measure.posts.inputs import UNKNOWN_AUTHOR, Audience, OwnPosts, Settings
from postmortem.measure.posts.metric import NEGATIVE_SHARE, SENTIMENT, Metric
from postmortem.model import Caveat, Measures

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.model import Control, Incident, Recovery

_COURSE_CHANGING = frozenset({"offence", "apology", "denial", "press"})
_MOST_EVENTS = 6
_SOONEST_EVENT = 1.0
_MANY_UNKNOWN = 0.1
"""Share of posts without an author worth telling the reader."""


def measure(
    audience: Audience,
    own: OwnPosts,
    incident: Incident,
    *,
    control: Audience | None = None,
    settings: Settings | None = None,
    ends_hours: float | None = None,
) -> Measures:
    """Return everything that can be known about `incident`, and why the rest cannot.

    `audience` is everybody but the brand, hours counted from `incident.began_at`; `own` the brand's
    posts; `control` posts about a rival or the category over the same time, if there are any;
    `ends_hours` when the data end, where that is not the last post.

    Never raises for what the data hold; the same posts in any order give the same result.
    """
    case = _case(audience, control, incident, settings or Settings(), ends_hours)
    began_at = incident.began_at
    pooled_case, mixing = standardise(case)
    posts = bin_scored_posts(pooled_case)
    sentiment = fit_mean(SENTIMENT, posts)
    refits = _Refits(case, pooled_case)
    answers = {
        fit.metric.name: _answer(fit, fit_case, refits, began_at)
        for fit, fit_case in (
            (sentiment, pooled_case),
            (fit_mean(NEGATIVE_SHARE, posts), pooled_case),
            (fit_volume(case), case),
        )
    }
    control_result = control_finding(pooled_case, sentiment, began_at)
    return Measures(
        sentiment=_with_caveat(answers["sentiment"], placebo_caveat(pooled_case, sentiment)),
        negative_share=answers["negative_share"],
        volume=answers["volume"],
        engagement=engagement(own, began_at, case.settings),
        windows=windows(case.audience, case.observed_hours, began_at, case.settings),
        apology=apology_effects(sentiment, incident.apologies, began_at, case.settings),
        composition=composition(case, began_at),
        platforms=platform_recoveries(replace(case, control=None), began_at),
        control=control_result,
        warnings=(*_warnings(case, control_result, answers["sentiment"].p_drop), *mixing),
    )


def _case(
    audience: Audience,
    control: Audience | None,
    incident: Incident,
    settings: Settings,
    ends: float | None,
) -> Case:
    """Put the posts in order and find where the data end."""
    posts = audience.in_order()
    last = float(posts.hours[-1]) if len(posts) else 0.0
    observed_hours = last if ends is None else ends
    return Case(
        audience=posts.where(posts.hours <= observed_hours),
        observed_hours=observed_hours,
        settings=settings,
        events=_events(incident, observed_hours),
        control=control.in_order() if control is not None and len(control) else None,
    )


def _events(incident: Incident, observed_hours: float) -> tuple[float, ...]:
    """Return the hours at which the course may have changed, known to the hour or better."""
    hours = {
        (event.at - incident.began_at).total_seconds() / 3600
        for event in incident.events
        if event.kind in _COURSE_CHANGING and event.precision != "day"
    }
    inside = (at for at in hours if _SOONEST_EVENT < at < observed_hours - _SOONEST_EVENT)
    return tuple(sorted(inside))[:_MOST_EVENTS]


@dataclass(frozen=True, slots=True)
class _Refits:
    """The fits as if the incident had begun at another hour: posts are binned once for all."""

    whole: Case
    pooled_case: Case
    means: dict[tuple[str, float], Fit | Unfit] = field(default_factory=dict)

    def refit(self, metric: Metric, shift: float) -> Fit | Unfit:
        """Fit `metric` as if the incident had begun `shift` hours later."""
        if metric.is_count:
            return fit_volume(self.whole.shift(shift))
        if (metric.name, shift) not in self.means:
            posts = bin_scored_posts(self.pooled_case.shift(shift))
            for mean in (SENTIMENT, NEGATIVE_SHARE):
                self.means[mean.name, shift] = fit_mean(mean, posts)
        return self.means[metric.name, shift]


def _answer(fit: Fit | Unfit, case: Case, refits: _Refits, began_at: datetime) -> Recovery:
    """Return the finding about a fitted metric, with its sensitivity."""
    plain = display_bins(refits.whole, fit.metric)
    result = recovery(fit, plain, began_at, case.observed_hours, case.settings)
    rows = sensitivity(fit, lambda shift: refits.refit(fit.metric, shift), case.settings)
    return replace(result, sensitivity=rows)


def _with_caveat(result: Recovery, caveat: Caveat | None) -> Recovery:
    return replace(result, warnings=(*result.warnings, caveat)) if caveat else result


def _warnings(case: Case, control: Control | None, p_drop: float | None) -> tuple[Caveat, ...]:
    """Return what holds for every number of the measurement."""
    caveats = []
    unknown_share = (
        float(np.mean(case.audience.author == UNKNOWN_AUTHOR)) if len(case.audience) else 0.0
    )
    if unknown_share > _MANY_UNKNOWN:
        which = (
            "no authors"
            if unknown_share == 1
            else f"no author for {unknown_share:.0%} of the posts"
        )
        caveats.append(
            Caveat(
                "authors-unknown",
                f"The export names {which}: each such post counts as its own author, so intervals "
                "are narrower than they should be if a few people wrote many of them.",
            )
        )
    if control is not None and control.p_drop is not None and control.p_drop < NO_DROP_P:
        caveats.append(Caveat("control-moved", _control_moved(p_drop)))
    return tuple(caveats)


def _control_moved(p_drop: float | None) -> str:
    """Say what a control that dropped means, beside what is known of the brand."""
    if p_drop is None:
        return (
            "The control dropped: something moved everybody, or the incident spilled over. "
            "Whether the brand dropped is not known."
        )
    if p_drop >= NO_DROP_P:
        return (
            "The control dropped, and the brand shows no drop beyond ordinary fluctuation and what "
            "the control shares with it: something may have moved everybody, the incident aside."
        )
    return (
        "The control dropped too: something moved everybody, or the incident spilled over, and "
        "what the brand lost beyond it may be understated."
    )
