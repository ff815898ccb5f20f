"""Small made-up audiences with a known fall and return, for tests of the measure room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure import Audience
from postmortem.model import Event, Incident

if TYPE_CHECKING:
    from postmortem.measure.posts.arrays import Floats

BEGAN = datetime(2026, 3, 12, 13, 20, tzinfo=UTC)


def incident(*apologies: float, kind: str = "apology") -> Incident:
    """Return an incident with events of one kind at hours after it began."""
    events = tuple(
        Event(kind=kind, at=BEGAN + timedelta(hours=hours))  # type: ignore[arg-type]
        for hours in apologies
    )
    return Incident(id="made-up", title="Made up", began_at=BEGAN, events=events)


def healing(t: Floats, depth: float = 0.5, hours: float = 24.0) -> Floats:
    """Return a fall of `depth` at the incident that heals exponentially."""
    return np.where(t >= 0, -depth * np.exp(-np.maximum(t, 0) / hours), 0.0)


def crowd(
    seed: int,
    *,
    rate: float = 20.0,
    before: float = 312.0,
    after: float = 150.0,
    depth: float = 0.5,
    hours: float = 24.0,
    spread: float = 0.3,
    authors: int = 800,
    spike: float = 3.0,
) -> Audience:
    """Return posts whose mean tone falls by `depth` and heals, without any wobble of mood."""
    draw = np.random.default_rng(seed)
    quiet = draw.uniform(-before, after, draw.poisson(rate * (before + after)))
    extra = draw.exponential(24.0, draw.poisson(rate * 24.0 * spike))
    t = np.concatenate([quiet, extra[extra < after]])
    tone = 0.1 + healing(t, depth, hours) + draw.normal(0, spread, len(t))
    return Audience(
        hours=t,
        author=draw.integers(0, authors, len(t)),
        platform=np.zeros(len(t), np.int16),
        platforms=("x",),
        compound=np.clip(tone, -1, 1),
    )
