"""Drawn posts follow their seed, their conditions and their truth."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from postmortem.synthetic import SHAPES, Conditions, Spike, Stream, exponential, no_drop, stream

CALM = Conditions(rate=60, shared_sd=1e-9, author_sd=0.0, daily_swing=0.0, weekly_swing=0.0)


def means(drawn: Stream, edges: list[float]) -> list[float]:
    cell = np.digitize(drawn.hours, edges)
    return [float(drawn.tones[cell == i].mean()) for i in range(1, len(edges))]


def test_the_same_seed_draws_the_same_posts() -> None:
    first, second = (stream(SHAPES["exponential"], 3) for _ in range(2))
    for field in ("hours", "authors", "tones", "newcomers", "incident_posts", "engagement"):
        assert np.array_equal(getattr(first, field), getattr(second, field)), field


def test_another_seed_draws_other_posts() -> None:
    first, second = (stream(SHAPES["exponential"], seed) for seed in (3, 4))
    assert first.hours.size != second.hours.size or not np.array_equal(first.hours, second.hours)


def test_posts_come_in_order_and_stay_inside_the_window() -> None:
    drawn = stream(SHAPES["exponential"], 1)
    assert (np.diff(drawn.hours) >= 0).all()
    assert drawn.hours[0] >= -14 * 24
    assert drawn.hours[-1] <= 10 * 24


def test_the_mean_tone_follows_the_shape() -> None:
    shape = exponential(0.4, 24)
    drawn = stream(shape, 5, replace(CALM, rate=400))
    edges = [-336.0, -100, 0, 6, 12, 24, 48, 100, 240]
    inside = [
        0.10 + float(shape.gap(np.linspace(a, b, 500, endpoint=False)).mean())
        for a, b in pairwise(edges)
    ]
    assert means(drawn, edges) == pytest.approx(inside, abs=0.03)


def test_wordless_posts_are_exactly_neutral_and_do_not_move_the_mean() -> None:
    drawn = stream(no_drop(), 2, replace(CALM, rate=200, wordless_share=0.3))
    assert np.mean(drawn.tones == 0.0) == pytest.approx(0.3, abs=0.01)
    assert drawn.tones.mean() == pytest.approx(0.10, abs=0.01)


def test_a_spike_draws_newcomers_and_fades() -> None:
    drawn = stream(no_drop(), 6, replace(CALM, spikes=(Spike(0, 8, 12),)))
    first_day = (drawn.hours >= 0) & (drawn.hours < 24)
    day_before = (drawn.hours >= -24) & (drawn.hours < 0)
    assert first_day.sum() > 3 * day_before.sum()
    assert drawn.newcomers[first_day].mean() > drawn.newcomers[day_before].mean() + 0.2
    assert not drawn.incident_posts[drawn.hours < 0].any()
    last_day = drawn.hours >= 216
    assert drawn.incident_posts[last_day].mean() < 0.01


def test_without_a_spike_an_incident_draws_nobody() -> None:
    assert not stream(no_drop(), 6, replace(CALM, spikes=())).incident_posts.any()


def test_a_shared_mood_moves_hours_more_than_posts_alone_could() -> None:
    def spread(conditions: Conditions) -> float:
        drawn = stream(no_drop(), 8, conditions)
        return float(np.std(means(drawn, [float(h) for h in range(-336, 240, 6)])))

    assert spread(replace(CALM, rate=200, shared_sd=0.1)) > 2 * spread(replace(CALM, rate=200))


def test_authors_differ_from_each_other_only_when_they_are_made_to() -> None:
    def between(author_sd: float) -> float:
        drawn = stream(no_drop(), 9, replace(CALM, rate=200, author_sd=author_sd, regulars=40))
        known = drawn.authors < 40
        sums = np.bincount(drawn.authors[known], drawn.tones[known], 40)
        return float(np.std(sums / np.bincount(drawn.authors[known], minlength=40)))

    assert between(0.4) > 3 * between(0.0)


def test_regulars_return_and_newcomers_are_numbered_after_them() -> None:
    drawn = stream(SHAPES["exponential"], 1)
    assert ((drawn.authors >= 600) == drawn.newcomers).all()
    known = drawn.authors[~drawn.newcomers]
    assert np.unique(known).size < known.size / 5
