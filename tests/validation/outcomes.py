"""What one stream taught: our answer, the truth, and what common practice would have said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from peers import newey_west_p, rolling_mean_is_back, welch_p
from streams import Scenario, stream, true_fraction, true_hours

from postmortem.measure import Settings
from postmortem.measure.course.display import display_means
from postmortem.measure.course.fit import Fit, bin_scored_posts, fit_mean
from postmortem.measure.findings.recovery import recovery
from postmortem.measure.posts.case import Case
from postmortem.measure.posts.metric import SENTIMENT
from postmortem.model import Estimate, Recovery

BEGAN = datetime(2026, 3, 12, 13, 20, tzinfo=UTC)
_ABSENT = Estimate(None, None, None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A quantity with its truth."""

    truth: float
    value: float
    low: float
    high: float

    @property
    def covered(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low - 1e-9 <= self.truth <= self.high + 1e-9


@dataclass(frozen=True, slots=True)
class Outcome:
    """One stream's answers."""

    status: str
    p_drop: float
    recovery: Asked
    half_life: Asked
    area: Asked
    residual: Asked
    relapses: int
    naive: float
    welch: float
    newey_west: float
    codes: tuple[str, ...]


def _asked(truth: float, found: Estimate | None, *, time: bool = False) -> Asked:
    """Return the quantity; an unknown limit of a time is 0 or never, of an amount nowhere."""
    estimate = found or _ABSENT
    low = estimate.low if estimate.low is not None else (0.0 if time else -np.inf)
    high = estimate.high if estimate.high is not None else np.inf
    value = estimate.value if estimate.value is not None else (np.inf if time else np.nan)
    return Asked(truth, value, low, high)


def case(scenario: Scenario, seed: int, settings: Settings | None = None) -> Case:
    """Return one stream as a question to the estimator."""
    made = stream(scenario, seed)
    return Case(
        audience=made.audience.in_order(),
        observed_hours=made.ends,
        settings=settings or Settings(),
        events=() if scenario.apology is None else (scenario.apology,),
    )


def measured(scenario: Scenario, seed: int, settings: Settings | None = None) -> Recovery:
    """Return our finding about one stream's sentiment."""
    asked = case(scenario, seed, settings)
    fit = fit_mean(SENTIMENT, bin_scored_posts(asked))
    nothing = display_means(np.array([0.0, 1.0]), np.empty(0), np.empty(0))
    return recovery(fit, nothing, BEGAN, asked.observed_hours, asked.settings)


def fitted(scenario: Scenario, seed: int) -> Fit:
    """Return the fit itself, for laws about curves."""
    fit = fit_mean(SENTIMENT, bin_scored_posts(case(scenario, seed)))
    assert isinstance(fit, Fit), fit.reason
    return fit


def outcome(scenario: Scenario, seed: int) -> Outcome:
    """Measure one stream and hold every answer against its truth."""
    found = measured(scenario, seed)
    made = stream(scenario, seed)
    t = np.arange(0.0, made.ends, 0.05) + 0.025
    gap = scenario.effect(t)
    return Outcome(
        status=found.status,
        p_drop=1.0 if found.p_drop is None else found.p_drop,
        recovery=_asked(true_hours(scenario.effect), found.recovery.hours, time=True),
        half_life=_asked(true_fraction(scenario.effect, 0.5), found.half_life_hours, time=True),
        area=_asked(-float(gap[t < 168].sum()) * 0.05, found.area_lost),
        residual=_asked(float(gap[t > made.ends - 48].mean()), found.residual),
        relapses=len(found.relapses),
        naive=rolling_mean_is_back(made),
        welch=welch_p(made),
        newey_west=newey_west_p(made),
        codes=tuple(caveat.code for caveat in found.warnings),
    )
