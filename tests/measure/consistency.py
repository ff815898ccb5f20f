"""What no measurement may do, whatever the posts: contradict itself, or give what is no number."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

import pytest

from postmortem.model import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Measures, Recovery


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
    if metric.trough is not None:
        assert metric.trough.value is not None
        side = -1 if metric.metric == "sentiment" else 1
        line = [p.fitted for p in metric.series if p.hours >= 0 and p.fitted is not None]
        assert all(side * level <= side * metric.trough.value + 1e-9 for level in line)
    values = [math.inf if one is None or one.value is None else one.value for one in healed]
    assert values == sorted(values)
    for one in healed:
        if one and one.high is not None:
            assert one.high <= seen + 1e-9
