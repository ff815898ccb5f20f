"""What a measurement is given: arrays of posts, and the rules it is asked to follow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.posts.ordering import order_of
from postmortem.model.estimate import LEVEL, Estimate
from postmortem.model.rule import (
    ENGAGEMENT_AGE_HOURS,
    GUARD_HOURS,
    HOLD_HOURS,
    MARGIN,
    VOLUME_MARGIN,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from postmortem.measure.posts.arrays import Bools, Floats, Ints

UNKNOWN_AUTHOR = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Posts of everybody but the brand: arrays of one length, in any order.

    A post without a score (`compound` is NaN) counts for volume and never for sentiment.
    """

    hours: Floats
    """Since the incident began; negative before it."""
    author: Ints
    """Codes from 0; `UNKNOWN_AUTHOR` where the export names none."""
    platform: NDArray[np.int16]
    """Index into `platforms`."""
    platforms: tuple[str, ...]
    compound: Floats
    """−1…1; NaN where unscored."""

    def __post_init__(self) -> None:
        sizes = {len(self.hours), len(self.author), len(self.platform), len(self.compound)}
        if len(sizes) > 1:
            raise ValueError(f"Audience arrays differ in length: {sorted(sizes)}.")
        if len(self.platform) and int(self.platform.max()) >= len(self.platforms):
            raise ValueError(f"Audience names {len(self.platforms)} platforms, and its posts more.")
        if not np.isfinite(self.hours).all():
            raise ValueError("Every post of an Audience has a time.")

    def __len__(self) -> int:
        return len(self.hours)

    @property
    def scored(self) -> Bools:
        """Which posts carry a score."""
        return ~np.isnan(self.compound)

    @property
    def authors_known(self) -> bool:
        """Whether any post names its author."""
        return bool(np.any(self.author != UNKNOWN_AUTHOR))

    def where(self, keep: Bools) -> Audience:
        """Return the posts marked in `keep`."""
        if keep.all():
            return self
        return replace(
            self,
            hours=self.hours[keep],
            author=self.author[keep],
            platform=self.platform[keep],
            compound=self.compound[keep],
        )

    def shift(self, hours: float) -> Audience:
        """Return the same posts, told from an incident that began `hours` later."""
        return replace(self, hours=self.hours - hours)

    def in_order(self) -> Audience:
        """Return the posts sorted by time, so that no result depends on the order of rows."""
        rows = order_of(self.hours, self.platform, self.author, self.compound)
        return self if (np.diff(rows) == 1).all() else self._take(rows)

    def _take(self, rows: Ints) -> Audience:
        """Return the posts at `rows`, in that order."""
        return replace(
            self,
            hours=self.hours[rows],
            author=self.author[rows],
            platform=self.platform[rows],
            compound=self.compound[rows],
        )

    @classmethod
    def empty(cls) -> Audience:
        """Return an audience that said nothing."""
        return cls(
            hours=np.empty(0),
            author=np.empty(0, np.int64),
            platform=np.empty(0, np.int16),
            platforms=(),
            compound=np.empty(0),
        )


def total_engagement(*counts: Floats) -> Floats:
    """Add likes, replies, shares, saves; NaN only where a post has no count at all.

    >>> total_engagement(np.array([1.0, np.nan]), np.array([np.nan, np.nan])).tolist()
    [1.0, nan]
    """
    rows = np.vstack(counts)
    return np.where(np.isnan(rows).all(axis=0), np.nan, np.nansum(rows, axis=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPosts:
    """The brand's own posts: arrays of one length, in any order; NaN where the export is silent."""

    hours: Floats
    engagement: Floats
    """Likes + replies + shares + saves (`total_engagement`)."""
    impressions: Floats
    followers: Floats
    age_hours: Floats
    """How old the post was when its counts were observed."""
    account: Ints
    counts: Mapping[str, Floats] = field(default_factory=dict)
    """The parts of `engagement` by name (`likes`, `replies`, …)."""

    def __post_init__(self) -> None:
        lengths = (self.hours, self.engagement, self.impressions, self.followers, self.age_hours)
        sizes = {len(array) for array in (*lengths, *self.counts.values())} | {len(self.account)}
        if len(sizes) > 1:
            raise ValueError(f"OwnPosts arrays differ in length: {sorted(sizes)}.")

    def __len__(self) -> int:
        return len(self.hours)

    @classmethod
    def empty(cls) -> OwnPosts:
        """Return a brand that posted nothing."""
        nothing = np.empty(0)
        return cls(
            hours=nothing,
            engagement=nothing,
            impressions=nothing,
            followers=nothing,
            age_hours=nothing,
            account=np.empty(0, np.int64),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The rules of a measurement. The defaults are the pre-registered ones."""

    margin: float = MARGIN
    """How far on the bad side still counts as back, for sentiment and negative share."""
    volume_margin: float = VOLUME_MARGIN
    """The same for volume, as a share of the expected number of posts."""
    hold_hours: float = HOLD_HOURS
    """How long it must stay back: a full daily cycle."""
    guard_hours: float = GUARD_HOURS
    """Hours before the incident left out of the baseline, for a story that leaked early."""
    level: float = LEVEL
    exclusions: tuple[tuple[float, float], ...] = ()
    """Spans (from, to) in hours since the incident that are no baseline: earlier incidents."""
    engagement_age: float = ENGAGEMENT_AGE_HOURS
    """Own posts younger than this when observed are not compared: they were still collecting."""
    seed: int = 0
    volume_usable: bool = True
    """False where the export is capped or sampled, so that counting its posts means nothing."""
    volume_notes: tuple[str, ...] = ()
    """Why, in sentences."""

    @property
    def z(self) -> float:
        """Half-width of an interval of `level`, in standard errors."""
        return NormalDist().inv_cdf((1 + self.level) / 2)

    def estimate(self, value: float, se: float) -> Estimate:
        """Return `value` with its interval, from a standard error in the same unit."""
        half = self.z * se
        return Estimate(value, value - half, value + half, self.level)
