"""What the whole measurement says about made-up incidents whose story is known."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from worlds import BEGAN, crowd, incident

from postmortem.measure import Audience, OwnPosts, Settings, measure

if TYPE_CHECKING:
    from postmortem.model import Measures

NOBODY = OwnPosts.empty()


@pytest.fixture(scope="module")
def usual() -> Measures:
    return measure(crowd(11), NOBODY, incident(40.0))


def test_a_brand_that_recovered_is_said_to_have_recovered(usual: Measures) -> None:
    found = usual.sentiment
    truth = 24 * math.log(0.5 / 0.05)
    assert found.status == "recovered"
    assert found.recovery.hours is not None
    assert found.recovery.hours.low is not None
    assert found.recovery.hours.high is not None
    assert found.recovery.hours.low < truth < found.recovery.hours.high
    assert found.recovery.at == BEGAN + timedelta(
        seconds=round((found.recovery.hours.value or 0) * 3600)
    )
    assert not found.recovery.censored


def test_the_drop_is_positive_when_bad_for_every_metric(usual: Measures) -> None:
    for metric in (usual.sentiment, usual.negative_share, usual.volume):
        assert metric.drop is not None
        assert metric.drop.value is not None
        assert metric.drop.value > 0
        assert metric.drop_in_sd is not None
        assert metric.drop_in_sd > 0
        assert metric.area_lost is not None
        assert metric.area_lost.value is not None
        assert metric.area_lost.value > 0


def test_levels_are_in_the_readers_units(usual: Measures) -> None:
    assert usual.sentiment.baseline is not None
    assert usual.sentiment.baseline.value == pytest.approx(0.1, abs=0.03)
    assert usual.volume.baseline is not None
    assert usual.volume.baseline.value == pytest.approx(20.0, rel=0.1)
    assert usual.volume.trough is not None
    assert usual.volume.trough.value is not None
    assert usual.volume.trough.value > 50
    share = usual.negative_share.baseline
    assert share is not None
    assert share.value == pytest.approx(0.31, abs=0.04)


def test_a_fall_that_stays_is_not_recovered_and_a_new_normal() -> None:
    posts = crowd(12, hours=1e6, depth=0.25)
    found = measure(posts, NOBODY, incident()).sentiment
    assert found.status == "not_recovered"
    assert found.recovery.hours is not None
    assert found.recovery.hours.value is None
    assert found.recovery.hours.low == pytest.approx(150, abs=1)
    assert found.recovery.censored
    assert found.new_normal
    assert found.residual is not None
    assert found.residual.value == pytest.approx(-0.25, abs=0.06)


def test_no_incident_is_no_drop_and_no_number() -> None:
    found = measure(crowd(13, depth=0.0, spike=0.0), NOBODY, incident()).sentiment
    assert found.status == "no_drop"
    assert found.p_drop is not None
    assert found.p_drop >= 0.05
    assert found.recovery.hours is None
    assert found.half_life_hours is None
    assert found.trough is None


def test_a_second_fall_after_the_return_is_a_relapse() -> None:
    calm = crowd(14, rate=40.0, spread=0.2, hours=10.0)
    again = (calm.hours > 80) & (calm.hours < 120)
    posts = replace(calm, compound=np.where(again, calm.compound - 0.3, calm.compound))
    found = measure(posts, NOBODY, incident()).sentiment
    assert found.relapses
    begins = (found.relapses[0].at - BEGAN).total_seconds() / 3600
    assert begins == pytest.approx(80, abs=8)
    assert found.relapses[0].until is not None


def test_every_number_is_plain_and_none_is_nan(usual: Measures) -> None:
    def walk(value: object) -> None:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            for field in dataclasses.fields(value):
                walk(getattr(value, field.name))
        elif isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif isinstance(value, tuple | list):
            for item in value:
                walk(item)
        elif isinstance(value, float):
            assert type(value) is float, type(value)
            assert math.isfinite(value)
        else:
            assert not isinstance(value, np.generic), type(value)

    walk(usual)


def test_the_same_posts_in_another_order_get_the_same_answer(usual: Measures) -> None:
    posts = crowd(11)
    shuffled = posts.where(np.random.default_rng(5).permutation(len(posts)))
    assert measure(shuffled, NOBODY, incident(40.0)) == usual


def test_the_series_holds_values_band_and_normal_range(usual: Measures) -> None:
    after = [point for point in usual.sentiment.series if point.hours >= 0]
    before = [point for point in usual.sentiment.series if point.hours < 0]
    assert sum(point.n for point in usual.sentiment.series) == len(crowd(11))
    for point in after:
        assert point.low is not None
        assert point.high is not None
        assert point.fitted is not None
        assert point.low < point.fitted < point.high
    for point in before:
        assert point.low is None
        assert point.expected_low is not None
        assert point.expected is not None
        assert point.expected_high is not None
        assert point.expected_low < point.expected < point.expected_high


def test_sensitivity_asks_other_margins_holds_and_beginnings(usual: Measures) -> None:
    rules = {(row.rule, row.setting) for row in usual.sentiment.sensitivity}
    assert {("margin", "0.025"), ("margin", "0.05"), ("margin", "0.1")} <= rules
    assert {("hold_hours", "12"), ("hold_hours", "24"), ("hold_hours", "48")} <= rules
    assert {("began_at", "-6 h"), ("began_at", "+6 h")} <= rules
    same = next(row for row in usual.sentiment.sensitivity if row.setting == "0.05")
    assert same.hours == usual.sentiment.recovery.hours


def test_capped_exports_have_no_volume_and_say_why() -> None:
    rules = Settings(volume_usable=False, volume_notes=("The file stops at 10,000 posts.",))
    found = measure(crowd(15), NOBODY, incident(), settings=rules)
    assert found.volume.status == "insufficient_data"
    assert "10,000" in (found.volume.reason or "")
    assert all(window.per_hour is None for window in found.windows)


def test_a_leak_before_the_incident_is_kept_out_by_a_guard() -> None:
    calm = crowd(16)
    leak = (calm.hours < 0) & (calm.hours > -24)
    posts = replace(calm, compound=np.where(leak, calm.compound - 0.5, calm.compound))
    blind = measure(posts, NOBODY, incident()).sentiment
    guarded = measure(posts, NOBODY, incident(), settings=Settings(guard_hours=24)).sentiment
    assert blind.baseline is not None
    assert blind.baseline.value is not None
    assert guarded.baseline is not None
    assert guarded.baseline.value == pytest.approx(0.1, abs=0.03)
    assert blind.baseline.value < guarded.baseline.value - 0.05


def test_an_earlier_incident_is_no_baseline_when_excluded() -> None:
    calm = crowd(17)
    earlier = (calm.hours > -200) & (calm.hours < -120)
    posts = replace(calm, compound=np.where(earlier, calm.compound - 0.6, calm.compound))
    rules = Settings(exclusions=((-200.0, -120.0),))
    found = measure(posts, NOBODY, incident(), settings=rules).sentiment
    assert found.baseline is not None
    assert found.baseline.value == pytest.approx(0.1, abs=0.03)
    assert found.status == "recovered"


def test_the_end_of_the_data_can_be_later_than_the_last_post() -> None:
    found = measure(crowd(18, after=100), NOBODY, incident(), ends_hours=170.0)
    assert found.sentiment.recovery.observed_hours == 170
    assert "low-precision" in {caveat.code for caveat in found.sentiment.warnings}


def test_an_audience_of_unequal_arrays_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        Audience(
            hours=np.zeros(2),
            author=np.zeros(3, np.int64),
            platform=np.zeros(2, np.int16),
            platforms=("x",),
            compound=np.zeros(2),
        )
