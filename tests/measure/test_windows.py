"""Plain windows: always given, with intervals that know that posts clump."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from worlds import BEGAN, crowd

from postmortem.measure import Settings
from postmortem.measure.beside.windows import windows


def test_windows_are_cut_at_the_end_of_the_data() -> None:
    posts = crowd(51)
    named = {
        one.name: one for one in windows(posts.where(posts.hours < 30), 30.0, BEGAN, Settings())
    }
    assert named["first_48h"].ends_at == BEGAN + timedelta(hours=30)
    assert named["last_48h"].starts_at == BEGAN
    assert named["first_12h"].ends_at == BEGAN + timedelta(hours=12)


def test_a_window_knows_its_posts_authors_and_rate() -> None:
    posts = crowd(52)
    found = {one.name: one for one in windows(posts, 150.0, BEGAN, Settings())}["first_48h"]
    inside = (posts.hours >= 0) & (posts.hours <= 48)
    assert found.n == int(inside.sum())
    assert found.authors == len(np.unique(posts.author[inside]))
    assert found.per_hour == pytest.approx(found.n / 48)
    assert found.sentiment is not None
    assert found.sentiment.value == pytest.approx(float(posts.compound[inside].mean()))


def test_one_person_saying_it_a_hundred_times_widens_the_interval() -> None:
    posts = crowd(53, spread=0.6)
    few = replace(posts, author=posts.author % 12)
    tempers = np.random.default_rng(1).normal(0, 0.4, 12)
    moody = replace(few, compound=np.clip(few.compound + tempers[few.author], -1, 1))
    strangers = replace(moody, author=np.arange(len(moody)))

    def width(audience: object) -> float:
        found = windows(audience, 150.0, BEGAN, Settings())[0].sentiment  # type: ignore[arg-type]
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        return found.high - found.low

    assert width(moody) > 2 * width(strangers)


def test_a_share_stays_between_nothing_and_all() -> None:
    posts = crowd(54, depth=0.0, spread=0.05)
    share = windows(posts, 150.0, BEGAN, Settings())[0].negative_share
    assert share is not None
    assert share.low is None or share.low >= 0
    assert share.high is None or share.high <= 1
