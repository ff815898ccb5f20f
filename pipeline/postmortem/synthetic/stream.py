"""Posts around an incident with a known truth: when, by whom, in which tone.

The noise is what real streams have and simple tests forget: bursts, days and weeks, people who
are always gloomier than others, newcomers who come for the scandal, and a mood that everybody
shares for some hours and that no number of posts averages away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from postmortem.synthetic.shapes import Hours, Shape

_STEP = 0.25
_NEWCOMER_SHARE_OF_SPIKE = 0.8
_NEWCOMER_RETURNS = 0.3
_NEWCOMER_MEMORY = 30
_TONE_LIMIT = 0.97


@dataclass(frozen=True, slots=True)
class Spike:
    """Extra volume from `at` hours on: `size` times the ordinary, fading with `tau` hours."""

    at: float = 0.0
    size: float = 4.0
    tau: float = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The world in which an incident happens. Rates per hour, tones in compound units."""

    rate: float = 30.0
    pre_days: float = 14.0
    post_days: float = 10.0
    began_hour: float | None = None
    """Hours from Monday 00:00 to the incident, local; `None` draws it."""
    spikes: tuple[Spike, ...] = (Spike(),)
    burstiness: float = 8.0
    """Shape of the gamma that multiplies each hour's rate; smaller is burstier."""
    baseline: float = 0.10
    daily_swing: float = 0.05
    weekly_swing: float = 0.02
    shared_sd: float = 0.03
    """Standard deviation of the mood that everybody shares."""
    shared_tau: float = 5.0
    """Hours for which that mood lasts."""
    drift: float = 0.0
    """Random walk of the baseline, standard deviation per √hour."""
    regulars: int = 600
    activity_sd: float = 1.0
    author_sd: float = 0.2
    newcomer_share: float = 0.3
    concentration: float = 2.5
    """Sum of the beta's parameters for single posts; smaller is more extreme."""
    wordless_share: float = 0.0
    """Posts of exactly tone 0, as when a lexicon knows none of their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One invented stream, ordered by time; one element per post in each array."""

    shape: Shape
    conditions: Conditions
    hours: Hours
    """Hours since the incident."""
    authors: NDArray[np.int64]
    tones: NDArray[np.float64]
    newcomers: NDArray[np.bool_]
    """Whether the author is not one of the regulars."""
    incident_posts: NDArray[np.bool_]
    """Whether the post exists only because of the incident."""
    engagement: NDArray[np.int64]


def stream(shape: Shape, seed: int, conditions: Conditions | None = None) -> Stream:
    """Draw the posts around one incident of `shape`; the same seed gives the same posts."""
    world = conditions or Conditions()
    random = np.random.default_rng([seed, *shape.name.encode()])
    grid = np.arange(-world.pre_days * 24, world.post_days * 24, _STEP) + _STEP / 2
    clock = grid + (random.uniform(0, 168) if world.began_hour is None else world.began_hour)
    lift = lift_at(grid, world.spikes)
    counts = random.poisson(_rate(clock, world, random) * lift)
    cell = np.repeat(np.arange(grid.size), counts)
    hours = grid[cell] + random.uniform(-_STEP / 2, _STEP / 2, cell.size)
    incident_posts = random.uniform(size=cell.size) < ((lift - 1) / lift)[cell]
    authors, newcomers, leaning = _people(incident_posts, world, random)
    mood = world.baseline + _season(clock, world) + _shared_mood(grid, world, random)
    expected = mood[cell] + shape.gap(hours) + leaning[authors]
    tones = _tones(expected, world, random)
    popularity = np.exp(random.normal(size=leaning.size) * 1.2)
    engagement = random.poisson(
        2 * popularity[authors] * np.exp(random.normal(size=cell.size) * 0.8)
    )
    order = np.argsort(hours, kind="stable")
    return Stream(
        shape=shape,
        conditions=world,
        hours=hours[order],
        authors=authors[order],
        tones=tones[order],
        newcomers=newcomers[order],
        incident_posts=incident_posts[order],
        engagement=engagement[order],
    )


