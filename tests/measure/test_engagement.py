"""Engagement is a ratio of means at one age of post, and honest about what it could not compare."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from worlds import BEGAN

from postmortem.measure import OwnPosts, Settings, total_engagement
from postmortem.measure.beside.engagement import engagement
from postmortem.measure.posts.clusters import spread_of

if TYPE_CHECKING:
    from postmortem.model import EngagementKind

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


def kinds_of(posts: OwnPosts, **counts: object) -> dict[str, EngagementKind]:
    found = engagement(replace(posts, counts=counts), BEGAN, RULES)  # type: ignore[arg-type]
    return {kind.name: kind for kind in found.kinds}


def test_each_kind_has_its_own_ratio_while_the_sum_hides_both() -> None:
    posts = own(8, n=400)
    likes = np.where(posts.hours >= 0, 50.0, 100.0)
    replies = np.where(posts.hours >= 0, 60.0, 10.0)
    both = replace(posts, engagement=likes + replies)
    found = kinds_of(both, likes=likes, replies=replies)
    assert found["likes"].ratio is not None
    assert found["replies"].ratio is not None
    assert found["likes"].ratio.value == pytest.approx(0.5)
    assert found["replies"].ratio.value == pytest.approx(6.0)
    whole = engagement(both, BEGAN, RULES).per_post
    assert whole is not None
    assert whole.value == pytest.approx(1.0)


def test_one_post_that_everybody_shared_moves_no_median() -> None:
    posts = own(9, n=400)
    shares = np.full(len(posts), 10.0)
    shares[-1] = 1e6
    found = kinds_of(posts, reposts=shares)["reposts"]
    assert found.after is not None
    assert (found.after.value, found.after.low, found.after.high) == (10.0, 10.0, 10.0)
    assert found.ratio is not None
    assert (found.ratio.value or 0.0) > 100


def test_a_kind_is_drawn_against_its_own_median_of_before() -> None:
    posts = own(10, n=900)
    likes = np.where(posts.hours >= 0, 30.0, 120.0)
    kind = kinds_of(posts, likes=likes)["likes"]
    series = kind.series
    assert {p.value for p in series if p.hours < 0} == {100.0}
    assert {p.value for p in series if p.hours >= 0} == {25.0}
    assert all(p.start == BEGAN + timedelta(hours=p.hours) for p in series)
    assert sum(p.n for p in series) == kind.n_before + kind.n_after


def test_a_few_posts_in_a_bin_have_no_quartiles() -> None:
    posts = own(11, n=60)
    series = kinds_of(posts, likes=np.arange(60.0) + 1)["likes"].series
    assert {p.low is None for p in series if 0 < p.n < 5} <= {True}
    assert {p.low is None for p in series if p.n >= 5} == {False}


def test_a_kind_no_export_carries_is_not_told_and_one_carried_by_some_says_by_how_many() -> None:
    posts = own(12)
    nothing = np.full(len(posts), np.nan)
    half = np.where(np.arange(len(posts)) % 2, 7.0, np.nan)
    found = kinds_of(posts, saves=nothing, likes=half)
    assert set(found) == {"likes"}
    assert found["likes"].coverage == 0.5
    assert found["likes"].n_before + found["likes"].n_after <= len(posts) / 2


def test_too_few_posts_with_a_kind_give_a_reason_and_no_figure() -> None:
    posts = own(13)
    late = np.flatnonzero(posts.hours >= 0)
    rare = np.where(posts.hours < 0, 3.0, np.nan)
    rare[late[:3]] = 9.0
    found = kinds_of(posts, quotes=rare)["quotes"]
    assert found.after is None
    assert found.ratio is None
    assert found.reason == "3 comparable own posts with quotes after the incident; 5 are needed."


def test_what_most_posts_never_get_has_no_index() -> None:
    posts = own(14)
    seldom = np.where(np.arange(len(posts)) % 10 == 0, 1.0, 0.0)
    found = kinds_of(posts, quotes=seldom)["quotes"]
    assert found.series == ()
    assert found.ratio is not None
    assert "no index" in (found.reason or "")
    never = kinds_of(posts, quotes=np.zeros(len(posts)))["quotes"]
    assert never.ratio is None
    assert never.reason == "No comparable own post before the incident got any quotes."


def test_copies_by_one_author_are_not_independent_evidence() -> None:
    draw = np.random.default_rng(7)
    influence = draw.normal(size=400)
    block = np.repeat(np.arange(40), 10)
    alone = spread_of(influence, np.arange(400), block)
    copied = spread_of(
        np.repeat(influence, 5) / 5, np.repeat(np.arange(400), 5), np.repeat(block, 5)
    )
    assert alone is not None
    assert copied is not None
    assert copied.variance == pytest.approx(alone.variance, rel=0.05)


def test_hours_of_one_mood_are_not_independent_evidence_either() -> None:
    draw = np.random.default_rng(8)
    mood, author = np.repeat(draw.normal(size=40), 10), np.arange(400)
    together = spread_of(mood + draw.normal(size=400), author, np.repeat(np.arange(40), 10))
    shuffled = spread_of(mood + draw.normal(size=400), author, draw.permutation(400) // 10)
    assert together is not None
    assert shuffled is not None
    assert together.variance > 3 * shuffled.variance
    assert together.freedom == 39


def test_a_busy_author_and_a_common_hour_both_widen_the_interval() -> None:
    draw = np.random.default_rng(9)
    author, block = np.repeat(np.arange(20), 20), np.tile(np.arange(20), 20)
    clumps = draw.normal(size=20)[author] + draw.normal(size=20)[block] + draw.normal(size=400)
    both = spread_of(clumps, author, block)
    one = spread_of(clumps, np.arange(400), block)
    assert both is not None
    assert one is not None
    assert both.variance > 1.3 * one.variance
