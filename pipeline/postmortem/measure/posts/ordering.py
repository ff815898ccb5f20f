"""Posts in one order, whatever the order of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.posts.codes import renumber

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from postmortem.measure.posts.arrays import Floats, Ints


def order_of(hours: Floats, platform: NDArray[np.int16], author: Ints, compound: Floats) -> Ints:
    """Return the rows by time; within an instant by platform, then author, then score.

    Rows come nearly in order, and one number a row is then sorted in a pass: four keys would each
    be sorted from the most disorderly on.
    """
    rows = np.argsort(hours, kind="stable")
    later = np.diff(hours[rows], prepend=-np.inf) > 0
    voice = np.cumsum(later) * (int(platform.max(initial=0)) + 1) + platform[rows]
    voice = voice * len(rows) + renumber(author[rows])
    order = np.argsort(voice, kind="stable")
    rows, voice = rows[order], voice[order]
    repeats = np.flatnonzero(voice[1:] == voice[:-1])
    ties = np.union1d(repeats, repeats + 1)
    rows[ties] = rows[ties][np.lexsort((compound[rows[ties]], voice[ties]))]
    return rows
