"""What the baseline is regressed on: its day, its week, and a control series where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.posts.season import harmonics

if TYPE_CHECKING:
    from postmortem.measure.expected.noise import Times
    from postmortem.measure.posts.arrays import Floats

_HARMONIC_SD = 0.5
_CONTROL_SD = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points in time; level beyond its ends."""

    time: Floats
    value: Floats

    def at(self, centre: Floats) -> Floats:
        """Return its height at each time."""
        height: Floats = np.interp(centre, self.time, self.value)
        return height


@dataclass(frozen=True, slots=True)
class Design:
    """The regressors: level, two daily harmonics, a weekly one, the control's common mood."""

    weekly: bool
    control: Line | None = None

    def at(self, times: Times) -> Floats:
        """Return the design matrix at `times`."""
        season = harmonics(times.centre, times.width, weekly=self.weekly)
        if self.control is None:
            return season
        return np.column_stack([season, self.control.at(times.centre)])

    @property
    def precision(self) -> Floats:
        """Prior precisions: none on the level, weak ones (sd 0.5; control 1) on the rest.

        Weak, but they keep hours of the day without any post unknown instead of impossible.
        """
        season = np.full(6 if self.weekly else 4, _HARMONIC_SD**-2)
        control = [] if self.control is None else [_CONTROL_SD**-2]
        return np.concatenate([[0.0], season, control])
