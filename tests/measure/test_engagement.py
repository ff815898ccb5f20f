"""Engagement is a ratio of means at one age of post, and honest about what it could not compare."""

from __future__ import annotations

import numpy as np
import pytest
from worlds import BEGAN

from postmortem.measure import OwnPosts, Settings, total_engagement
from postmortem.measure.clusters import clumped
from postmortem.measure.engagement import engagement

RULES = Settings()


def own(seed: int, ratio: float = 1.0, *, n: int = 200, age: float = 500.0) -> OwnPosts:
    draw = np.random.default_rng(seed)
    hours = np.sort(draw.uniform(-700, 500, n))
    impressions = draw.lognormal(7, 0.6, n)
    rate = 0.05 * np.where(hours >= 0, ratio, 1.0) * draw.lognormal(0, 0.5, n)
    return OwnPosts(
        hours=hours,
        engagement=draw.poisson(impressions * rate).astype(float),
        impressions=impressions,
        followers=np.full(n, 10_000.0),
        age_hours=np.full(n, age),
        account=np.zeros(n, np.int64),
    )


def test_a_true_halving_is_inside_the_interval() -> None:
    found = engagement(own(1, 0.5), BEGAN, RULES)
    for ratio in (found.per_post, found.per_impression, found.per_follower):
        assert ratio is not None
        assert ratio.low is not None
        assert ratio.high is not None
        assert ratio.low < 0.5 < ratio.high < 1.0


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    hits = 0
    for seed in range(200):
        ratio = engagement(own(seed), BEGAN, RULES).per_impression
        assert ratio is not None
        assert ratio.low is not None
        assert ratio.high is not None
        hits += ratio.low <= 1.0 <= ratio.high
    assert 165 <= hits <= 195


def test_young_posts_are_not_compared_and_the_share_is_told() -> None:
    posts = own(3)
    young = np.where(posts.hours > 300, 12.0, 500.0)
    aged = OwnPosts(
        hours=posts.hours,
        engagement=np.where(posts.hours > 300, 0.0, posts.engagement),
        impressions=posts.impressions,
        followers=posts.followers,
        age_hours=young,
        account=posts.account,
    )
    found = engagement(aged, BEGAN, RULES)
    assert found.coverage == pytest.approx(float((young >= 48).mean()))
    assert found.per_post is not None
    assert found.per_post.value == pytest.approx(1.0, abs=0.3)


def test_posts_whose_age_nobody_knows_are_not_compared() -> None:
    found = engagement(own(4, age=float("nan")), BEGAN, RULES)
    assert found.per_post is None
    assert "old when its counts" in (found.reason or "")


def test_missing_impressions_are_missing_and_not_zero() -> None:
    posts = own(5)
    blind = OwnPosts(
        hours=posts.hours,
        engagement=posts.engagement,
        impressions=np.full(len(posts), np.nan),
        followers=posts.followers,
        age_hours=posts.age_hours,
        account=posts.account,
    )
    found = engagement(blind, BEGAN, RULES)
    assert found.per_post is not None
    assert found.per_impression is None


def test_four_posts_after_are_too_few() -> None:
    posts = own(6)
    few = posts.hours < np.sort(posts.hours[posts.hours >= 0])[4]
    found = engagement(
        OwnPosts(
            hours=posts.hours[few],
            engagement=posts.engagement[few],
            impressions=posts.impressions[few],
            followers=posts.followers[few],
            age_hours=posts.age_hours[few],
            account=posts.account[few],
        ),
        BEGAN,
        RULES,
    )
    assert found.per_post is None
    assert found.reason == "4 comparable own posts after the incident; 5 are needed."


def test_no_count_at_all_is_not_zero_engagement() -> None:
    nothing = np.full(3, np.nan)
    assert np.isnan(total_engagement(nothing, nothing)).all()
    assert total_engagement(nothing, np.array([1.0, 2.0, 0.0])).tolist() == [1.0, 2.0, 0.0]


def test_copies_by_one_author_are_not_independent_evidence() -> None:
    draw = np.random.default_rng(7)
    influence = draw.normal(size=400)
    block = np.repeat(np.arange(40), 10)
    alone = clumped(influence, np.arange(400), block)
    copied = clumped(np.repeat(influence, 5) / 5, np.repeat(np.arange(400), 5), np.repeat(block, 5))
    assert alone is not None
    assert copied is not None
    assert copied.variance == pytest.approx(alone.variance, rel=0.05)
