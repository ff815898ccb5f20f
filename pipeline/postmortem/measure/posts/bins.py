"""Time cut into engine bins: fine where the drop happens, coarse where nothing does.

The bins are a device of computation. The answer does not depend on their width (a test holds it to
that), because every bin brings its own sampling variance and empty bins are simply absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Bools, Floats

BASELINE_DAYS = 42
"""The baseline is at most the last six weeks: older posts say little about expected ones."""
WIDEST_BEFORE = 4.0
"""Wider bins could not tell the 12-hour harmonic of the day from its absence."""
_BEFORE_WIDTHS = (2.0, 3.0, WIDEST_BEFORE)
_AFTER_WIDTHS = (2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 24.0, 48.0, 96.0, 192.0)
_MOST_BINS_BEFORE = 252
_MOST_BINS_AFTER = 270


@dataclass(frozen=True, slots=True)
class BinnedSeries:
    """A series in engine units: one mean per bin and the covariance of those means.

    `value` is NaN where a bin holds nothing; `noise` is the sampling covariance (bins × bins).
    """

    edges: Floats
    n: Floats
    value: Floats
    noise: Floats

    @property
    def centre(self) -> Floats:
        """Middle of each bin, hours since the incident."""
        middle: Floats = (self.edges[:-1] + self.edges[1:]) / 2
        return middle

    @property
    def width(self) -> Floats:
        """Hours each bin spans."""
        return np.diff(self.edges)

    @property
    def before(self) -> Bools:
        """Bins of the baseline that hold something."""
        has_posts: Bools = (self.centre < 0) & ~np.isnan(self.value)
        return has_posts

    @property
    def after(self) -> Bools:
        """Bins since the incident that hold something."""
        has_posts: Bools = (self.centre >= 0) & ~np.isnan(self.value)
        return has_posts


def _narrowest(widths: tuple[float, ...], span: float, most: int, least: float) -> float:
    """Return the first width that is at least `least` and cuts `span` into at most `most`."""
    fitting = (width for width in widths if width >= least and span / width <= most)
    return next(fitting, max(widths[-1], span / most, least))


def engine_edges(before: float, after: float, least: float = 0.5) -> Floats:
    """Return bin edges from `before` hours before the incident to `after` hours since it.

    Zero is always an edge. `least` is the narrowest width allowed.

    >>> engine_edges(4, 8).tolist()[:5]
    [-4.0, -2.0, 0.0, 0.5, 1.0]
    """
    early = _narrowest(_BEFORE_WIDTHS, before, _MOST_BINS_BEFORE, least)
    late = _narrowest(_AFTER_WIDTHS, after, _MOST_BINS_AFTER, least)
    before_edges = -early * np.arange(np.ceil(before / early - 1e-9), 0, -1)
    right = [0.0]
    while right[-1] < after - 1e-9:
        usual = 0.5 if right[-1] < 6 else 1.0 if right[-1] < 24 else late
        right.append(right[-1] + max(usual, least))
    if len(right) > 1:
        _close(right, after)
    return np.concatenate([before_edges, np.array(right)])


def _close(edges: list[float], end: float) -> None:
    """Make `end` the last edge, without a sliver of a bin before it."""
    step = edges[-1] - edges[-2]
    edges[-1] = end
    if len(edges) > 2 and end - edges[-2] < step / 2:
        del edges[-2]
