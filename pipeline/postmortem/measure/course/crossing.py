"""When a curve comes back and stays: sustained crossings and what a band says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.course.arrival import Hold

if TYPE_CHECKING:
    from postmortem.measure.course.curve import Curve
    from postmortem.measure.posts.arrays import Bools, Floats

_HALF_LIFE_HOLD = 6.0


NEVER = Hold(np.inf, False)


def first_hold(height: Floats, curve: Curve, *, hold: float, start: int) -> Hold:
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
