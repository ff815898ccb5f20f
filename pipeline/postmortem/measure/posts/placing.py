"""Which bin, and which author, each post belongs to: linear passes, no sorting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.posts.inputs import UNKNOWN_AUTHOR

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats, Ints


def bin_of(edges: Floats, hours: Floats) -> Ints:
    """Return the bin of each hour; what lies outside the edges belongs to the bin at that end.

    >>> bin_of(np.array([0.0, 1.0, 3.0]), np.array([-5.0, 0.0, 1.0, 3.0])).tolist()
    [0, 0, 1, 1]
    """
    count = len(edges) - 1
    if np.any(hours[1:] < hours[:-1]):
        bins = np.searchsorted(edges, hours, side="right") - 1
        return np.clip(bins, 0, count - 1)
    cuts = np.searchsorted(hours, edges[1:-1], side="left")
    sizes = np.diff(np.concatenate([[0], cuts, [len(hours)]]))
    return np.repeat(np.arange(count), sizes)


def own_author(author: Ints) -> Ints:
    """Give each post without a known author an author of its own.

    >>> own_author(np.array([3, -1, -1])).tolist()
    [3, 4, 5]
    """
    is_unknown = author == UNKNOWN_AUTHOR
    if not is_unknown.any():
        return author
    top = int(author.max(initial=-1)) + 1
    return np.where(is_unknown, top + np.cumsum(is_unknown) - 1, author)
