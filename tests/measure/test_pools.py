"""Who talks and where must not pass for what they say: composition, platforms, control."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from worlds import crowd, incident

from postmortem.measure import Audience, OwnPosts, Settings, measure
from postmortem.measure.beside.composition import regulars
from postmortem.measure.course.fit import Fit, bin_scored_posts, fit_mean
from postmortem.measure.findings.amounts import early_drop
from postmortem.measure.posts.case import Case
from postmortem.measure.posts.metric import SENTIMENT

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats
    from postmortem.model import Measures

NOBODY = OwnPosts.empty()


def joined(*audiences: Audience) -> Audience:
    return Audience(
        hours=np.concatenate([one.hours for one in audiences]),
        author=np.concatenate([one.author for one in audiences]),
        platform=np.concatenate([one.platform for one in audiences]),
        platforms=("x", "forum"),
        compound=np.concatenate([one.compound for one in audiences]),
    )


def outraged(n: int, seed: int, first_author: int) -> Audience:
    draw = np.random.default_rng(seed)
    return Audience(
        hours=draw.exponential(30.0, n),
        author=first_author + np.arange(n),
        platform=np.zeros(n, np.int16),
        platforms=("x",),
        compound=draw.uniform(-0.9, -0.5, n),
    )


@pytest.fixture(scope="module")
def flood() -> Measures:
    """Regulars say what they always say; angry strangers arrive."""
    return measure(joined(crowd(21, depth=0.0), outraged(4000, 21, 10_000)), NOBODY, incident())


def test_a_flood_of_strangers_drops_the_mean_and_not_the_regulars(flood: Measures) -> None:
    assert flood.sentiment.p_drop is not None
    assert flood.sentiment.p_drop < 0.01
    regular = flood.composition.regulars
    assert regular is not None
    assert regular.p_drop is not None
    assert regular.p_drop > 0.05
    groups = {group.name: group for group in flood.composition.groups}
    assert groups["regulars"].mean_after == pytest.approx(groups["regulars"].mean_before, abs=0.05)
    assert groups["newcomers"].mean_after is not None
    assert groups["newcomers"].mean_after < -0.3
    assert groups["newcomers"].share_after > groups["newcomers"].share_before


def test_within_and_mix_add_up_to_the_change(flood: Measures) -> None:
    split, groups = flood.composition, flood.composition.groups
    assert split.within is not None
    assert split.mix is not None
    before = sum(group.share_before * (group.mean_before or 0) for group in groups)
    after = sum(group.share_after * (group.mean_after or 0) for group in groups)
    assert (split.within.value or 0) + (split.mix.value or 0) == pytest.approx(after - before)


def test_the_same_rule_makes_a_regular_before_and_after() -> None:
    calm = crowd(22, depth=0.0, spike=0.0, authors=3000, rate=10.0)
    regular = regulars(calm, 168.0)
    known_past = calm.hours > -168
    day_after = (calm.hours >= 0) & (calm.hours < 24)
    before = known_past & (calm.hours < 0)
    assert regular[before].mean() == pytest.approx(regular[day_after].mean(), abs=0.06)
    assert not regular[calm.hours < -288].any()


def test_unknown_authors_are_nobodys_regulars() -> None:
    posts = crowd(23)
    found = measure(replace(posts, author=np.full(len(posts), -1)), NOBODY, incident())
    assert found.composition.within is None
    assert "authors" in (found.composition.reason or "")


def test_a_shift_to_a_harsher_platform_is_no_drop() -> None:
    """Simpson's paradox: nobody changes, but the harsher place talks five times as much."""
    mild = crowd(24, depth=0.0, spike=0.0)
    harsh = crowd(25, depth=0.0, spike=5.0)
    harsh = replace(
        harsh,
        compound=np.clip(harsh.compound - 0.6, -1, 1),
        author=harsh.author + 5000,
        platform=np.ones(len(harsh), np.int16),
        platforms=("x", "forum"),
    )
    posts = joined(mild, harsh)
    found = measure(posts, NOBODY, incident())
    assert found.sentiment.status == "no_drop"
    assert "platform-mix" in {caveat.code for caveat in found.warnings}
    assert set(found.platforms) == {"x", "forum"}
    assert all(one.status == "no_drop" for one in found.platforms.values())
    after = posts.compound[(posts.hours >= 0) & (posts.hours < 24)].mean()
    assert after < posts.compound[posts.hours < 0].mean() - 0.1


