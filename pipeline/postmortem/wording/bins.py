"""Which bins hold too few posts to speak for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postmortem.model import Point

FEW_POSTS = 10
"""A bin under this many posts is drawn hollow and not joined to its neighbours."""


def is_few(point: Point) -> bool:
    """Whether a bin has posts, but too few to be joined to the line."""
    return point.value is not None and point.n < FEW_POSTS
