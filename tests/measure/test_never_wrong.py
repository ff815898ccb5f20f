"""Awkward stories: whatever the posts do, no number contradicts another or pretends to be known."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from worlds import crowd, incident

from postmortem.measure import Audience, OwnPosts, Settings, measure
from postmortem.measure.case import Case
from postmortem.measure.drawn import drawn_means
from postmortem.measure.fit import fitted_mean, prepared
from postmortem.measure.metric import SENTIMENT
from postmortem.measure.recovery import recovery
from postmortem.model import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Measures, Recovery

RULES = Settings()
CALM = crowd(61)


def lowered(posts: Audience, by: float, since: float) -> Audience:
    return replace(posts, compound=np.clip(posts.compound - by * (posts.hours > since), -1, 1))


def estimates(value: object, path: str = "") -> Iterator[tuple[str, Estimate]]:
    if isinstance(value, Estimate):
        yield path, value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from estimates(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from estimates(item, f"{path}[{key}]")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from estimates(item, f"{path}[{index}]")


def metrics(found: Measures) -> Iterator[Recovery]:
    yield from (found.sentiment, found.negative_share, found.volume, *found.platforms.values())
    if found.composition.regulars:
        yield found.composition.regulars


def never_contradicts_itself(found: Measures) -> None:
    for path, one in estimates(found):
        numbers = [x for x in (one.low, one.value, one.high) if x is not None]
        assert all(math.isfinite(x) for x in numbers), path
        assert numbers == sorted(numbers), path
    for metric in metrics(found):
        agrees_with_its_status(metric)


def agrees_with_its_status(metric: Recovery) -> None:
    hours, seen = metric.recovery.hours, metric.recovery.observed_hours
    healed = [metric.half_life_hours, metric.t80_hours, metric.t90_hours]
    if metric.status in ("no_drop", "insufficient_data"):
        assert hours is None
        assert metric.reason
        assert metric.recovery.at is None
    if metric.status == "recovered":
        assert hours is not None
        assert hours.value is not None
        assert hours.high is not None
        assert hours.high <= seen - metric.recovery.hold_hours + 1e-3
    if metric.status == "not_recovered":
        assert hours is not None
        assert hours.value is None
        assert hours.low == pytest.approx(seen)
    values = [math.inf if one is None or one.value is None else one.value for one in healed]
    assert values == sorted(values)
    for one in healed:
        if one and one.high is not None:
            assert one.high <= seen + 1e-9


STORIES = {
    "nobody posts for two days right after it": CALM.where((CALM.hours < 0) | (CALM.hours > 40)),
    "a silence from hour 8 to 70": CALM.where((CALM.hours < 8) | (CALM.hours > 70)),
    "every post after it lies in one hour": replace(
        CALM, hours=np.where(CALM.hours >= 0, 5 + (CALM.hours % 1) * 0.9, CALM.hours)
    ),
    "every post after it lies in one instant": replace(
        CALM, hours=np.where(CALM.hours >= 0, 5.0, CALM.hours)
    ),
    "every post three times, at the same second": CALM.where(np.repeat(np.arange(len(CALM)), 3)),
    "times known to the day, scores to −1, 0, 1": replace(
        CALM, hours=np.floor(CALM.hours / 24) * 24 + 3, compound=np.round(CALM.compound)
    ),
    "nine posts of ten unscored": replace(
        CALM, compound=np.where(np.arange(len(CALM)) % 10, np.nan, CALM.compound)
    ),
    "nearly everybody falls silent": CALM.where((CALM.hours < 0) | (np.arange(len(CALM)) % 30 < 1)),
}


@pytest.mark.parametrize("story", STORIES)
def test_no_number_contradicts_another(story: str) -> None:
    never_contradicts_itself(
        measure(STORIES[story], OwnPosts.empty(), incident(), ends_hours=150.0)
    )


def found_about(
    posts: Audience, settings: Settings = RULES, control: Audience | None = None
) -> Recovery:
    """Ask about sentiment alone: a whole measurement would take longer and say the same."""
    ordered = posts.in_order()
    asked = Case(
        audience=ordered,
        observed=float(ordered.hours[-1]),
        settings=settings,
        control=None if control is None else control.in_order(),
    )
    nothing = drawn_means(np.array([0.0, 1.0]), np.empty(0), np.empty(0))
    began = incident().began_at
    return recovery(
        fitted_mean(SENTIMENT, prepared(asked)), nothing, began, asked.observed, settings
    )


def test_a_trough_where_nobody_posted_has_no_limits() -> None:
    posts = crowd(1)
    silent = posts.where((posts.hours < 0) | (posts.hours > 40))
    found = measure(silent, OwnPosts.empty(), incident()).negative_share
    assert found.trough is not None
    assert found.trough.at is not None
    assert found.trough.at < incident().began_at + timedelta(hours=28)
    assert (found.trough.low, found.trough.high) == (None, None)
    assert found.drop is not None
    assert (found.drop.low, found.drop.high) == (None, None)


@pytest.mark.parametrize("since", [126.0, 144.0])
def test_a_fall_on_the_last_day_is_no_recovery(since: float) -> None:
    found = found_about(lowered(CALM, 0.5, since))
    assert found.status == "not_recovered"
    assert found.recovery.hours is not None
    assert found.recovery.hours.value is None


def test_a_sag_at_the_end_that_is_not_certain_is_told() -> None:
    whole, sagging = found_about(CALM), found_about(lowered(CALM, 0.075, 125.0))
    assert whole.status == "recovered"
    assert "below-again" not in {caveat.code for caveat in whole.warnings}
    assert sagging.status == "probably_recovered"
    assert "below-again" in {caveat.code for caveat in sagging.warnings}


def test_a_hold_longer_than_what_was_seen_judges_nothing() -> None:
    found = found_about(CALM.where(CALM.hours < 40), Settings(hold_hours=72.0))
    assert found.status == "insufficient_data"
    assert "must hold for 72" in (found.reason or "")
    assert found.recovery.hours is None


def test_a_mood_that_improves_is_no_drop_and_no_loss() -> None:
    rise = 0.9 * np.exp(-np.maximum(CALM.hours, 0) / 24) * (CALM.hours >= 0)
    found = found_about(replace(CALM, compound=np.clip(CALM.compound + rise, -1, 1)))
    assert found.status == "no_drop"
    assert found.drop is None
    assert found.trough is None
    assert found.early_drop is not None
    assert found.early_drop.value is not None
    assert found.early_drop.value < 0
    assert found.area_lost is not None
    assert found.area_lost.value is not None
    assert found.area_lost.value < 0


def test_a_margin_wider_than_the_drop_was_never_left() -> None:
    found = found_about(CALM, Settings(margin=0.9))
    assert found.recovery.hours is not None
    assert found.recovery.hours.value == 0.0


def test_a_control_hit_by_the_same_incident_takes_the_drop_with_it_and_that_is_said() -> None:
    same = crowd(62, depth=0.5)
    alone, beside = found_about(CALM), found_about(CALM, control=same)
    assert alone.early_drop is not None
    assert beside.early_drop is not None
    assert beside.early_drop.value is not None
    assert alone.early_drop.value is not None
    assert beside.early_drop.value <= alone.early_drop.value + 0.05
    found = measure(CALM, OwnPosts.empty(), incident(), control=same)
    assert "control-moved" in {caveat.code for caveat in found.warnings}
