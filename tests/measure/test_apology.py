"""An apology gets credit only for what time alone would not have done, and only when told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from worlds import BEGAN, crowd, healing, incident

from postmortem.measure import Audience, Settings
from postmortem.measure.beside.apology import apology_effects
from postmortem.measure.course.fit import Fit, Unfit, bin_scored_posts, fit_mean
from postmortem.measure.posts.case import Case
from postmortem.measure.posts.metric import SENTIMENT
from postmortem.model import ApologyEffect, Event

if TYPE_CHECKING:
    from postmortem.model import Precision


def fit_of(posts: Audience) -> Fit | Unfit:
    ordered = posts.in_order()
    kept = ordered.where(ordered.hours <= 150)
    return fit_mean(
        SENTIMENT, bin_scored_posts(Case(audience=kept, observed_hours=150, settings=Settings()))
    )


def effect_of(fit: Fit | Unfit, *hours: float) -> tuple[ApologyEffect, ...]:
    return apology_effects(fit, incident(*hours).apologies, BEGAN, Settings())


@pytest.fixture(scope="module")
def slow() -> Fit | Unfit:
    """Nothing but time heals here, and slowly."""
    return fit_of(crowd(41, rate=60.0, spread=0.2, hours=90.0))


def test_natural_healing_is_not_the_apologys_doing(slow: Fit | Unfit) -> None:
    (found,) = effect_of(slow, 48.0)
    assert found.status == "identified"
    assert found.effect is not None
    assert found.effect.low is not None
    assert found.effect.high is not None
    assert found.effect.low < 0 < found.effect.high
    assert found.latency_hours == 48


def test_a_leap_after_the_apology_is_its_effect() -> None:
    calm = crowd(42, rate=60.0, spread=0.2, hours=90.0)
    since = calm.hours >= 48
    leap = np.where(since, -healing(calm.hours, 0.5, 90.0) * 0.9, 0.0)
    (found,) = effect_of(fit_of(replace(calm, compound=np.clip(calm.compound + leap, -1, 1))), 48.0)
    assert found.status == "identified"
    assert found.effect is not None
    assert found.effect.low is not None
    assert found.effect.low > 0
    assert found.minimum_detectable is not None
    assert found.minimum_detectable > 0


def test_an_apology_within_twelve_hours_cannot_be_told_from_recovery(slow: Fit | Unfit) -> None:
    (found,) = effect_of(slow, 6.0)
    assert found.status == "not_identifiable"
    assert found.effect is None
    assert "came 6.0 hours after the incident" in (found.reason or "")


def test_an_effect_too_large_to_miss_is_named_where_only_such_a_one_could_be_seen() -> None:
    (found,) = effect_of(fit_of(crowd(44, rate=4.0, spread=0.5, depth=0.3)), 30.0)
    assert found.status == "not_identifiable"
    assert found.effect is None
    assert found.minimum_detectable is not None
    assert f"Only an effect of {found.minimum_detectable:.2f} or more" in (found.reason or "")


def test_each_apology_has_its_own_finding(slow: Fit | Unfit) -> None:
    found = effect_of(slow, 60.0, 6.0)
    assert [one.latency_hours for one in found] == [6.0, 60.0]
    assert [one.status for one in found] == ["not_identifiable", "identified"]


def test_earlier_dates_without_an_apology_are_asked_the_same(slow: Fit | Unfit) -> None:
    (found,) = effect_of(slow, 60.0)
    assert found.placebos
    assert all(one.low is not None and one.low < 0.1 for one in found.placebos)


def test_no_apology_is_said_plainly(slow: Fit | Unfit) -> None:
    (found,) = effect_of(slow)
    assert found.status == "no_apology"
    assert found.event == "none"


def test_where_nothing_fell_there_is_nothing_to_mend() -> None:
    (found,) = effect_of(fit_of(crowd(43, depth=0.0, spike=0.0)), 48.0)
    assert found.status == "not_identifiable"
    assert "no detectable drop" in (found.reason or "")


def test_an_apology_known_to_the_day_or_at_the_end_is_not_identifiable(slow: Fit | Unfit) -> None:
    day = Event(kind="apology", at=BEGAN + timedelta(hours=48), precision="day")
    (vague,) = apology_effects(slow, (day,), BEGAN, Settings())
    assert "Only the day" in (vague.reason or "")
    (late,) = effect_of(slow, 148.0)
    assert late.reason == "The data end within 6 hours of the apology."


@pytest.mark.parametrize("precision", ["minute", "day"])
def test_an_apology_after_the_data_is_not_said_to_be_near_their_end(
    slow: Fit | Unfit, precision: Precision
) -> None:
    event = Event(kind="apology", at=BEGAN + timedelta(days=80), precision=precision)
    (found,) = apology_effects(slow, (event,), BEGAN, Settings())
    assert found.status == "not_identifiable"
    assert found.reason == (
        "The apology lies after the end of the data: nothing that followed it was seen."
    )
