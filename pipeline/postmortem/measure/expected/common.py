"""The common mood of a control series: what moved everybody, told apart from chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.expected.design import Design, Line
from postmortem.measure.expected.integration import weighed
from postmortem.measure.expected.noise import Baseline, Times, drift_kernel, wobble_kernel

if TYPE_CHECKING:
    from postmortem.measure.posts.bins import Binned

_FEWEST_BINS = 40
_JITTER = 1e-9


def common_mood(series: Binned, *, weekly: bool) -> Line | None:
    """Return wobble and drift of `series` as best predicted from all of it, before and after.

    The best linear predictor, not the raw means: chance in few posts would otherwise pull the
    coefficient towards nothing. `None` where the control has too few bins.
    """
    seen = ~np.isnan(series.value)
    if int(seen.sum()) < _FEWEST_BINS:
        return None
    times = Times(series.centre[seen], series.width[seen])
    start = float(series.edges[0])
    design = Design(weekly=weekly)
    whole = Baseline(
        times=times,
        design=design.at(times),
        precision=design.precision,
        value=series.value[seen],
        sampling=series.noise[np.ix_(seen, seen)] + _JITTER * np.eye(int(seen.sum())),
        start=start,
    )
    drift = drift_kernel(start, times, times)
    mood = np.zeros(len(times.centre))
    nodes = weighed(whole, float(times.centre[-1]) - start)
    wobbles = {memory: wobble_kernel(memory, times) for memory in {n.memory for n, _, _ in nodes}}
    for node, weight, fit in nodes:
        shared = node.wobble**2 * wobbles[node.memory] + node.drift**2 * drift
        mood += weight * (shared @ fit.weights)
    return Line(times.centre, mood)
