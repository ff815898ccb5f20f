"""The daily and weekly course of a series, as harmonics averaged over each bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats

WEEKLY_NEEDS_DAYS = 12
"""Below this, a weekly course cannot be told from chance."""
_DAY, _WEEK = 24.0, 168.0


def harmonics(centre: Floats, width: Floats, *, weekly: bool) -> Floats:
    """Return the design matrix: a constant, two daily harmonics, one weekly where asked.

    A bin's mean of sin(ωt) is sinc-damped; using that, wide and narrow bins tell one story.
    """
    periods = [_DAY, _DAY / 2] + ([_WEEK] if weekly else [])
    columns = [np.ones_like(centre)]
    for period in periods:
        damping = np.sinc(width / period)
        angle = 2 * np.pi * centre / period
        columns += [damping * np.sin(angle), damping * np.cos(angle)]
    return np.column_stack(columns)