def test_a_platform_without_a_past_is_left_out_and_said_so() -> None:
    forum = replace(
        outraged(500, 26, 9000), platform=np.ones(500, np.int16), platforms=("x", "forum")
    )
    posts = joined(crowd(26), forum)
    found = measure(posts, NOBODY, incident())
    assert "platform-without-baseline" in {caveat.code for caveat in found.warnings}
    assert found.platforms["forum"].status == "insufficient_data"


def shared_mood(seed: int) -> Floats:
    """Return a mood of everybody's, one value every two hours from −312 to 150."""
    draw = np.random.default_rng(seed)
    steps = draw.normal(0, 0.06, 231)
    mood = np.zeros(231)
    for i in range(1, 231):
        mood[i] = 0.95 * mood[i - 1] + steps[i]
    return mood


def lifted(posts: Audience, mood: Floats) -> Audience:
    place = np.clip(((posts.hours + 312) / 2).astype(int), 0, len(mood) - 1)
    return replace(posts, compound=np.clip(posts.compound + mood[place], -1, 1))


def test_a_control_that_shares_the_mood_narrows_the_answer() -> None:
    mood = shared_mood(3)
    brand = lifted(crowd(27, depth=0.4, spread=0.2), mood)
    rival = lifted(crowd(28, depth=0.0, spike=0.0, spread=0.2), mood)
    alone = measure(brand, NOBODY, incident())
    beside = measure(brand, NOBODY, incident(), control=rival)
    assert beside.control is not None
    assert beside.control.coefficient is not None
    assert beside.control.coefficient.value == pytest.approx(1.0, abs=0.25)
    assert alone.control is None

    def width(found: Measures) -> float:
        area = found.sentiment.area_lost
        assert area is not None
        assert area.high is not None
        assert area.low is not None
        return area.high - area.low

    assert width(beside) < 0.8 * width(alone)
    apart = beside.control.difference_in_differences
    assert apart is not None
    assert apart.low is not None
    assert apart.high is not None
    assert apart.high < 0


def test_a_control_that_fell_too_takes_the_drop_with_it_and_is_warned_about() -> None:
    mood = shared_mood(3)
    brand = lifted(crowd(29, depth=0.4, spread=0.2), mood)
    rival = lifted(crowd(30, depth=0.4, spike=0.0, spread=0.2), mood)
    found = measure(brand, NOBODY, incident(), control=rival)
    assert found.control is not None
    assert found.control.p_drop is not None
    assert found.control.p_drop < 0.05
    assert "control-moved" in {caveat.code for caveat in found.warnings}
    assert found.sentiment.early_drop is not None
    assert found.sentiment.early_drop.value is not None
    assert found.sentiment.early_drop.value < 0.15


def told_of_the_control(brand: Audience) -> str:
    found = measure(brand, NOBODY, incident(), control=crowd(30, depth=0.4, spike=0.0, spread=0.2))
    (said,) = [caveat.text for caveat in found.warnings if caveat.code == "control-moved"]
    return said


def test_a_control_drops_too_only_where_the_brand_dropped() -> None:
    fell = told_of_the_control(crowd(29, depth=0.9, spread=0.2))
    assert fell.startswith("The control dropped too: ")
    calm = told_of_the_control(crowd(29, depth=0.0, spike=0.0))
    assert calm.startswith("The control dropped, and the brand shows no drop ")
    assert "brand lost" not in calm
    nobody_before = crowd(29)
    unknown = told_of_the_control(nobody_before.where(nobody_before.hours > -0.2))
    assert unknown.endswith("Whether the brand dropped is not known.")
    assert " too" not in unknown


def test_a_control_with_a_mood_of_its_own_leaves_the_drop_alone() -> None:
    rival = crowd(30, depth=0.4, spike=0.0)
    posts = crowd(29)
    asked = Case(
        audience=posts.in_order(),
        observed_hours=150.0,
        settings=Settings(),
        control=rival.in_order(),
    )
    fit = fit_mean(SENTIMENT, bin_scored_posts(asked))
    assert isinstance(fit, Fit)
    drop = early_drop(fit, Settings())
    assert drop is not None
    assert drop.low is not None
    assert drop.high is not None
    assert drop.low < 12 * 0.5 * (1 - np.exp(-0.5)) / 6 < drop.high


def test_a_control_of_a_few_posts_is_no_regressor_and_says_why() -> None:
    rival = crowd(31, rate=0.05, spike=0.0)
    found = measure(crowd(31), NOBODY, incident(), control=rival)
    assert found.control is not None
    assert found.control.coefficient is None
    assert found.control.reason
    assert found.sentiment.status in ("recovered", "probably_recovered")
