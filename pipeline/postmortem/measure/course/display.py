"""Posts in display bins: the plain values a chart draws, before any model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.posts.metric import Metric, engine_values
from postmortem.measure.posts.placing import bin_of

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats
    from postmortem.measure.posts.case import Case


def display_width(span: float) -> float:
    """Return hours a drawn bin: hourly to 4 days, six-hourly to 40 days, else daily.

    >>> display_width(90), display_width(24 * 24)
    (1.0, 6.0)
    """
    return 1.0 if span <= 96 else 6.0 if span <= 960 else 24.0


def display_edges(first: float, end: float) -> Floats:
    """Return drawn edges, of which the incident is one, covering `first` to `end`."""
    width = display_width(end - first)
    left, right = np.floor(first / width + 1e-9), np.ceil(end / width - 1e-9)
    edges: Floats = width * np.arange(left, max(right, left + 1) + 1)
    return edges


@dataclass(frozen=True, slots=True)
class DisplayBins:
    """Bins to draw, with their plain values in the reader's units (NaN where empty)."""

    edges: Floats
    n: Floats
    value: Floats


def display_means(edges: Floats, hours: Floats, value: Floats) -> DisplayBins:
    """Return the plain mean of `value` a display bin."""
    n, total = sums(edges, hours, value)
    return DisplayBins(edges, n, np.where(n > 0, total / np.maximum(n, 1), np.nan))


def display_rates(edges: Floats, hours: Floats, first: float, end: float) -> DisplayBins:
    """Return posts per observed hour a display bin; the first and last bin may be partly seen."""
    n, _ = sums(edges, hours, np.ones(len(hours)))
    hours_covered = np.clip(np.minimum(edges[1:], end) - np.maximum(edges[:-1], first), 0.0, None)
    return DisplayBins(
        edges, n, np.where(hours_covered > 0, n / np.maximum(hours_covered, 1e-9), np.nan)
    )


def sums(edges: Floats, hours: Floats, value: Floats) -> tuple[Floats, Floats]:
    """Return count and total of `value` in each bin; what lies outside counts at the ends."""
    count = len(edges) - 1
    place = bin_of(edges, hours)
    n = np.bincount(place, minlength=count).astype(float)
    return n, np.bincount(place, weights=value, minlength=count).astype(float)


def display_bins(case: Case, metric: Metric) -> DisplayBins:
    """Return the plain series of `metric`: baseline, exclusions shown too, and what came since."""
    whole_case = replace(case, settings=replace(case.settings, exclusions=(), guard_hours=0.0))
    posts = case.audience.where(whole_case.before | whole_case.since)
    if not len(posts):
        return DisplayBins(np.array([0.0]), np.empty(0), np.empty(0))
    first, end = float(posts.hours.min()), max(case.observed_hours, float(posts.hours.max()))
    edges = display_edges(first, end)
    if metric.is_count:
        return display_rates(edges, posts.hours, first, end)
    scored_posts = posts.where(posts.scored)
    values = metric.level(engine_values(metric, scored_posts.compound))
    return display_means(edges, scored_posts.hours, values)
