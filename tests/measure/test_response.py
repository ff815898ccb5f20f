"""Around an apology, plain means are shown for what they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from postmortem.measure import Audience, Settings
from postmortem.measure.beside.response import response_view

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


def audience(hours: list[float], compound: list[float]) -> Audience:
    return Audience(
        hours=np.array(hours),
        author=np.arange(len(hours)),
        platform=np.zeros(len(hours), np.int16),
        platforms=("x",),
        compound=np.array(compound),
    )


def test_each_hour_has_its_mean_and_an_empty_one_has_none() -> None:
    posts = audience([40.5, 40.6, 42.1], [-0.5, -0.3, 0.4])
    view = response_view(posts, BEGAN, 41.0, (), Settings())
    assert view is not None
    shown = {point.hours: point.value for point in view.series if point.value is not None}
    assert shown == {40.0: -0.4, 42.0: 0.4}
    assert len(view.series) == 96


def test_before_reaches_back_no_further_than_the_incident() -> None:
    posts = audience([-3.0, 1.0, 5.0, 12.0], [0.9, -0.5, -0.7, 0.2])
    view = response_view(posts, BEGAN, 10.0, (), Settings())
    assert view is not None
    assert view.before is not None
    assert view.before.value == np.mean([-0.5, -0.7])
    assert view.after is not None
    assert view.after.value == 0.2


def test_own_posts_in_sight_are_kept_and_no_others() -> None:
    moments = (BEGAN + timedelta(hours=41), BEGAN + timedelta(hours=400))
    view = response_view(audience([41.0], [0.1]), BEGAN, 40.0, moments, Settings())
    assert view is not None
    assert view.own_posts_at == moments[:1]


def test_without_scored_posts_around_it_there_is_no_view() -> None:
    assert response_view(audience([500.0], [0.1]), BEGAN, 40.0, (), Settings()) is None
    assert response_view(audience([41.0], [np.nan]), BEGAN, 40.0, (), Settings()) is None
