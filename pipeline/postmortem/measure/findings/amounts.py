"""Findings that are amounts: depth, area lost, what is left at the end, how complete it is.

The gap is Gaussian with a known covariance, so every linear amount has an exact interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.findings.series import instant
from postmortem.model import Estimate, Trough

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.course.fit import Fit
    from postmortem.measure.posts.arrays import Bools, Floats
    from postmortem.measure.posts.inputs import Settings

RESIDUAL_HOURS = 48.0
_RESIDUAL_NEEDS = 72.0
_AREA_HOURS = 168.0
_EARLY_HOURS = 12.0
_FLAT_NEEDS = 120.0


@dataclass(frozen=True, slots=True)
class Line:
    """A Gaussian quantity: mean and standard error, in engine units."""

    mean: float
    se: float


def _se(weight: Floats, cov: Floats) -> float:
    """Return the standard error of Σ weight; rounding can leave a variance a hair below zero."""
    return math.sqrt(max(float(weight @ cov @ weight), 0.0))


def contrast(fit: Fit, weight: Floats) -> Line:
    """Return the distribution of Σ weight · gap over the grid."""
    mean = float(weight @ fit.curve.gap)
    return Line(mean, _se(weight, fit.curve.cov))


def mean_over(fit: Fit, inside: Bools) -> Floats:
    """Return weights that average the gap over the hours marked in `inside`."""
    step = np.where(inside, fit.curve.step, 0.0)
    weights: Floats = step / step.sum()
    return weights


def interval(value: float, one: float, other: float, level: float) -> Estimate:
    """Return an estimate whose limits are in order."""
    return Estimate(float(value), float(min(one, other)), float(max(one, other)), level)


def _loss(fit: Fit, expected: float, gap: Line, settings: Settings, sign: int = 1) -> Estimate:
    """Return what a gap from `expected` costs, in the reader's units; positive is bad."""
    half = settings.z * gap.se
    gaps = np.array([gap.mean, gap.mean - half, gap.mean + half])
    ends = sign * fit.metric.loss(np.full(3, expected), gaps)
    return interval(float(ends[0]), float(ends[1]), float(ends[2]), settings.level)


def baseline(fit: Fit, settings: Settings) -> Estimate:
    """Return the mean of what was expected since the incident."""
    centre, half = fit.gap.level, settings.z * fit.gap.level_sd
    step = fit.gap.grid.width
    value = float(np.average(fit.metric.level(fit.gap.expected), weights=step))
    # the interval is that of the lasting level, moved to the mean the reader is shown
    low, middle, high = fit.metric.level(np.array([centre - half, centre, centre + half]))
    if fit.metric.is_count:
        return interval(value, value * low / middle, value * high / middle, settings.level)
    return interval(value, value + low - middle, value + high - middle, settings.level)


def trough(fit: Fit, began_at: datetime, settings: Settings) -> Trough:
    """Return the worst level of the fitted curve since the incident, in the reader's units.

    The level, not the gap: the hour that reads lowest (highest, where high is bad). The hour
    furthest from expected may be another one, in a quiet night above all, where a few posts more
    are many times the usual. It is read on the hourly grid of answers, so that no width of drawn
    bins changes it: where bins are hourly it is the extreme of the drawn curve, where they are
    wider that curve is a mean over each bin and stays within it.

    The interval is that of the curve at this hour. It knows how uncertain the level there is, not
    that the hour was picked for being the worst.
    """
    levels = fit.gap.expected + fit.curve.gap
    at = int(np.argmax(fit.metric.worse * fit.metric.level(levels)))
    worst, half = levels[at], settings.z * fit.curve.sd[at]
    value = float(fit.metric.level(worst))
    when = instant(began_at, float(fit.curve.time[at]))
    if not np.isfinite(half):  # nobody posted around it: the depth of a guess has no limits
        return Trough(value, None, None, settings.level, at=when)
    ends = fit.metric.level(np.array([worst - half, worst + half]))
    return Trough(value, float(ends.min()), float(ends.max()), settings.level, at=when)


def deepest(fit: Fit) -> int:
    """Return the index of the hour that lost most, in the reader's units.

    For sentiment and negative share that is the lowest point of the gap. Volume is fitted as a
    logarithm, whose lowest point is the largest ratio; its reader counts posts.
    """
    return int(np.argmax(fit.metric.loss(fit.gap.expected, fit.curve.gap)))