def lift_at(hours: Hours, spikes: tuple[Spike, ...]) -> Hours:
    """Return what the incident multiplies the volume by at each of `hours`."""
    lift = np.ones_like(hours)
    for spike in spikes:
        since = hours - spike.at
        lift += np.where(since >= 0, spike.size * np.exp(-np.maximum(since, 0) / spike.tau), 0)
    return lift


def _rate(clock: Hours, world: Conditions, random: Generator) -> Hours:
    """Return the posts expected per step: days, weeks, and bursts shared within an hour."""
    daily = 1 + 0.6 * np.sin(2 * np.pi * (clock - 9) / 24)
    weekly = 1 + 0.15 * np.sin(2 * np.pi * clock / 168)
    hour = np.floor(clock).astype(int)
    hour -= hour.min()
    bursts = random.gamma(world.burstiness, 1 / world.burstiness, int(hour.max()) + 1)
    return np.asarray(world.rate * _STEP * daily * weekly * bursts[hour])


def _season(clock: Hours, world: Conditions) -> Hours:
    daily = world.daily_swing * np.sin(2 * np.pi * (clock - 4) / 24)
    weekly = world.weekly_swing * np.sin(2 * np.pi * clock / 168)
    return np.asarray(daily + weekly)


def _shared_mood(grid: Hours, world: Conditions, random: Generator) -> Hours:
    """Draw an Ornstein–Uhlenbeck process, and a random walk centred on the time before."""
    keep = np.exp(-_STEP / world.shared_tau)
    kicks = random.normal(size=grid.size) * world.shared_sd * np.sqrt(1 - keep**2)
    mood = np.empty(grid.size)
    mood[0] = random.normal() * world.shared_sd
    for i in range(1, grid.size):
        mood[i] = keep * mood[i - 1] + kicks[i]
    if world.drift:
        walk = np.cumsum(random.normal(size=grid.size)) * world.drift * np.sqrt(_STEP)
        mood += walk - walk[grid < 0].mean()
    return mood


def _people(
    incident_posts: NDArray[np.bool_], world: Conditions, random: Generator
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.float64]]:
    """Return each post's author, whether they are a newcomer, and each author's leaning."""
    activity = np.exp(random.normal(size=world.regulars) * world.activity_sd)
    activity /= activity.sum()
    chance = np.where(incident_posts, _NEWCOMER_SHARE_OF_SPIKE, world.newcomer_share)
    newcomers = random.uniform(size=incident_posts.size) < chance
    authors = np.empty(incident_posts.size, np.int64)
    authors[~newcomers] = random.choice(world.regulars, int((~newcomers).sum()), p=activity)
    arrivals = _arrivals(int(newcomers.sum()), random)
    authors[newcomers] = world.regulars + arrivals
    leaning = random.normal(size=world.regulars + arrivals.max(initial=-1) + 1) * world.author_sd
    regular = leaning[: world.regulars]
    regular -= activity @ regular
    return authors, newcomers, leaning


def _arrivals(count: int, random: Generator) -> NDArray[np.int64]:
    """Give newcomers numbers as they arrive; some of them post again soon after."""
    returns = random.uniform(size=count) < _NEWCOMER_RETURNS
    back = random.integers(1, _NEWCOMER_MEMORY, size=count)
    numbers = np.empty(count, np.int64)
    arrivals = 0
    for i in range(count):
        if returns[i] and i >= back[i]:
            numbers[i] = numbers[i - back[i]]
        else:
            numbers[i] = arrivals
            arrivals += 1
    return numbers


def _tones(expected: Hours, world: Conditions, random: Generator) -> NDArray[np.float64]:
    """Draw each post's tone around what is expected; wordless posts do not move the mean."""
    wordless = random.uniform(size=expected.size) < world.wordless_share
    mean = np.clip(expected / (1 - world.wordless_share), -_TONE_LIMIT, _TONE_LIMIT)
    for_good = (1 + mean) / 2 * world.concentration
    tones = 2 * random.beta(for_good, world.concentration - for_good) - 1
    return np.where(wordless, 0.0, tones)
