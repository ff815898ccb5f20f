"""Made-up streams of posts whose true recovery is known, for the validation study.

A stream has negative binomial hourly volume with a daily and weekly cycle and a spike of mostly
new voices, authors with tempers and habits of their own, a shared mood that wobbles with memory
(and drifts, where asked), Beta-shaped scores, and a known effect of the incident on them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from postmortem.measure import Audience

Floats = NDArray[np.float64]
Effect = Callable[[Floats], Floats]

_STEP = 0.25
_SCORE_SHARPNESS = 2.5
"""Sum of the Beta parameters: a score's sd is about 0.55."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything about a stream but the effect of the incident on its tone."""

    rate: float = 30.0
    """Posts per hour in quiet times."""
    before_days: float = 14.0
    after_days: float = 10.0
    spike: float = 4.0
    """Extra volume at the incident, in quiet volumes."""
    spike_hours: float = 24.0
    author_sd: float = 0.2
    activity_sd: float = 1.0
    regulars: int = 600
    newcomer_share: float = 0.3
    wobble: float = 0.03
    memory: float = 5.0
    drift: float = 0.0
    """Per √hour."""
    daily: float = 0.05
    weekly: float = 0.02
    level: float = 0.10
    outraged: float | None = None
    """Tone of the spike's newcomers against everybody's, when only they are angry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A kind of incident."""

    name: str
    effect: Effect
    world: World = field(default_factory=World)
    group: str = "smooth"
    apology: float | None = None
    """Hours to a known event that the measurement is told of."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Posts, and where they end."""

    audience: Audience
    ends: float


def decay(depth: float, hours: float) -> Effect:
    """Return a fall of `depth` that heals exponentially."""
    return lambda t: np.where(t >= 0, -depth * np.exp(-np.maximum(t, 0) / hours), 0.0)


def nothing(t: Floats) -> Floats:
    """Return no effect at all."""
    return np.zeros_like(t)


def true_hours(effect: Effect, margin: float = 0.05, hold: float = 24.0) -> float:
    """Return the first hour after the trough from which the effect stays within `margin`."""
    step = 0.05
    t = np.arange(0, 2000 + hold, step)
    good = effect(t) >= -margin
    if good.all():
        return 0.0
    bad = np.concatenate([[0], np.cumsum(~good)])
    span = round(hold / step)
    start = np.arange(len(t) - span)
    held = good[: len(start)] & (bad[start + span] == bad[start]) & (start >= np.argmax(~good))
    return float(t[np.argmax(held)]) if held.any() else np.inf


def true_fraction(effect: Effect, left: float) -> float:
    """Return when the effect had shrunk to `left` of its deepest, for six hours."""
    t = np.arange(0, 2000, 0.05)
    gap = effect(t)
    deepest = int(np.argmin(gap))
    good = gap >= left * gap[deepest]
    bad = np.concatenate([[0], np.cumsum(~good)])
    start = np.arange(len(t) - 120)
    held = good[: len(start)] & (bad[start + 120] == bad[start]) & (start >= deepest)
    return float(t[np.argmax(held)]) if held.any() else np.inf


