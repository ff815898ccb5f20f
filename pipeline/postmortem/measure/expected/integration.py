"""Ordinary fluctuation integrated over: which explanations of noise the baseline leaves likely."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.expected.noise import (
    DRIFTS,
    MEMORIES,
    WOBBLES,
    Baseline,
    Explanations,
    Node,
    Solution,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_KEPT_MASS = 0.97
_NEGLIGIBLE = 5.0
"""Log posterior below the best at which a node's neighbours are not worth asking."""
_MOST_NODES = 30

Place = tuple[int, int, int]
"""Indices into wobbles, memories and drifts."""
Rank = tuple[float, Place]
"""Minus the log posterior, then the place: sorted, the likeliest node comes first."""


def weigh_nodes(baseline: Baseline, span_hours: float) -> list[tuple[Node, float, Solution]]:
    """Return the nodes that hold 97 % of the posterior mass, with weights that sum to one."""
    memories = tuple(m for m in MEMORIES if m <= max(span_hours / 6, MEMORIES[0]))
    explanations = Explanations.of(baseline, memories)
    likeliest = _Likeliest({})

    def log_posterior(place: Place) -> float:
        node = _node(place, memories)
        fit = explanations.fit(node)
        value = fit.log_likelihood + node.log_prior
        likeliest.add((-value, place), fit)
        return value

    log_mass = _explore(log_posterior, (len(WOBBLES), len(memories), len(DRIFTS)))
    order = sorted((-value, place) for place, value in log_mass.items())
    mass = np.exp(np.array([-rank[0] for rank in order]) + order[0][0])
    mass /= mass.sum()
    most = min(int(np.searchsorted(np.cumsum(mass), _KEPT_MASS)) + 1, _MOST_NODES, len(mass))
    share = mass[:most] / mass[:most].sum()
    return [
        (_node(rank[1], memories), float(weight), likeliest.fits[rank])
        for rank, weight in zip(order[:most], share, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Likeliest:
    """The fits of the likeliest nodes so far, as many as may be kept in the end."""

    fits: dict[Rank, Solution]

    def add(self, rank: Rank, fit: Solution) -> None:
        self.fits[rank] = fit
        if len(self.fits) > _MOST_NODES:
            del self.fits[max(self.fits)]


def _node(place: Place, memories: tuple[float, ...]) -> Node:
    return Node(WOBBLES[place[0]], memories[place[1]], DRIFTS[place[2]])


def _explore(log_posterior: Callable[[Place], float], sizes: Place) -> dict[Place, float]:
    """Return the log posterior wherever it matters: a coarse lattice, then likely neighbours."""
    first, second, third = (range(0, size, 2) for size in sizes)
    places = list(product(first, second, third))
    log_values: dict[Place, float] = {}
    while places:
        log_values |= {place: log_posterior(place) for place in places}
        floor = max(log_values.values()) - _NEGLIGIBLE
        # the floor only rises: who was likely before has had its neighbours asked
        likely = [place for place in places if log_values[place] > floor]
        places = sorted(
            {near for place in likely for near in _near(place, sizes)} - log_values.keys()
        )
    return log_values


def _near(place: Place, sizes: Place) -> list[Place]:
    """Return the lattice points one step away along one axis."""
    i, j, k = place
    steps = [
        (i - 1, j, k),
        (i + 1, j, k),
        (i, j - 1, k),
        (i, j + 1, k),
        (i, j, k - 1),
        (i, j, k + 1),
    ]
    return [
        one for one in steps if all(0 <= at < size for at, size in zip(one, sizes, strict=True))
    ]
