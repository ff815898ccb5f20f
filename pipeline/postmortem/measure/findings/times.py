"""Findings that are times since the incident: recovery, half-life, relapses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import numpy as np

from postmortem.measure.course.arrival import Return, sustained_return
from postmortem.measure.course.crossing import fraction_healed, stretches_below
from postmortem.measure.findings.series import instant
from postmortem.model import Estimate, RecoveryTime, Relapse, Status

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.course.curve import Curve
    from postmortem.measure.posts.inputs import Settings

NO_DROP_P = 0.05
"""p of the drop at and above which there is no drop to recover from."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status with what it rests on."""

    status: Status
    back: Return

    @property
    def never_left(self) -> bool:
        """Whether it is said to be back without ever having been away."""
        return self.status in ("recovered", "probably_recovered") and self.back.never_left


def verdict_of(curve: Curve, p_drop: float, margin: float, hold: float, z: float) -> Verdict:
    """Apply the rules in their order; gates come before this."""
    back = sustained_return(curve, margin, hold, z)
    below = bool(curve.band(z)[1][-1] < -margin)
    status: Status = "inconclusive"
    if p_drop >= NO_DROP_P:
        status = "no_drop"
    elif below:
        status = "not_recovered"
    elif np.isfinite(back.latest):
        status = "recovered"
    elif np.isfinite(back.best.hours):
        status = "probably_recovered"
    return Verdict(status, back)


def finite(hours: float) -> float | None:
    """Return `hours`, or `None` for never."""
    return float(hours) if np.isfinite(hours) else None


def hours_estimate(verdict: Verdict, end: float, level: float) -> Estimate | None:
    """Return the time to recovery; where it has not happened, only a lower limit is known."""
    back = verdict.back
    match verdict.status:
        case "no_drop" | "insufficient_data":
            return None
        case "not_recovered":
            return Estimate(None, end, None, level)
        case "recovered" | "probably_recovered" | "inconclusive":
            best, latest = finite(back.best.hours), finite(back.latest)
            return Estimate(best, min(back.earliest, end), latest, level)
        case _:
            assert_never(verdict.status)


def recovery_time(
    verdict: Verdict, curve: Curve, began_at: datetime, margin: float, settings: Settings
) -> RecoveryTime:
    """Return when it was back, with the rule it was asked under; `margin` is the reader's."""
    hours = hours_estimate(verdict, curve.end, settings.level)
    value = hours.value if hours else None
    first = verdict.back.first if hours else np.inf
    return RecoveryTime(
        hours=hours,
        at=None if value is None else instant(began_at, value),
        censored=hours is not None and value is None,
        observed_hours=curve.end,
        margin=margin,
        hold_hours=settings.hold_hours,
        first_return_hours=finite(first),
        provisional=value is not None and not verdict.back.best.complete,
        never_left=verdict.never_left,
    )


def unmeasured_time(observed_hours: float, margin: float, settings: Settings) -> RecoveryTime:
    """Return the recovery time of a metric that could not be fitted."""
    return RecoveryTime(
        hours=None,
        at=None,
        censored=False,
        observed_hours=max(observed_hours, 0.0),
        margin=margin,
        hold_hours=settings.hold_hours,
    )


def hours_to_remainder(curve: Curve, remainder: float, settings: Settings) -> Estimate | None:
    """Return the hours until the gap had shrunk to `remainder` of its deepest, or `None`."""
    if curve.gap[curve.trough] >= 0:
        return None
    value, low, high = fraction_healed(curve, remainder, settings.z)
    return Estimate(finite(value), finite(min(low, curve.end)), finite(high), settings.level)


def relapses(
    verdict: Verdict, curve: Curve, began_at: datetime, margin: float, z: float
) -> tuple[Relapse, ...]:
    """Return the stretches after the first sustained return that lay wholly below the margin."""
    if verdict.status == "no_drop" or not np.isfinite(verdict.back.best.hours):
        return ()
    spans = stretches_below(curve, margin, verdict.back.best.hours, z)
    return tuple(
        Relapse(
            at=instant(began_at, start), until=None if stop is None else instant(began_at, stop)
        )
        for start, stop in spans
    )
