"""The common mood of a control series: what moved everybody, told apart from chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.expected.design import Design, Line
from postmortem.measure.expected.integration import weigh_nodes
from postmortem.measure.expected.noise import Baseline, Times, drift_kernel, wobble_kernel

if TYPE_CHECKING:
    from postmortem.measure.posts.bins import BinnedSeries

_FEWEST_BINS = 40
_JITTER = 1e-9


def common_mood(series: BinnedSeries, *, weekly: bool) -> Line | None:
    """Return wobble and drift of `series` as best predicted from all of it, before and after.

    The best linear predictor, not the raw means: chance in few posts would otherwise pull the
    coefficient towards nothing. `None` where the control has too few bins.
    """
    has_value = ~np.isnan(series.value)
    if int(has_value.sum()) < _FEWEST_BINS:
        return None
    times = Times(series.centre[has_value], series.width[has_value])
    start = float(series.edges[0])
    design = Design(weekly=weekly)
    whole = Baseline(
        times=times,
        design=design.at(times),
        precision=design.precision,
        value=series.value[has_value],
        sampling=series.noise[np.ix_(has_value, has_value)]
        + _JITTER * np.eye(int(has_value.sum())),
        start=start,
    )
    drift = drift_kernel(start, times, times)
    mood = np.zeros(len(times.centre))
    nodes = weigh_nodes(whole, float(times.centre[-1]) - start)
    wobbles = {memory: wobble_kernel(memory, times) for memory in {n.memory for n, _, _ in nodes}}
    for node, weight, fit in nodes:
        common_variance = node.wobble**2 * wobbles[node.memory] + node.drift**2 * drift
        mood += weight * (common_variance @ fit.weights)
    return Line(times.centre, mood)
