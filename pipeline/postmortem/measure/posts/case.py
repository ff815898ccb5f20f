"""The question put to the estimator: whose posts, seen until when, under which rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postmortem.measure.posts.gates import baseline_posts

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Bools, Floats
    from postmortem.measure.posts.inputs import Audience, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Posts in order of time, cut at the end of the data."""

    audience: Audience
    observed_hours: float
    """Hours from the incident to the end of the data."""
    settings: Settings
    events: tuple[float, ...] = ()
    """Hours at which something happened that may have changed the course."""
    control: Audience | None = None
    weight: Floats | None = None
    """Relative weight of each post in its bin's mean; equal when absent."""

    @property
    def before(self) -> Bools:
        """Which posts are baseline."""
        return baseline_posts(self.audience.hours, self.settings)

    @property
    def cut(self) -> bool:
        """Whether exclusions take posts out of the baseline."""
        if not self.settings.exclusions:
            return False
        whole = replace(self.settings, exclusions=())
        return bool((baseline_posts(self.audience.hours, whole) & ~self.before).any())

    @property
    def since(self) -> Bools:
        """Which posts came since the incident."""
        hours = self.audience.hours
        late: Bools = (hours >= 0) & (hours <= self.observed_hours)
        return late

    def where(self, keep: Bools) -> Case:
        """Return the same question about the posts marked in `keep`."""
        weight = None if self.weight is None else self.weight[keep]
        return replace(self, audience=self.audience.where(keep), weight=weight)

    def shift(self, shift: float) -> Case:
        """Return the question as if the incident had begun `shift` hours later.

        The hours between the two beginnings are no baseline: if it did begin late, they are the
        leak; if it did not, they are the shock.
        """
        settings = self.settings
        spans = tuple((start - shift, stop - shift) for start, stop in settings.exclusions)
        guard = max(settings.guard_hours + shift, 0.0)
        return replace(
            self,
            audience=self.audience.shift(shift),
            observed_hours=self.observed_hours - shift,
            events=tuple(at - shift for at in self.events if at - shift > 0),
            control=None if self.control is None else self.control.shift(shift),
            settings=replace(settings, exclusions=spans, guard_hours=guard),
        )
