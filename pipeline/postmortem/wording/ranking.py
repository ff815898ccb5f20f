"""Which way back was the longer one: said only where the intervals settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.wording.finding import has_fallen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.model import Recovery


def side(one: Recovery, other: Recovery) -> int:
    """Return −1 where `one` surely came back sooner, 1 where surely later, 0 where nobody knows."""
    (low, high), (from_, to) = _ends(one), _ends(other)
    if high is not None and from_ is not None and high < from_:
        return -1
    return 1 if low is not None and to is not None and low > to else 0


def rank(one: Recovery, others: Sequence[Recovery]) -> tuple[int | None, str]:
    """Return the place of `one` among incidents that had a drop, longest first, and say it.

    The place is None where the intervals of two recoveries overlap, or one is not confirmed.
    """
    rivals = [other for other in others if has_fallen(other)]
    if not has_fallen(one):
        return None, "cannot be ranked: it had no drop that is known to come back from"
    if not rivals:
        return None, "cannot be ranked: no other incident had a drop that is known"
    sides = [side(one, other) for other in rivals]
    if 0 in sides:
        return None, "cannot be ranked: intervals overlap, or a recovery is not confirmed"
    place, of = 1 + sides.count(-1), 1 + len(sides)
    if place == 1:
        return place, f"longest of {of}"
    if place == of:
        return place, f"shortest of {of}"
    return place, f"number {place} of {of}, longest first"


def _ends(recovery: Recovery) -> tuple[float | None, float | None]:
    """Return the interval of a confirmed recovery."""
    hours = recovery.recovery.hours
    if recovery.status != "recovered" or hours is None:
        return None, None
    return hours.low, hours.high
