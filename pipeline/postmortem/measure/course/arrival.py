"""When a curve came back and stayed: the distribution of the recovery time, read off whole curves.

Each drawn curve has one recovery time: the first hour, once it had lost half of its deepest, from
which it stayed within the margin for the hold. Quantiles of those times are the interval. (A
pointwise band, inverted, asks at each hour whether *some* curve could be back, and is a third
wider.)
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from postmortem.measure.course.curve import Curve
    from postmortem.measure.posts.arrays import Bools, Floats, Ints

_CALIBRATION = 1.5
"""Draws left outside for each that a nominal interval may miss. The mixture knows less than the
streams it was held against show: its own 90 % hold 95 (`tests/validation`)."""
_BLUR_HOURS, _BLUR_SHARE = 2.0, 0.05
"""What a limit is widened by: changes of course are looked for at steps of this size."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The first time a condition held long enough; `complete` when the data saw all of it."""

    hours: float
    complete: bool


@dataclass(frozen=True, slots=True)
class Return:
    """Sustained recovery read off the curves."""

    best: Hold
    earliest: float
    """Recovery is excluded before."""
    latest: float
    """Recovery is demonstrated by here; infinite when the data do not show it."""
    first: float
    """The first touch, however short."""
    never_left: bool = False
    """Most curves were never beyond the margin."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Each drawn curve's sustained return: hours (infinite: none), and whether the hold was seen.

    0 hours where a curve never left the margin.
    """

    hours: Floats
    complete: Bools

    def quantile(self, share: float) -> float:
        """Return the time by which `share` of the curves were back, if only as far as was seen."""
        return _quantile(self.hours, share)

    def demonstrated(self, share: float) -> float:
        """Return the time by which `share` of the curves were back for a hold that was seen."""
        return _quantile(np.where(self.complete, self.hours, np.inf), share)


def _quantile(hours: Floats, share: float) -> float:
    """Return the smallest time that at least `share` of the curves do not exceed."""
    in_order = np.sort(hours)
    return float(in_order[min(int(np.ceil(share * len(in_order))), len(in_order)) - 1])


def arrivals(curve: Curve, paths: Floats, margin: float, hold: float) -> Arrivals:
    """Return when each of `paths` (draws × grid, engine units) was back for `hold` hours.

    `paths` are the curve's own, or these with other values where nobody saw them: when each fell
    is read off the curve's own, so that a silence long after a return is no second fall.
    """
    is_within = paths >= -margin
    never_left = is_within.all(axis=1)
    beyond = np.zeros((len(paths), paths.shape[1] + 1), np.int32)
    np.cumsum(~is_within, axis=1, out=beyond[:, 1:])
    starts = curve.time - curve.step / 2
    stop = np.searchsorted(starts, starts + hold - 1e-6)
    holds = is_within & (beyond[:, stop] == beyond[:, :-1])
    holds &= np.arange(paths.shape[1]) >= _departure(curve.paths)[:, None]
    is_back = holds.any(axis=1)
    index = holds.argmax(axis=1)
    hours = np.where(is_back, _crossing(curve, paths + margin, index), np.inf)
    was_seen = hours + hold <= curve.end + 1e-6
    return Arrivals(np.where(never_left, 0.0, hours), never_left | was_seen)


def _departure(paths: Floats) -> Ints:
    """Return the first index at which each curve had lost half of its deepest.

    Not its very lowest point: of two shocks the first counts, unless it was less than half as deep.
    """
    first: Ints = (paths <= paths.min(axis=1, keepdims=True) / 2).argmax(axis=1)
    return first


def _crossing(curve: Curve, height: Floats, index: Ints) -> Floats:
    """Interpolate each curve's upward crossing of zero between `index` − 1 and `index`."""
    rows, before = np.arange(len(height)), np.maximum(index - 1, 0)
    low, high = height[rows, before], height[rows, index]
    crosses = (index > 0) & (low < 0) & np.isfinite(low)
    low, high = np.where(crosses, low, -1.0), np.where(crosses, high, 0.0)
    share = -low / (high - low)
    hours: Floats = curve.time[before] + share * (curve.time[index] - curve.time[before])
    return hours


def sustained_return(curve: Curve, margin: float, hold: float, z: float) -> Return:
    """Return when the curve was back within `margin` for `hold` hours; `z` gives the level.

    Hours nobody saw count for the earliest return and against the latest.
    """
    share = _CALIBRATION * (1 - NormalDist().cdf(z))
    seen, blind = curve.paths, curve.is_blind
    plain = arrivals(curve, seen, margin, hold)
    early = late = plain
    if blind.any():
        early = arrivals(curve, np.where(blind, np.maximum(seen, 0.0), seen), margin, hold)
        late = arrivals(curve, np.where(blind, -np.inf, seen), margin, hold)
    best = plain.quantile(0.5)
    earliest, latest = early.quantile(share), late.demonstrated(1 - share)
    return Return(
        best=Hold(best, bool(np.isfinite(plain.demonstrated(0.5)))),
        earliest=max(min(earliest - _blur(earliest), best), 0.0),
        latest=max(min(latest + _blur(latest), max(latest, curve.end - hold)), best),
        first=min(arrivals(curve, seen, margin, 0.0).quantile(0.5), best),
        never_left=best == 0.0,
    )


def _blur(hours: float) -> float:
    """Return by how much a limit may be off because changes are looked for in steps."""
    return max(_BLUR_HOURS, _BLUR_SHARE * hours) if 0 < hours < np.inf else 0.0
