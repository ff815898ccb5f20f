"""One metric's way down and back, as a result: every number with its interval, or a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

import numpy as np

from postmortem.measure.course.fit import Fit, Unfit
from postmortem.measure.findings import amounts
from postmortem.measure.findings.caveats import (
    below_again,
    caveats,
    never_outside,
    resolvable_margin,
    shown_margin,
)
from postmortem.measure.findings.series import points
from postmortem.measure.findings.times import (
    NO_DROP_P,
    Verdict,
    hours_estimate,
    hours_to_remainder,
    recovery_time,
    relapses,
    unmeasured_time,
    verdict_of,
)
from postmortem.measure.posts.gates import verdict_gate
from postmortem.model import Estimate, Recovery, Status

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.course.display import DisplayBins
    from postmortem.measure.posts.inputs import Settings
    from postmortem.model import Caveat


def recovery(
    fit: Fit | Unfit,
    display: DisplayBins,
    began_at: datetime,
    observed_hours: float,
    settings: Settings,
) -> Recovery:
    """Return the finding about one metric."""
    if isinstance(fit, Unfit):
        return Recovery(
            metric=fit.metric.name,
            unit=fit.metric.unit,
            status="insufficient_data",
            reason=fit.reason,
            p_drop=None,
            recovery=unmeasured_time(
                observed_hours, fit.metric.reported_margin(settings), settings
            ),
            series=points(display, began_at, fit.metric, None, settings.z),
        )
    status, reason, verdict = status_of(fit, settings)
    result = _with_amounts(
        _outline(fit, status, reason, display, began_at, settings), fit, settings
    )
    if fit.p_drop >= NO_DROP_P:
        return result
    result = _with_depth(result, fit, began_at, settings)
    if verdict_gate(fit.curve.end, settings):
        return result
    return _with_times(result, fit, replace(verdict, status=status), began_at, settings)


def status_of(
    fit: Fit, settings: Settings, margin: float | None = None, hold: float | None = None
) -> tuple[Status, str | None, Verdict]:
    """Return the first status that holds, its reason, and the verdict behind it.

    `margin` is in engine units.
    """
    line = fit.metric.margin(settings) if margin is None else margin
    rules = settings if hold is None else replace(settings, hold_hours=hold)
    verdict = verdict_of(fit.curve, fit.p_drop, line, rules.hold_hours, settings.z)
    if reason := verdict_gate(fit.curve.end, rules):
        return "insufficient_data", reason, verdict
    resolvable = resolvable_margin(fit, settings)
    is_settled = verdict.status in ("recovered", "not_recovered")
    if resolvable > 2 * line and not is_settled:
        return "insufficient_data", _too_coarse(fit, line, resolvable), verdict
    return verdict.status, _why(fit, verdict.status), verdict


def _too_coarse(fit: Fit, margin: float, resolvable: float) -> str:
    if not np.isfinite(resolvable):
        return "Too few posts in the last 48 hours to say whether it was back."
    return (
        f"Too few posts to resolve a margin of {shown_margin(fit, margin)}; "
        f"these could resolve {shown_margin(fit, resolvable)}."
    )


def _why(fit: Fit, status: Status) -> str | None:
    match status:
        case "no_drop":
            return (
                f"No change for the worse that stands out from ordinary fluctuation "
                f"(p = {fit.p_drop:.2f})."
            )
        case "inconclusive":
            return "The data end before they settle whether it was back."
        case "insufficient_data" | "not_recovered" | "recovered" | "probably_recovered":
            return None
        case _:
            assert_never(status)


def _outline(
    fit: Fit,
    status: Status,
    reason: str | None,
    display: DisplayBins,
    began_at: datetime,
    settings: Settings,
) -> Recovery:
    """Return what is known whatever the status."""
    return Recovery(
        metric=fit.metric.name,
        unit=fit.metric.unit,
        status=status,
        reason=reason,
        p_drop=fit.p_drop,
        baseline=amounts.baseline(fit, settings),
        recovery=unmeasured_time(fit.curve.end, fit.metric.reported_margin(settings), settings),
        series=points(display, began_at, fit.metric, (fit.gap, fit.curve), settings.z),
        warnings=caveats(fit, settings),
    )


def _with_amounts(result: Recovery, fit: Fit, settings: Settings) -> Recovery:
    """Add the amounts that need no drop to be meaningful."""
    return replace(
        result,
        early_drop=amounts.early_drop(fit, settings),
        area_lost=amounts.area_lost(fit, settings),
        residual=amounts.residual(fit, settings),
    )


def _with_depth(result: Recovery, fit: Fit, began_at: datetime, settings: Settings) -> Recovery:
    """Add how deep a real drop went, and when it read worst."""
    depth = -float(fit.curve.gap[amounts.deepest(fit)])
    return replace(
        result,
        trough=amounts.trough(fit, began_at, settings),
        drop=amounts.drop(fit, settings),
        drop_in_sd=depth / fit.gap.wobble,
    )


def _with_times(
    result: Recovery, fit: Fit, verdict: Verdict, began_at: datetime, settings: Settings
) -> Recovery:
    """Add the way back from a real drop: how long, how complete, how lasting."""
    margin = fit.metric.margin(settings)
    reported_margin = fit.metric.reported_margin(settings)
    new_normal = verdict.status == "not_recovered" and amounts.is_new_normal(fit, margin, settings)
    return replace(
        result,
        recovery=recovery_time(verdict, fit.curve, began_at, reported_margin, settings),
        half_life_hours=hours_to_remainder(fit.curve, 0.5, settings),
        t80_hours=hours_to_remainder(fit.curve, 0.2, settings),
        t90_hours=hours_to_remainder(fit.curve, 0.1, settings),
        completeness=amounts.completeness(fit, settings),
        new_normal=new_normal,
        relapses=relapses(verdict, fit.curve, began_at, margin, settings.z),
        warnings=(*result.warnings, *_about_the_return(fit, verdict, margin)),
    )


def _about_the_return(fit: Fit, verdict: Verdict, margin: float) -> tuple[Caveat, ...]:
    """Return what must be known about a return that is claimed; `margin` is in engine units."""
    if verdict.status not in ("recovered", "probably_recovered"):
        return ()
    if verdict.never_left:
        return (never_outside(fit, margin, verdict.back.latest),)
    return below_again(fit, margin)


def short_answer(
    fit: Fit | Unfit, settings: Settings, margin: float | None = None, hold: float | None = None
) -> tuple[Status, Estimate | None, bool]:
    """Return status, hours and whether it never left under another rule; `margin`: engine units."""
    if isinstance(fit, Unfit):
        return "insufficient_data", None, False
    status, _, verdict = status_of(fit, settings, margin, hold)
    verdict_as_status = replace(verdict, status=status)
    hours = hours_estimate(verdict_as_status, fit.curve.end, settings.level)
    return status, hours, verdict_as_status.never_left
