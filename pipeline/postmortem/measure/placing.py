"""Which bin, and which of so many groups, each post belongs to: linear passes, no sorting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.inputs import UNKNOWN_AUTHOR

if TYPE_CHECKING:
    from postmortem.measure.inputs import Floats, Ints

_ROOM = 4
"""Codes may leave this many gaps a post before counting them costs more than sorting them."""


def placed(edges: Floats, hours: Floats) -> Ints:
    """Return the bin of each hour; what lies outside the edges belongs to the bin at that end.

    >>> placed(np.array([0.0, 1.0, 3.0]), np.array([-5.0, 0.0, 1.0, 3.0])).tolist()
    [0, 0, 1, 1]
    """
    count = len(edges) - 1
    if np.any(hours[1:] < hours[:-1]):
        found = np.searchsorted(edges, hours, side="right") - 1
        return np.clip(found, 0, count - 1)
    cuts = np.searchsorted(hours, edges[1:-1], side="left")
    sizes = np.diff(np.concatenate([[0], cuts, [len(hours)]]))
    return np.repeat(np.arange(count), sizes)


def numbered(group: Ints) -> Ints:
    """Return each post's group as a number from 0, in the order of the codes.

    >>> numbered(np.array([7, -1, 7, 3])).tolist()
    [2, 0, 2, 1]
    """
    shifted, span = _from_zero(group)
    if span > _room(group):
        return np.unique(group, return_inverse=True)[1]
    present = np.zeros(span, dtype=bool)
    present[shifted] = True
    rank: Ints = np.cumsum(present) - 1
    return rank[shifted]


def own_author(author: Ints) -> Ints:
    """Give each post without a known author an author of its own.

    >>> own_author(np.array([3, -1, -1])).tolist()
    [3, 4, 5]
    """
    unknown = author == UNKNOWN_AUTHOR
    if not unknown.any():
        return author
    top = int(author.max(initial=-1)) + 1
    return np.where(unknown, top + np.cumsum(unknown) - 1, author)


def sizes(group: Ints) -> Ints:
    """Return how many posts each group has, groups in the order of their codes.

    >>> sizes(np.array([7, -1, 7, 3])).tolist()
    [1, 1, 2]
    """
    shifted, span = _from_zero(group)
    if span > _room(group):
        return np.unique(group, return_counts=True)[1]
    count = np.bincount(shifted)
    return count[count > 0]


def _from_zero(group: Ints) -> tuple[Ints, int]:
    if not len(group):
        return group, 0
    shifted = group - group.min()
    return shifted, int(shifted.max()) + 1


def _room(group: Ints) -> int:
    return _ROOM * len(group) + 1024