def drop(fit: Fit, settings: Settings) -> Estimate:
    """Return how far the curve was from expected at its furthest; positive is bad.

    The deepest shortfall against the same hour's expectation (−min gap), for volume in posts per
    hour. Its hour need not be that of `trough`: a day that is expected to be bad reads lower than
    a night that fell further.
    """
    at = deepest(fit)
    expected, line = float(fit.gap.expected[at]), Line(fit.curve.gap[at], fit.curve.sd[at])
    if not np.isfinite(line.se):
        value = float(fit.metric.loss(np.array([expected]), np.array([line.mean]))[0])
        return Estimate(value, None, None, settings.level)
    return _loss(fit, expected, line, settings)


def early_drop(fit: Fit, settings: Settings) -> Estimate | None:
    """Return the unsmoothed mean loss over the first twelve hours; positive is bad."""
    inside = fit.gap.time < _EARLY_HOURS
    if not inside.any():
        return None
    weight = np.where(inside, fit.gap.width, 0.0)
    weight /= weight.sum()
    mean = float(weight @ fit.gap.gap)
    first = fit.gap.grid.centre < _EARLY_HOURS
    line = Line(mean, _se(weight, fit.gap.cov))
    return _loss(fit, float(fit.gap.expected[first].mean()), line, settings)


def area_lost(fit: Fit, settings: Settings) -> Estimate:
    """Return the loss summed over the first week (or what was seen of it), in unit-hours.

    Not clipped at zero: hours better than expected count against hours worse (clipping is biased).
    """
    inside = fit.curve.time < _AREA_HOURS
    step = np.where(inside, fit.curve.step, 0.0)
    value = float(step @ fit.metric.loss(fit.gap.expected, fit.curve.gap))
    slope = step * fit.metric.loss_slope(fit.gap.expected, fit.curve.gap)
    return settings.estimate(value, _se(slope, fit.curve.cov))


def _last(fit: Fit) -> Bools:
    last: Bools = fit.curve.time > fit.curve.end - RESIDUAL_HOURS
    return last


def residual_line(fit: Fit) -> Line | None:
    """Return the mean gap over the last 48 hours; `None` before three days have passed."""
    if fit.curve.end < _RESIDUAL_NEEDS:
        return None
    return contrast(fit, mean_over(fit, _last(fit)))


def residual(fit: Fit, settings: Settings) -> Estimate | None:
    """Return last 48 hours minus expected, in the metric's own direction."""
    line = residual_line(fit)
    if line is None:
        return None
    expected = float(fit.gap.expected[_last(fit)].mean())
    return _loss(fit, expected, line, settings, sign=fit.metric.worse)


def is_new_normal(fit: Fit, margin: float, settings: Settings) -> bool:
    """Whether what is left lies wholly beyond the margin and no longer shrinks."""
    line = residual_line(fit)
    if line is None or fit.curve.end < _FLAT_NEEDS or line.mean + settings.z * line.se >= -margin:
        return False
    last = _last(fit)
    earlier = (fit.curve.time > fit.curve.end - 2 * RESIDUAL_HOURS) & ~last
    change = contrast(fit, mean_over(fit, last) - mean_over(fit, earlier))
    return abs(change.mean) < min(margin / 2, settings.z * change.se)


def completeness(fit: Fit, settings: Settings) -> Estimate | None:
    """Return 1 − residual ÷ deepest gap (Fieller); `None` where the depth is not significant."""
    line = residual_line(fit)
    at = fit.curve.trough
    deep, deep_var = fit.curve.gap[at], fit.curve.cov[at, at]
    if line is None or deep + settings.z * np.sqrt(deep_var) >= 0:
        return None
    cross = float(mean_over(fit, _last(fit)) @ fit.curve.cov[:, at])
    z2 = settings.z**2
    a = deep**2 - z2 * deep_var
    b = line.mean * deep - z2 * cross
    c = line.mean**2 - z2 * line.se**2
    root = b**2 - a * c
    value = 1 - line.mean / deep
    if a <= 0 or root < 0:
        return Estimate(float(value), None, None, settings.level)
    ends = ((b - np.sqrt(root)) / a, (b + np.sqrt(root)) / a)
    return Estimate(float(value), float(1 - ends[1]), float(1 - ends[0]), settings.level)
