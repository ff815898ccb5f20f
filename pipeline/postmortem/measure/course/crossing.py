"""When a curve comes back and stays: sustained crossings and what a band says about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from postmortem.measure.course.curve import Curve
    from postmortem.measure.posts.arrays import Bools, Floats

_HALF_LIFE_HOLD = 6.0


@dataclass(frozen=True, slots=True)
class Hold:
    """The first time a condition held long enough; `complete` when the data saw all of it."""

    hours: float
    complete: bool


NEVER = Hold(np.inf, False)


def first_hold(
    height: Floats, curve: Curve, *, hold: float, start: int, complete_only: bool = False
) -> Hold:
    """Return the first time from index `start` at which `height` ≥ 0 for `hold` hours in a row.

    A window that runs past the end of the data holds as far as it was seen, unless
    `complete_only`. The crossing is interpolated within its bin.
    """
    good = height >= 0
    bad = np.concatenate([[0], np.cumsum(~good)])
    interval_start = curve.time - curve.step / 2
    stop = np.searchsorted(interval_start, interval_start + hold - 1e-6)
    is_hold: Bools = good & (bad[stop] == bad[:-1])
    complete: Bools = interval_start + hold <= curve.end + 1e-6
    is_hold[:start] = False
    if complete_only:
        is_hold &= complete
    if not is_hold.any():
        return NEVER
    index = int(np.argmax(is_hold))
    return Hold(_crossing(height, curve, index), bool(complete[index]))


def _crossing(height: Floats, curve: Curve, index: int) -> float:
    """Interpolate the upward zero crossing between `index` − 1 and `index`."""
    if index == 0:
        return 0.0
    low, high = height[index - 1], height[index]
    if low >= 0 or not np.isfinite(low) or not np.isfinite(high):
        return float(curve.time[index])
    share = -low / (high - low)
    return float(curve.time[index - 1] + share * (curve.time[index] - curve.time[index - 1]))


@dataclass(frozen=True, slots=True)
class Return:
    """Sustained recovery read off the curve and off its band."""

    best: Hold
    earliest: float
    """Recovery is not excluded from here on."""
    latest: float
    """Recovery is demonstrated by here; infinite when the data do not show it."""
    first: float
    """The first touch, however short."""
    never_left: bool = False
    """Neither the curve nor its whole band was ever beyond the margin."""


def sustained_return(curve: Curve, margin: float, hold: float, z: float) -> Return:
    """Invert the pointwise band at −`margin`.

    For a monotone curve P(T in interval) is the pointwise coverage at T, so no correction for
    multiplicity is needed (inverse regression).

    A curve that never left the margin has nothing to come back from: 0 hours. Its latest hour is
    then when it is certain that it was within, which is 0 too unless the band left at the trough.
    """
    lower, upper = curve.band(z)
    trough = curve.trough
    below = np.flatnonzero(upper < -margin)
    since = int(below[0]) if len(below) else 0
    never_left = not len(below) and bool(curve.gap[trough] >= -margin)
    start = 0 if never_left else trough
    sure = 0 if never_left and lower[trough] >= -margin else trough
    best = first_hold(curve.gap + margin, curve, hold=hold, start=start)
    early = first_hold(upper + margin, curve, hold=hold, start=since)
    late = first_hold(lower + margin, curve, hold=hold, start=sure, complete_only=True)
    # a lopsided mixture can have its mean outside its own 90 %: the answer lies inside, always
    return Return(
        best=best,
        earliest=min(early.hours, best.hours),
        latest=max(late.hours, best.hours),
        first=first_hold(curve.gap + margin, curve, hold=0.0, start=start).hours,
        never_left=never_left,
    )


def fraction_healed(curve: Curve, remainder: float, z: float) -> tuple[float, float, float]:
    """Return when the gap had shrunk to `remainder` of its deepest, with its interval (Fieller).

    Time counts from the incident; `remainder` 0.5 is the half-life.
    """
    trough = curve.trough
    height = curve.gap - remainder * curve.gap[trough]
    variance = (
        np.diag(curve.cov)
        - 2 * remainder * curve.cov[:, trough]
        + remainder**2 * curve.cov[trough, trough]
    )
    sd = np.sqrt(np.maximum(variance, 1e-12))

    def when(line: Floats) -> float:
        return first_hold(line, curve, hold=_HALF_LIFE_HOLD, start=trough).hours

    value, low, high = when(height), when(height + z * sd), when(height - z * sd)
    latest = high + _blur(curve, high)
    return value, max(low - _blur(curve, low), 0.0), latest if latest <= curve.end else np.inf


def _blur(curve: Curve, hours: float) -> float:
    """Return the width of the bin an hour lies in: where a curve is steep, that is what limits.

    A return within an hour or two is seen as a jump between two bins, and a jump looks exact.
    """
    if not np.isfinite(hours):
        return 0.0
    return float(curve.resolution[np.argmin(np.abs(curve.time - hours))])


def stretches_below(
    curve: Curve, margin: float, after: float, z: float
) -> list[tuple[float, float | None]]:
    """Return spans after hour `after` in which the whole band lay below −`margin`.

    A span ends where the curve itself is back; `None` when it was not by the end of the data.
    """
    _, upper = curve.band(z)
    below = (upper < -margin) & (curve.time > after)
    spans: list[tuple[float, float | None]] = []
    index = 0
    while index < len(below):
        if not below[index]:
            index += 1
            continue
        back = np.flatnonzero(curve.gap[index:] >= -margin)
        stop = index + int(back[0]) if len(back) else len(below)
        until = float(curve.time[stop]) if len(back) else None
        spans.append((float(curve.time[index]), until))
        index = stop
    return spans
