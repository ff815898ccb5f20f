"""Did the apology do more than time? Sentiment after it against where its course pointed.

The curve is fitted on the data before the apology only and forecast 24 hours on, with the memory
of the noise carried across. Companies apologise near the trough, so "better afterwards" is nearly
guaranteed; only "better than its own course" counts, and often that cannot be known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg

from postmortem.measure.course.courses import fit_shape
from postmortem.measure.course.fit import Fit, Unfit
from postmortem.measure.course.kernel import Change, kernel
from postmortem.measure.findings.times import NO_DROP_P
from postmortem.model import ApologyEffect, Estimate, Event

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.expected.counterfactual import Gap
    from postmortem.measure.posts.arrays import Bools
    from postmortem.measure.posts.inputs import Settings

WINDOW_HOURS = 24.0
_EARLIEST = 12.0
_FEWEST_BINS = 6
_SHORTEST_WINDOW = 6.0
_DETECTABLE = 2.5
"""Standard errors an effect must have to be found most of the time."""
_PLACEBO_STEP = 6.0
_EVENT_APART = 1.0


@dataclass(frozen=True, slots=True)
class _Step:
    """Observed minus forecast over the window after an instant."""

    mean: float
    se: float


def apology_effects(
    fit: Fit | Unfit, apologies: tuple[Event, ...], began_at: datetime, settings: Settings
) -> tuple[ApologyEffect, ...]:
    """Return one finding an apology, or the one that says there was none."""
    if not apologies:
        return (
            ApologyEffect(
                event="none",
                latency_hours=None,
                status="no_apology",
                reason="The incident names no apology.",
            ),
        )
    return tuple(_effect(fit, event, began_at, settings) for event in apologies)


def _effect(
    fit: Fit | Unfit, event: Event, began_at: datetime, settings: Settings
) -> ApologyEffect:
    hours = (event.at - began_at).total_seconds() / 3600
    effect = ApologyEffect(
        event=f"apology@{event.at.isoformat()}",
        latency_hours=hours,
        status="not_identifiable",
        reason=None,
    )
    if isinstance(fit, Unfit):
        return replace(effect, reason=fit.reason)
    if reason := _reason_before(fit, event, hours):
        return replace(effect, reason=reason)
    step = _step(fit, hours)
    detectable = _DETECTABLE * step.se
    depth = -float(fit.curve.gap[fit.curve.trough])
    effect = replace(
        effect,
        minimum_detectable=detectable,
        placebos=tuple(
            _estimate(_step(fit, at), settings) for at in _placebo_hours(fit.gap, hours)
        ),
    )
    if detectable > depth / 2:
        return replace(
            effect,
            reason=(
                f"Only an effect of {detectable:.2f} or more could be told from chance, and that "
                f"is over half of the whole drop ({depth:.2f})."
            ),
        )
    return replace(effect, status="identified", effect=_estimate(step, settings))


def _estimate(step: _Step, settings: Settings) -> Estimate:
    return settings.estimate(step.mean, step.se)


def _reason_before(fit: Fit, event: Event, hours: float) -> str | None:
    """Return why the effect cannot be identified whatever the figures."""
    inseparable = "its effect cannot be told from recovery that was already under way."
    if fit.p_drop >= NO_DROP_P:
        return "There was no detectable drop for it to mend."
    if hours > fit.gap.end:
        return "The apology lies after the end of the data: nothing that followed it was seen."
    if event.precision == "day":
        return "Only the day of the apology is known, not the hour."
    if hours < 0:
        return "The apology came before the incident began."
    if hours < _EARLIEST:
        return f"The apology came {hours:.1f} hours after the incident; {inseparable}"
    if int((fit.gap.time < hours).sum()) < _FEWEST_BINS:
        return f"Too few posts between the incident and the apology; {inseparable}"
    after = _window(fit.gap, hours)
    if fit.gap.end < hours + _SHORTEST_WINDOW or after.sum() < 2:
        return f"The data end within {_SHORTEST_WINDOW:.0f} hours of the apology."
    return None


def _window(gap: Gap, at: float) -> Bools:
    inside: Bools = (gap.time >= at) & (gap.time < at + WINDOW_HOURS)
    return inside


def _step(fit: Fit, at: float) -> _Step:
    """Forecast the window after `at` from the gap before it, and compare."""
    gap = fit.gap
    known_turns = tuple(Change(event, "turn") for event in fit.events if event < at - _EVENT_APART)
    before, after = gap.time < at, _window(gap, at)
    past = replace(
        gap,
        time=gap.time[before],
        width=gap.width[before],
        gap=gap.gap[before],
        cov=gap.cov[np.ix_(before, before)],
    )
    shape, _ = fit_shape(past, known_turns)
    weight = gap.width[after] / gap.width[after].sum()
    every = gap.cov + kernel(gap.time, gap.time, shape, known_turns)
    cross = every[np.ix_(before, after)] @ weight
    factor = linalg.cho_factor(every[np.ix_(before, before)], lower=True)
    pull = linalg.cho_solve(factor, cross)
    variance = weight @ every[np.ix_(after, after)] @ weight - cross @ pull
    mean = float(weight @ gap.gap[after] - pull @ past.gap)
    return _Step(mean, float(np.sqrt(max(variance, 0.0))))


def _placebo_hours(gap: Gap, apology: float) -> list[float]:
    """Return earlier hours at which nothing was said and whose window ends before the apology."""
    hours = np.arange(_EARLIEST, apology - WINDOW_HOURS + 1e-9, _PLACEBO_STEP)
    return [
        float(at)
        for at in hours[-4:]
        if int((gap.time < at).sum()) >= _FEWEST_BINS and _window(gap, float(at)).sum() >= 2
    ]
