"""The rule of recovery stands in one place."""

from __future__ import annotations

import inspect

from postmortem.config.settings import Measuring
from postmortem.measure import Settings
from postmortem.model import rule
from postmortem.synthetic.shapes import true_recovery_hours


def test_what_the_config_leaves_out_is_what_measuring_takes() -> None:
    config, settings = Measuring(), Settings()
    assert config.margin == settings.margin == rule.MARGIN
    assert config.hold_hours == settings.hold_hours == rule.HOLD_HOURS
    assert config.guard_hours == settings.guard_hours == rule.GUARD_HOURS
    assert config.engagement_age_hours == settings.engagement_age == rule.ENGAGEMENT_AGE_HOURS


def test_a_known_truth_follows_the_same_rule() -> None:
    parameters = inspect.signature(true_recovery_hours).parameters
    assert parameters["margin"].default == rule.MARGIN
    assert parameters["hold"].default == rule.HOLD_HOURS


def test_an_estimate_lies_in_the_middle_of_its_interval() -> None:
    estimate = Settings(level=0.90).estimate(2.0, 1.0)
    assert estimate.value == 2.0
    assert estimate.low is not None
    assert estimate.high is not None
    assert abs(estimate.high - 2.0 - 1.6448536269514722) < 1e-12
    assert abs(2.0 - estimate.low - 1.6448536269514722) < 1e-12
