"""Exports with holes: what was normal is told from the newest posts there are."""

from __future__ import annotations

import numpy as np

from postmortem.measure import Audience, Settings
from postmortem.measure.posts.gates import baseline_gate, baseline_posts, spell


def posts(hours: list[float]) -> Audience:
    count = len(hours)
    return Audience(
        hours=np.array(hours),
        author=np.arange(count),
        platform=np.zeros(count, np.int16),
        platforms=("x",),
        compound=np.full(count, 0.1),
    )


def test_a_wave_two_months_before_is_named_by_the_hours_it_covers() -> None:
    wave = posts([-1340.0 + 17.0 * step / 500 for step in range(500)])
    kept = wave.where(baseline_posts(wave.hours, Settings()))
    assert len(kept) == 500
    assert baseline_gate(spell(kept), authors_matter=True) == (
        "17 hours of posts before the incident; 3 days are needed to know what was normal."
    )


def test_older_posts_are_no_baseline_where_newer_ones_are() -> None:
    both = posts([-1340.0, -1339.0, -30.0, -20.0])
    assert baseline_posts(both.hours, Settings()).tolist() == [False, False, True, True]
