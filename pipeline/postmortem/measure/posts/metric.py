"""The three audience metrics, and how the engine's scale turns into the reader's.

The engine has one orientation (higher is better) and one unit (a margin of 0.05 is a usual one):
sentiment enters as it is, negative share with its sign turned, volume as minus its logarithm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import numpy as np

from postmortem.model.rule import MARGIN, NEGATIVE, VOLUME_MARGIN

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats
    from postmortem.measure.posts.inputs import Settings
    from postmortem.model import MetricName


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A measured quantity. Levels and gaps below are in engine units unless said otherwise."""

    name: MetricName
    unit: str
    scale: float = 1.0
    """Reader's units (log posts for volume) in one engine unit."""
    smearing: float = 1.0
    """Duan's factor: mean of counts ÷ exp(mean of log counts), so that volume is in plain posts."""

    @property
    def is_count(self) -> bool:
        """Whether posts are counted, on a scale of ratios, rather than their scores averaged."""
        match self.name:
            case "volume":
                return True
            case "sentiment" | "negative_share":
                return False
            case _:
                assert_never(self.name)

    def margin(self, settings: Settings) -> float:
        """Return the margin of this metric in engine units."""
        return self.engine_margin(self.reported_margin(settings))

    def reported_margin(self, settings: Settings) -> float:
        """Return the margin as the reader sets it: points, or for volume a share of expected."""
        return settings.volume_margin if self.is_count else settings.margin

    def engine_margin(self, margin: float) -> float:
        """Turn a reader's margin into engine units."""
        return math.log1p(margin) / self.scale if self.is_count else margin

    def level(self, engine: Floats) -> Floats:
        """Turn an engine level into the reader's: mean compound, share, posts per hour."""
        match self.name:
            case "sentiment":
                return np.clip(engine, -1.0, 1.0)
            case "negative_share":
                return np.clip(-engine, 0.0, 1.0)
            case "volume":
                return self.smearing * np.exp(np.clip(-engine * self.scale, -30.0, 30.0))
            case _:
                assert_never(self.name)

    def loss(self, expected: Floats, gap: Floats) -> Floats:
        """Return how much worse than `expected` a `gap` is, in reader's units; positive is bad."""
        if not self.is_count:
            return -gap
        return self.level(expected) * np.expm1(np.clip(-gap * self.scale, -30.0, 30.0))

    def loss_slope(self, expected: Floats, gap: Floats) -> Floats:
        """Return the derivative of `loss` by `gap`."""
        if not self.is_count:
            return np.full_like(gap, -1.0)
        return -self.scale * self.level(expected + gap)

    @property
    def worse(self) -> int:
        """Return the sign, in reader's units, of a change for the worse."""
        match self.name:
            case "sentiment":
                return -1
            case "negative_share" | "volume":
                return 1
            case _:
                assert_never(self.name)


SENTIMENT = Metric(name="sentiment", unit="mean compound, −1…1")
NEGATIVE_SHARE = Metric(name="negative_share", unit="share of scored posts, 0…1")
VOLUME = Metric(name="volume", unit="posts per hour", scale=math.log1p(VOLUME_MARGIN) / MARGIN)


def engine_values(metric: Metric, compound: Floats) -> Floats:
    """Turn scored compounds into engine values of `metric`.

    >>> engine_values(NEGATIVE_SHARE, np.array([-0.4, 0.0])).tolist()
    [-1.0, 0.0]
    """
    match metric.name:
        case "sentiment":
            return compound
        case "negative_share":
            return np.where(compound <= NEGATIVE, -1.0, 0.0)
        case "volume":
            raise ValueError("Posts are counted for volume: their scores say nothing of it.")
        case _:
            assert_never(metric.name)