def stream(scenario: Scenario, seed: int) -> Stream:
    """Return the stream of `scenario` that belongs to `seed`."""
    draw = np.random.default_rng([seed, sum(map(ord, scenario.name))])
    world = scenario.world
    t = np.arange(-world.before_days * 24, world.after_days * 24, _STEP) + _STEP / 2
    phase = draw.uniform(0, 168)
    spike = np.where(t >= 0, 1 + world.spike * np.exp(-np.maximum(t, 0) / world.spike_hours), 1.0)
    count = _counts(world, t, phase, spike, draw)
    mood = _mood(world, t, phase, draw)
    slot = np.repeat(np.arange(len(t)), count)
    n = len(slot)
    hours = t[slot] + draw.uniform(-_STEP / 2, _STEP / 2, n)
    extra = draw.uniform(size=n) < (np.where(t >= 0, (spike - 1) / spike, 0.0))[slot]
    author, temper = _voices(world, extra, draw)
    if world.outraged is None:
        tone = mood[slot] + temper[author] + scenario.effect(t)[slot]
    else:  # nobody changes; who talks does, and that alone makes the scenario's effect
        angry = np.where(extra, world.outraged + 0.3 * temper[author], temper[author])
        tone = mood[slot] + angry
    tone = np.clip(tone, -0.97, 0.97)
    alpha, beta = (1 + tone) / 2 * _SCORE_SHARPNESS, (1 - tone) / 2 * _SCORE_SHARPNESS
    return Stream(
        Audience(
            hours=hours,
            author=author,
            platform=np.zeros(n, np.int16),
            platforms=("x",),
            compound=2 * draw.beta(alpha, beta) - 1,
        ),
        world.after_days * 24,
    )


def _counts(
    world: World, t: Floats, phase: float, spike: Floats, draw: np.random.Generator
) -> NDArray[np.int64]:
    daily = 1 + 0.6 * np.sin(2 * np.pi * (t + phase) / 24)
    weekly = 1 + 0.15 * np.sin(2 * np.pi * (t + phase) / 168)
    hour = np.floor(t).astype(int) - int(np.floor(t[0]))
    luck = draw.gamma(8.0, 1 / 8.0, int(hour.max()) + 1)[hour]
    return draw.poisson(world.rate * _STEP * daily * weekly * luck * spike)


def _mood(world: World, t: Floats, phase: float, draw: np.random.Generator) -> Floats:
    keep = np.exp(-_STEP / world.memory)
    push = draw.normal(size=len(t)) * world.wobble * np.sqrt(1 - keep**2)
    push[0] = draw.normal() * world.wobble
    mood: Floats = signal.lfilter([1.0], [1.0, -keep], push)
    if world.drift:
        walk = np.cumsum(draw.normal(size=len(t)) * world.drift * np.sqrt(_STEP))
        mood = mood + walk - walk[t < 0].mean()
    daily = world.daily * np.sin(2 * np.pi * (t + phase + 5) / 24)
    weekly = world.weekly * np.sin(2 * np.pi * (t + phase) / 168)
    return mood + world.level + daily + weekly


def _voices(
    world: World, extra: NDArray[np.bool_], draw: np.random.Generator
) -> tuple[NDArray[np.int64], Floats]:
    """Return who wrote each post, and every author's temper."""
    n = len(extra)
    activity = np.exp(draw.normal(size=world.regulars) * world.activity_sd)
    activity /= activity.sum()
    temper = draw.normal(size=world.regulars) * world.author_sd
    temper -= float(activity @ temper)
    luck = draw.uniform(size=n)
    angry = world.outraged is not None
    new = np.where(extra, True if angry else luck < 0.8, luck < world.newcomer_share)
    author = np.empty(n, np.int64)
    author[~new] = draw.choice(world.regulars, size=int((~new).sum()), p=activity)
    author[new] = world.regulars + _passers_by(int(new.sum()), draw)
    if angry:
        author[extra] = world.regulars + n + np.arange(int(extra.sum()))
    codes = np.unique(author, return_inverse=True)[1]
    everyone = draw.normal(size=int(codes.max()) + 1) * world.author_sd
    seen = np.unique(author)
    known = seen < world.regulars
    everyone[known] = temper[seen[known]]
    return codes, everyone


def _passers_by(n: int, draw: np.random.Generator) -> NDArray[np.int64]:
    """Return newcomers in order of appearance: three posts of ten are by a recent newcomer."""
    back = np.where(draw.uniform(size=n) < 0.3, draw.integers(1, 30, size=n), 0)
    first = np.arange(n) - back
    first[first < 0] = np.flatnonzero(first < 0)
    while True:
        earlier = first[first]
        if np.array_equal(earlier, first):
            return first
        first = earlier
