"""What a chart draws: plain means in display bins, the fitted curve and the normal range."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.course.display import sums
from postmortem.model import Point

if TYPE_CHECKING:
    from postmortem.measure.course.curve import Curve
    from postmortem.measure.course.display import DisplayBins
    from postmortem.measure.expected.counterfactual import Gap
    from postmortem.measure.posts.arrays import Bools, Floats
    from postmortem.measure.posts.metric import Metric


def instant(began_at: datetime, hours: float) -> datetime:
    """Return the instant `hours` after the incident, to the second."""
    return began_at + timedelta(seconds=round(hours * 3600))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Fitted lines per display bin, reader's units; NaN where the model says nothing."""

    expected: Floats
    normal: tuple[Floats, Floats]
    fit_line: Floats
    band: tuple[Floats, Floats]


def points(
    display: DisplayBins,
    began_at: datetime,
    metric: Metric,
    fit: tuple[Gap, Curve] | None,
    z: float,
) -> tuple[Point, ...]:
    """Return the drawn bins with the model's lines where there is a model."""
    count = len(display.n)
    lines = _lines(display.edges, metric, *fit, z) if fit else _nothing(count)
    return tuple(
        Point(
            start=instant(began_at, float(display.edges[i])),
            hours=float(display.edges[i]),
            n=int(display.n[i]),
            value=_finite_or_none(display.value[i]),
            low=_finite_or_none(lines.band[0][i]),
            high=_finite_or_none(lines.band[1][i]),
            expected=_finite_or_none(lines.expected[i]),
            fitted=_finite_or_none(lines.fit_line[i]),
            expected_low=_finite_or_none(lines.normal[0][i]),
            expected_high=_finite_or_none(lines.normal[1][i]),
        )
        for i in range(count)
    )


def _finite_or_none(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _nothing(count: int) -> _Lines:
    blank = np.full(count, np.nan)
    return _Lines(blank, (blank, blank), blank, (blank, blank))


def _lines(edges: Floats, metric: Metric, gap: Gap, curve: Curve, z: float) -> _Lines:
    """Average the grid over display bins; before the incident only the normal range is drawn."""
    centre = (edges[:-1] + edges[1:]) / 2
    after = centre > 0
    times = np.concatenate([gap.early.centre, gap.grid.centre])
    expected = np.interp(centre, times, np.concatenate([gap.early_expected, gap.expected]))
    spread = np.interp(
        centre, times, np.concatenate([np.full(len(gap.early.centre), gap.wobble), gap.expected_sd])
    )
    expected[after] = _bin_means(edges, gap.grid.centre, gap.expected, after)
    sd_of_gap, mean_gap = np.full(len(centre), np.nan), np.full(len(centre), np.nan)
    mean_gap[after] = _bin_means(edges, curve.time, curve.gap, after)
    sd_of_gap[after] = _bin_means(edges, curve.time, curve.sd, after)
    fit_line = expected + mean_gap
    return _Lines(
        expected=metric.level(expected),
        normal=_band(metric, expected, z * spread),
        fit_line=metric.level(fit_line),
        band=_band(metric, fit_line, z * sd_of_gap),
    )


def _bin_means(edges: Floats, time: Floats, value: Floats, after: Bools) -> Floats:
    """Return the mean of grid values in each display bin, or the nearest value where none lies."""
    n, total = sums(edges, time, np.where(np.isfinite(value), value, np.nan))
    centre = (edges[:-1] + edges[1:]) / 2
    near = np.interp(centre, time, value)
    return np.where(n > 0, total / np.maximum(n, 1), near)[after]


def _band(metric: Metric, middle: Floats, half: Floats) -> tuple[Floats, Floats]:
    with np.errstate(invalid="ignore"):
        one, other = metric.level(middle - half), metric.level(middle + half)
    return np.minimum(one, other), np.maximum(one, other)
