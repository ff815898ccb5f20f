"""Groups named by codes that may leave gaps: numbered from 0 and counted, without sorting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Ints

_ROOM = 4
"""Codes may leave this many gaps a post before counting them costs more than sorting them."""


def renumber(group: Ints) -> Ints:
    """Return each post's group as a number from 0, in the order of the codes.

    >>> renumber(np.array([7, -1, 7, 3])).tolist()
    [2, 0, 2, 1]
    """
    codes, span = _from_zero(group)
    if span > _room(group):
        return np.unique(group, return_inverse=True)[1]
    present = np.zeros(span, dtype=bool)
    present[codes] = True
    rank: Ints = np.cumsum(present) - 1
    return rank[codes]


def sizes(group: Ints) -> Ints:
    """Return how many posts each group has, groups in the order of their codes.

    >>> sizes(np.array([7, -1, 7, 3])).tolist()
    [1, 1, 2]
    """
    codes, span = _from_zero(group)
    if span > _room(group):
        return np.unique(group, return_counts=True)[1]
    count = np.bincount(codes)
    return count[count > 0]


def _from_zero(group: Ints) -> tuple[Ints, int]:
    if not len(group):
        return group, 0
    first = group.min()
    codes = group - first if first else group
    return codes, int(codes.max()) + 1


def _room(group: Ints) -> int:
    return _ROOM * len(group) + 1024
