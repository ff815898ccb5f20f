"""The study's outcomes as Markdown tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scenarios import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outcomes import Asked, Outcome
    from streams import Scenario

_STATUSES = (
    "recovered",
    "probably_recovered",
    "not_recovered",
    "inconclusive",
    "no_drop",
    "insufficient_data",
)
_HEAD = (
    "| scenario | true h | median | bias | mean abs. error | coverage | median interval "
    "| recovered / probably / not / inconclusive / no drop / insufficient "
    "| half-life true → median (coverage) | area cov. | residual cov. "
    "| rolling mean: median, mean abs. error |"
)
_RULE = "|---|" + "---:|" * 5 + "---|---|---|---:|---:|---|"


def _median(values: Iterable[float]) -> float:
    """Return the median, in which never counts as never."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else np.nan


def _hours(value: float) -> str:
    return "∞" if np.isinf(value) else f"{value:.1f}"


def _covered(asked: list[Asked]) -> float:
    return float(np.mean([one.covered for one in asked]))


def _error(values: list[float], truth: float) -> str:
    """Return the mean absolute error over finite answers."""
    known = [abs(value - truth) for value in values if np.isfinite(value)]
    return f"{np.mean(known):.1f}" if known and np.isfinite(truth) else "–"


def _judged(found: list[Outcome]) -> list[Outcome]:
    """Return the streams for which a recovery was spoken of at all."""
    return [one for one in found if one.status not in ("no_drop", "insufficient_data")]


def row(scenario: Scenario, found: list[Outcome]) -> str:
    """Return one scenario's line of the main table."""
    judged = _judged(found)
    times = [one.recovery for one in judged]
    truth = found[0].recovery.truth
    middle = _median(one.value for one in times)
    bias = f"{middle - truth:+.1f}" if np.isfinite(truth) and np.isfinite(middle) else "–"
    states = " / ".join(f"{np.mean([o.status == s for o in found]):.2f}" for s in _STATUSES)
    half = [one.half_life for one in judged]
    naive = [one.naive for one in found]
    return (
        f"| {scenario.name} | {_hours(truth)} | {_hours(middle)} | {bias} "
        f"| {_error([one.value for one in times], truth)} "
        f"| {_covered(times) if times else float('nan'):.3f} "
        f"| {_hours(_median(o.low for o in times))} – {_hours(_median(o.high for o in times))} "
        f"| {states} "
        f"| {_hours(found[0].half_life.truth)} → {_hours(_median(o.value for o in half))} "
        f"({_covered(half) if half else float('nan'):.2f}) "
        f"| {_covered([o.area for o in found]):.2f} | {_covered([o.residual for o in found]):.2f} "
        f"| {_hours(_median(naive))}, {_error(naive, truth)} |"
    )


def _alarm(scenario: Scenario, found: list[Outcome]) -> str:
    def share(values: list[float], level: float) -> str:
        return f"{np.mean([value < level for value in values]):.3f}"

    ours = [one.p_drop for one in found]
    welch, newey = [one.welch for one in found], [one.newey_west for one in found]
    return (
        f"| {scenario.name} | {share(ours, 0.05)} / {share(ours, 0.01)} "
        f"| {share(welch, 0.05)} | {share(newey, 0.05)} |"
    )


def _summary(found: dict[str, list[Outcome]]) -> list[str]:
    lines = []
    smooth = [n for n in found if SCENARIOS[n].group == "smooth"]
    if smooth:
        each = {name: _covered([o.recovery for o in _judged(found[name])]) for name in smooth}
        worst = min(each, key=lambda name: each[name])
        lines.append(
            f"Smooth shapes pooled: coverage {np.mean(list(each.values())):.3f}; "
            f"lowest {each[worst]:.3f} ({worst})."
        )
    for group, words in (("never", "never recovers"), ("not yet", "has not recovered yet")):
        names = [n for n in found if SCENARIOS[n].group == group]
        if names:
            outcomes = [o for n in names for o in found[n]]
            ours = np.mean([o.status == "recovered" for o in outcomes])
            theirs = np.mean([np.isfinite(o.naive) for o in outcomes])
            lines.append(
                f"A brand that {words}: we say recovered in {ours:.1%}, "
                f"the rolling mean in {theirs:.0%}."
            )
    return lines


def report(found: dict[str, list[Outcome]], first: int) -> str:
    """Return the whole page."""
    count = max(len(outcomes) for outcomes in found.values())
    lines = [
        "# Validation: how often the answer is right",
        "",
        f"{count} made-up streams a scenario, seeds {first}–{first + count - 1}, nominal 90 %, "
        "margin 0.05 held 24 h. Written by `python tests/validation/study.py`.",
        "",
        *_summary(found),
        "",
        _HEAD,
        _RULE,
    ]
    lines += [row(SCENARIOS[n], o) for n, o in found.items() if "null" not in SCENARIOS[n].group]
    nulls = [n for n in found if "null" in SCENARIOS[n].group]
    if nulls:
        lines += [
            "",
            "## False alarms: nothing happened",
            "",
            "| scenario | ours p < .05 / p < .01 | Welch on posts p < .05 "
            "| Newey–West, 12 lags p < .05 |",
            "|---|---|---:|---:|",
            *(_alarm(SCENARIOS[n], found[n]) for n in nulls),
        ]
    return "\n".join(lines) + "\n"
