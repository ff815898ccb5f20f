"""The kinds of incident that the study measures on."""

from __future__ import annotations

import numpy as np
from streams import Floats, Scenario, World, decay, nothing


def _plateau(t: Floats) -> Floats:
    fall = np.where(t < 6, -0.35 * t / 6, -0.35)
    heal = np.where(t > 30, -0.35 * np.exp(-(t - 30) / 18), fall)
    return np.where(t < 0, 0.0, heal)


def _power(t: Floats) -> Floats:
    return np.where(t >= 0, -0.45 / (1 + np.maximum(t, 0) / 10) ** 1.2, 0.0)


def _abrupt(t: Floats) -> Floats:
    back = np.where(t < 52, -0.3 * (52 - t) / 12, 0.0)
    return np.where(t < 0, 0.0, np.where(t < 40, -0.3, back))


def _sigmoid(t: Floats) -> Floats:
    return np.where(t >= 0, -0.35 / (1 + np.exp((t - 60) / 6.5)), 0.0)


def _apology(t: Floats) -> Floats:
    slow = -0.40 * np.exp(-np.maximum(t, 0) / 80)
    quick = -0.40 * np.exp(-24 / 80) * np.exp(-np.maximum(t - 24, 0) / 16)
    return np.where(t < 0, 0.0, np.where(t >= 24, quick, slow))


def _never(t: Floats) -> Floats:
    return np.where(t >= 0, -0.30 * np.exp(-np.maximum(t, 0) / 20) - 0.12, 0.0)


def _second(depth: float, hours: float, at: float) -> object:
    first, later = decay(0.40, 24), decay(depth, hours)
    return lambda t: first(t) + later(t - at)


def _ramp(t: Floats) -> Floats:
    return np.where(t >= 0, -0.35 * np.clip(1 - t / 90, 0, 1), 0.0)


def _slow_onset(t: Floats) -> Floats:
    fall = -0.35 * np.clip(t / 12, 0, 1)
    return np.where(t < 0, 0.0, np.where(t > 12, -0.35 * np.exp(-(t - 12) / 30), fall))


def _two_speeds(t: Floats) -> Floats:
    fast, slow = np.exp(-np.maximum(t, 0) / 8), np.exp(-np.maximum(t, 0) / 50)
    return np.where(t >= 0, -0.25 * fast - 0.2 * slow, 0.0)


def _flood(t: Floats) -> Floats:
    extra = 6.0 * np.exp(-np.maximum(t, 0) / 30)
    return np.where(t >= 0, -0.7 * extra / (1 + extra), 0.0)


_USUAL = decay(0.40, 24)
_QUIET = World(spike=0.0)
_STRONG = {"wobble": 0.06, "memory": 12.0}
_CLUSTERED = {"author_sd": 0.35, "activity_sd": 1.8, "regulars": 200, "newcomer_share": 0.1}

SCENARIOS = {
    scenario.name: scenario
    for scenario in (
        Scenario(name="exponential 24 h", effect=_USUAL),
        Scenario(name="fast 8 h", effect=decay(0.30, 8)),
        Scenario(name="slow 60 h", effect=decay(0.35, 60)),
        Scenario(name="delayed plateau", effect=_plateau),
        Scenario(name="power law", effect=_power),
        Scenario(name="apology speeds recovery", effect=_apology),
        Scenario(name="small drop", effect=decay(0.15, 24)),
        Scenario(name="second shock 60 h", effect=_second(0.25, 10, 60)),
        Scenario(name="second shock 100 h", effect=_second(0.30, 12, 100)),
        Scenario(
            name="flood of newcomers",
            effect=_flood,
            world=World(spike=6.0, spike_hours=30.0, outraged=-0.7),
        ),
        Scenario(name="clustered authors", effect=_USUAL, world=World(**_CLUSTERED)),
        Scenario(name="4 posts an hour", effect=_USUAL, world=World(rate=4.0)),
        Scenario(name="200 posts an hour", effect=_USUAL, world=World(rate=200.0)),
        Scenario(name="linear ramp", effect=_ramp),
        Scenario(name="slow onset", effect=_slow_onset),
        Scenario(name="two speeds", effect=_two_speeds),
        Scenario(name="1 post an hour", effect=_USUAL, world=World(rate=1.0), group="apart"),
        Scenario(
            name="strong memory",
            effect=_USUAL,
            world=World(wobble=0.06, memory=12.0),
            group="apart",
        ),
        Scenario(
            name="5 days of baseline", effect=_USUAL, world=World(before_days=5.0), group="apart"
        ),
        Scenario(name="abrupt return", effect=_abrupt, group="hard"),
        Scenario(name="steep sigmoid", effect=_sigmoid, group="hard"),
        Scenario(name="drifting baseline", effect=_USUAL, world=World(drift=0.004), group="hard"),
        Scenario(name="never", effect=_never, group="never"),
        Scenario(name="not yet", effect=decay(0.40, 150), group="not yet"),
        Scenario(name="null", effect=nothing, world=_QUIET, group="null"),
        Scenario(
            name="null, clustered authors",
            effect=nothing,
            world=World(spike=0.0, **_CLUSTERED),
            group="null",
        ),
        Scenario(
            name="null, drifting", effect=nothing, world=World(spike=0.0, drift=0.004), group="null"
        ),
        Scenario(
            name="null, 4 posts an hour",
            effect=nothing,
            world=World(spike=0.0, rate=4.0),
            group="null",
        ),
        Scenario(name="null, volume alone", effect=nothing, world=World(spike=8.0), group="null"),
        Scenario(
            name="null, strong memory",
            effect=nothing,
            world=World(spike=0.0, **_STRONG),
            group="null strong",
        ),
    )
}
