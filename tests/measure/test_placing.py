"""Posts find their bin and their number without being sorted, as if they had been."""

from __future__ import annotations

import numpy as np
import pytest

from postmortem.measure.posts.buckets import buckets
from postmortem.measure.posts.codes import renumber, sizes
from postmortem.measure.posts.placing import bin_of

DRAW = np.random.default_rng(3)
EDGES = np.array([-4.0, -2.0, 0.0, 0.5, 3.0])


@pytest.mark.parametrize("hours", [DRAW.uniform(-6, 5, 500), np.repeat(EDGES, 3), np.empty(0)])
def test_the_bin_of_an_hour_does_not_depend_on_the_order_of_hours(hours: np.ndarray) -> None:
    ordered = np.sort(hours)
    expected = np.clip(np.searchsorted(EDGES, ordered, side="right") - 1, 0, 3)
    np.testing.assert_array_equal(bin_of(EDGES, ordered), expected)
    np.testing.assert_array_equal(bin_of(EDGES, ordered[::-1]), expected[::-1])


@pytest.mark.parametrize("apart", [1, 10**9], ids=["codes close together", "codes far apart"])
def test_groups_are_numbered_and_counted_in_the_order_of_their_codes(apart: int) -> None:
    codes = DRAW.integers(-3, 40, 300) * apart
    _, number, count = np.unique(codes, return_inverse=True, return_counts=True)
    np.testing.assert_array_equal(renumber(codes), number)
    np.testing.assert_array_equal(sizes(codes), count)


def test_nobody_is_in_no_group() -> None:
    assert len(renumber(np.empty(0, np.int64))) == 0
    assert len(sizes(np.empty(0, np.int64))) == 0


def test_posts_out_of_order_are_refused_and_not_cut_at_a_wrong_place() -> None:
    hours = np.array([-3.0, 2.0, -1.0])
    with pytest.raises(ValueError, match="order of time"):
        buckets(hours, np.arange(3), EDGES)
    assert buckets(np.sort(hours), np.arange(3), EDGES).cut == 2
