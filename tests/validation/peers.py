"""What is commonly done instead: the rules and tests that stand beside ours in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from streams import Floats, Stream

_ROLL = 6
_WINDOW = 48.0
_LAGS = 12


def _hourly(stream: Stream) -> tuple[Floats, Floats, Floats]:
    """Return hour starts, posts and summed scores an hour."""
    hours = stream.audience.hours
    start = np.arange(np.floor(hours.min()), np.ceil(hours.max()))
    place = (np.floor(hours) - start[0]).astype(int)
    n = np.bincount(place, minlength=len(start)).astype(float)
    total = np.bincount(place, weights=stream.audience.compound, minlength=len(start))
    return start, n, total


def rolling_mean_is_back(stream: Stream) -> float:
    """Return when a six-hour rolling mean first reaches the mean before the incident."""
    start, n, total = _hourly(stream)
    before = start < 0
    usual = total[before].sum() / n[before].sum()
    kernel = np.ones(_ROLL)
    rolled = np.convolve(total, kernel, "valid") / np.maximum(np.convolve(n, kernel, "valid"), 1)
    ends = start[_ROLL - 1 :] + 1
    after = ends >= _ROLL
    fallen = np.maximum.accumulate(rolled[after] < usual)
    back = fallen & (rolled[after] >= usual)
    return float(ends[after][np.argmax(back)]) if back.any() else np.inf


def welch_p(stream: Stream) -> float:
    """Return the one-sided p of a lower mean in the 48 h after, every post an observation."""
    posts = stream.audience
    before = posts.compound[posts.hours < 0]
    after = posts.compound[(posts.hours >= 0) & (posts.hours < _WINDOW)]
    found = stats.ttest_ind(after, before, equal_var=False, alternative="less")
    return float(found.pvalue)


def newey_west_p(stream: Stream) -> float:
    """Return the one-sided p of a level drop in hourly means, twelve lags allowed for."""
    start, n, total = _hourly(stream)
    kept = (n > 0) & (start < _WINDOW)
    mean, t = total[kept] / n[kept], start[kept]
    design = np.column_stack(
        [np.ones(len(t)), t >= 0, np.sin(2 * np.pi * t / 24), np.cos(2 * np.pi * t / 24)]
    ).astype(float)
    inverse = np.linalg.inv(design.T @ design)
    course = inverse @ design.T @ mean
    score = design * (mean - design @ course)[:, None]
    meat = score.T @ score
    for lag in range(1, _LAGS + 1):
        cross = score[lag:].T @ score[:-lag]
        meat += (1 - lag / (_LAGS + 1)) * (cross + cross.T)
    se = np.sqrt((inverse @ meat @ inverse)[1, 1])
    return float(stats.norm.cdf(course[1] / se))
