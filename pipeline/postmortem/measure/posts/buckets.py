"""Posts put into bins once, for every metric that is a mean over posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from postmortem.measure.posts.bins import BinnedSeries
from postmortem.measure.posts.codes import renumber
from postmortem.measure.posts.placing import bin_of, own_author
from postmortem.measure.posts.season import harmonics
from postmortem.measure.posts.variance import Components, components, spread_within

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats, Ints


@dataclass(frozen=True, slots=True)
class Buckets:
    """Which bin and author each post belongs to, and how much bins share their authors.

    `overlap[i, j]` is Σ_a w_ai w_aj with w_ai the share of bin i's weight that author a holds: the
    exact covariance, across bins too, of a unit author effect. It is why no author bootstrap runs.
    """

    edges: Floats
    bin: Ints
    author: Ints
    weight: Floats
    """Share of the post in its bin's mean; sums to one a bin."""
    n: Floats
    overlap: Floats
    cut: int
    """How many posts lie in bins before the incident: they come first."""

    @property
    def centre(self) -> Floats:
        """Middle of each bin, hours since the incident."""
        middle: Floats = (self.edges[:-1] + self.edges[1:]) / 2
        return middle


def buckets(hours: Floats, author: Ints, edges: Floats, weight: Floats | None = None) -> Buckets:
    """Sort posts, given in order of time, into bins; every post must lie within the edges.

    `weight` is a relative weight a post (platform standardisation); equal when absent. Raises
    ValueError for posts in any other order, because they would be cut at a wrong place.
    """
    count = len(edges) - 1
    place = bin_of(edges, hours)
    if (np.diff(place) < 0).any():
        raise ValueError("posts must be given in order of time")
    total = np.bincount(place, weights=weight, minlength=count)
    share = (1.0 if weight is None else weight) / total[place]
    codes = renumber(own_author(author))
    # authors as rows: posts come in order of time, so each row is sorted as it is filled
    membership = sparse.coo_matrix(
        (share, (codes, place)), shape=(int(codes.max(initial=0)) + 1, count)
    ).tocsr()
    return Buckets(
        edges=edges,
        bin=place,
        author=codes,
        weight=share,
        n=np.bincount(place, minlength=count).astype(float),
        overlap=(membership.T @ membership).toarray(),
        cut=int(np.searchsorted(place, np.searchsorted(edges[:-1] + edges[1:], 0.0))),
    )


def binned_means(posts: Buckets, value: Floats, *, weekly: bool) -> BinnedSeries:
    """Return the mean of `value` in each bin, with the covariance of those means."""
    count = len(posts.edges) - 1
    mean = np.bincount(posts.bin, weights=posts.weight * value, minlength=count).astype(float)
    mean[posts.n == 0] = np.nan
    squares = np.bincount(posts.bin, weights=posts.weight**2, minlength=count)
    noise = _noise(posts, value[: posts.cut], weekly=weekly)
    since = _post_spread(posts, value[posts.cut :], noise)
    within = np.where(posts.centre < 0, noise.post, since)
    return BinnedSeries(
        posts.edges, posts.n, mean, posts.overlap * noise.author + np.diag(within * squares)
    )


def _noise(posts: Buckets, values: Floats, *, weekly: bool) -> Components:
    """Return the variance components of baseline posts around their daily and weekly course."""
    design = harmonics(posts.centre, np.diff(posts.edges), weekly=weekly)
    place, author = posts.bin[: posts.cut], posts.author[: posts.cut]
    n = np.bincount(place, minlength=len(design)).astype(float)
    total = np.bincount(place, weights=values, minlength=len(design))
    course = np.linalg.lstsq(design.T @ (design * n[:, None]), design.T @ total, rcond=None)[0]
    return components(values - (design @ course)[place], author)


def _post_spread(posts: Buckets, values: Floats, noise: Components) -> float:
    """Return the per-post variance since the incident: opinions spread when people are angry."""
    total = spread_within(posts.bin[posts.cut :], values)
    if total is None:
        return noise.post
    return max(total - noise.author, 0.25 * total)
