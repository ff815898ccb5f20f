"""The whole measurement of one incident: every metric, window and effect, from arrays of posts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from postmortem.measure.apology import apology_effects
from postmortem.measure.composition import composition
from postmortem.measure.engagement import engagement
from postmortem.measure.fit import Fit, Prepared, Unfit, fitted_mean, fitted_volume, prepared
from postmortem.measure.gates import baseline_posts
from postmortem.measure.inputs import Audience, OwnPosts, Settings
from postmortem.measure.metric import NEGATIVE_SHARE, SENTIMENT, Metric, engine_values
from postmortem.measure.recovery import recovery
from postmortem.measure.sensitivity import sensitivity
from postmortem.measure.series import Drawn, display_edges, drawn_means, drawn_rates
from postmortem.measure.windows import windows
from postmortem.model import Caveat, Incident, Measures, Recovery

_COURSE_CHANGING = frozenset({"offence", "apology", "denial", "press"})
_MOST_EVENTS = 6


def measure(
    audience: Audience,
    own: OwnPosts,
    incident: Incident,
    *,
    control: Audience | None = None,
    settings: Settings | None = None,
    ends_hours: float | None = None,
) -> Measures:
    """Return everything that can be known about `incident`, and why the rest cannot.

    `audience` is everybody but the brand, hours counted from `incident.began_at`; `own` the brand's
    posts; `control` posts about a rival or the category over the same time, if there are any;
    `ends_hours` when the data end, where that is not the last post.

    Never raises for what the data hold; the same posts in any order give the same result.

    """
    task = _Task.of(audience, incident, settings or Settings(), ends_hours)
    posts = task.prepared()
    sentiment = fitted_mean(SENTIMENT, posts, task.settings, task.events)
    negative = fitted_mean(NEGATIVE_SHARE, posts, task.settings, task.events)
    volume = fitted_volume(task.audience, task.observed, task.settings, task.events)
    return Measures(
        sentiment=task.answer(sentiment),
        negative_share=task.answer(negative),
        volume=task.answer(volume),
        engagement=engagement(own, incident.began_at, task.settings),
        windows=windows(task.audience, task.observed, incident.began_at, task.settings),
        apology=apology_effects(sentiment, incident.apologies, incident.began_at, task.settings),
        composition=composition(task.audience, task.observed, incident.began_at, task.settings),
        platforms={},
        warnings=_warnings(task.audience),
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """The question, with its posts in order and cut at the end of the data."""

    audience: Audience
    incident: Incident
    settings: Settings
    observed: float
    events: tuple[float, ...]

    @classmethod
    def of(
        cls, audience: Audience, incident: Incident, settings: Settings, ends: float | None
    ) -> _Task:
        """Put the posts in order and find where the data end."""
        posts = audience.in_order()
        last = float(posts.hours[-1]) if len(posts) else 0.0
        observed = last if ends is None else ends
        posts = posts.where(posts.hours <= observed)
        return cls(posts, incident, settings, observed, _events(incident, observed))

    def prepared(self) -> Prepared:
        """Return the scored posts, binned."""
        return prepared(self.audience, self.observed, self.settings)

    def moved(self, shift: float) -> _Task:
        """Return the question as if the incident had begun `shift` hours later.

        The hours between the two beginnings are no baseline: if it did begin late, they are the
        leak; if it did not, they are the shock.
        """
        spans = tuple((a - shift, b - shift) for a, b in self.settings.exclusions)
        return replace(
            self,
            audience=self.audience.moved(shift),
            observed=self.observed - shift,
            events=tuple(at - shift for at in self.events if at - shift > 0),
            settings=replace(
                self.settings,
                exclusions=spans,
                guard_hours=max(self.settings.guard_hours + shift, 0.0),
            ),
        )

    def refit(self, metric: Metric, shift: float) -> Fit | Unfit:
        """Fit `metric` as if the incident began `shift` hours later."""
        task = self.moved(shift)
        if metric.name == "volume":
            return fitted_volume(task.audience, task.observed, task.settings, task.events)
        return fitted_mean(metric, task.prepared(), task.settings, task.events)

    def answer(self, fit: Fit | Unfit) -> Recovery:
        """Return the finding about a fitted metric, with its sensitivity."""
        found = recovery(
            fit, self.drawn(fit.metric), self.incident.began_at, self.observed, self.settings
        )
        rows = sensitivity(fit, lambda shift: self.refit(fit.metric, shift), self.settings)
        return replace(found, sensitivity=rows)

    def drawn(self, metric: Metric) -> Drawn:
        """Return the plain series for a chart."""
        near = baseline_posts(self.audience.hours, replace(self.settings, exclusions=()))
        posts = self.audience.where(near | (self.audience.hours >= 0))
        if not len(posts):
            return Drawn(np.array([0.0]), np.empty(0), np.empty(0))
        first, end = float(posts.hours[0]), max(self.observed, float(posts.hours[-1]))
        edges = display_edges(first, end)
        if metric.name == "volume":
            return drawn_rates(edges, posts.hours, first, end)
        scored = posts.where(posts.scored)
        return drawn_means(
            edges, scored.hours, metric.level(engine_values(metric, scored.compound))
        )


def _events(incident: Incident, observed: float) -> tuple[float, ...]:
    """Return the hours at which the course may have changed, known to the hour or better."""
    hours = {
        (event.at - incident.began_at).total_seconds() / 3600
        for event in incident.events
        if event.kind in _COURSE_CHANGING and event.precision != "day"
    }
    return tuple(sorted(at for at in hours if 1.0 < at < observed - 1.0))[:_MOST_EVENTS]


def _warnings(audience: Audience) -> tuple[Caveat, ...]:
    """Return what holds for every number of the measurement."""
    if len(audience) and not audience.authors_known:
        return (
            Caveat(
                "authors-unknown",
                "The export names no authors: each post counts as its own author, so intervals "
                "are narrower than they should be if a few people wrote many posts.",
            ),
        )
    return ()
