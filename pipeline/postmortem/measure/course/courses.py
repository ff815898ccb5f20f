"""Where the course may have changed: every explanation of the gap, with its weight.

Every hour of a scan is a candidate for a further change, of each kind; its weight is the marginal
likelihood it earns times its prior odds. Beside them stand the courses that heal by a law of their
own (see `healing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import lapack

from postmortem.measure.course.healing import Healing, healing_courses
from postmortem.measure.course.kernel import (
    START,
    Change,
    Kind,
    Shape,
    add_change,
    kernel,
    likeness,
    penalty,
)
from postmortem.measure.course.likelihood import factorise, log_evidence
from postmortem.measure.course.simplex import lowest_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.measure.course.kernel import Prior
    from postmortem.measure.expected.counterfactual import Gap
    from postmortem.measure.posts.arrays import Floats

_ODDS: dict[tuple[Kind, float], float] = {
    ("turn", 0.0): 2.0,
    ("return", 0.0): 1.0,
    ("return", 12.0): 1.0,
    ("return", 24.0): 1.0,
}
"""Prior odds of one further change of course somewhere against none, by kind and hours it takes."""
_SOONEST_RETURN = 2.0
_WORTH_REFITTING = 1.0
_HOPELESS = 7.0
"""Log likelihood behind the best at which a change is not asked about again."""
_SCAN_FROM, _SCAN_STEP, _SCAN_GROWTH = 12.0, 2.0, 0.05
_APART = 6.0
_CONVINCING = 0.5
"""Weight at which an unknown change counts as found, and a second one is looked for."""
_NEARLY_ALL = 0.98
_MOST_PARTS = 24


def fit_shape(gap: Gap, changes: tuple[Change, ...], start: Shape = START) -> tuple[Shape, float]:
    """Return the most likely shape and its log posterior."""

    def loss(raw: Floats) -> float:
        shape = Shape(*raw)
        against = penalty(shape)
        if against > 50:
            return 1e6
        try:
            cov = kernel(gap.time, gap.time, shape, changes)
            cov += gap.cov
            return against - log_evidence(gap.gap, cov)
        except np.linalg.LinAlgError:
            return 1e6

    best, height = lowest_point(loss, np.array(start), near=0.08, level=0.05, most=70)
    return Shape(*(float(value) for value in best)), -height


@dataclass(frozen=True, slots=True)
class Course:
    """One explanation of the gap: a shape, its log weight, and its changes of course."""

    shape: Shape
    log_weight: float
    changes: tuple[Change, ...]

    def covariance(self, prior: Prior) -> Floats:
        """Return its prior covariance between two sets of times, as an array of its own."""
        return prior.under(self.shape, self.changes)


Explanation = Course | Healing


def weigh_courses(
    gap: Gap, events: tuple[float, ...]
) -> tuple[list[tuple[float, Explanation]], tuple[float, ...]]:
    """Return the likely courses with weights that sum to one, and the hours of changes found.

    `events` are the known hours at which the course may have changed: always in.
    """
    known_changes = tuple(Change(at, "turn") for at in events)
    plain = Course(*fit_shape(gap, known_changes), known_changes)
    alternatives = _with_one_more(gap, plain)
    courses = [plain, *alternatives]
    laws = healing_courses(gap, events)
    new_changes: tuple[Change, ...] = ()
    for many in (1, 2):
        if _share(courses, laws, len(known_changes) + many - 1) >= 1 - _CONVINCING:
            break
        best = max(courses, key=lambda course: course.log_weight)
        new_changes = best.changes[len(known_changes) :]
        if many == 1 and best is not plain:
            courses += _with_one_more(gap, best)
    return _leading([*courses, *laws]), tuple(change.at for change in new_changes)


def _share(courses: list[Course], laws: list[Healing], most: int) -> float:
    """Return the weight of explanations with at most `most` changes."""
    weights = _weights([*courses, *laws])
    few = np.array([len(course.changes) <= most for course in courses] + [True] * len(laws))
    return float(weights[few].sum())


def _weights(courses: Sequence[Explanation]) -> Floats:
    logs = np.array([course.log_weight for course in courses])
    raw = np.exp(logs - logs.max())
    weights: Floats = raw / raw.sum()
    return weights


def _with_one_more(gap: Gap, base: Course) -> list[Course]:
    """Return `base` with one further change, of either kind and at every hour of the scan."""
    hours = _scan(float(gap.time[-1]), base.changes)
    if not hours:
        return []
    prior = {kind: float(np.log(odds / len(hours))) for kind, odds in _ODDS.items()}
    shape = base.shape
    options = _options(hours)
    gains = _gains(gap, base.changes, options, shape)
    best = max(gains.values())
    if best - penalty(shape) > base.log_weight + _WORTH_REFITTING:
        likeliest = max(gains, key=lambda change: gains[change])
        shape, _ = fit_shape(gap, (*base.changes, likeliest), shape)
        near = sorted(change for change, gain in gains.items() if gain > best - _HOPELESS)
        gains = _gains(gap, base.changes, near, shape)
    return [
        Course(
            shape,
            gain - penalty(shape) + prior[change.kind, change.lasting],
            (*base.changes, change),
        )
        for change, gain in gains.items()
    ]


def _options(hours: list[float]) -> list[Change]:
    """Return every change that may be centred on one of the hours."""
    options = []
    for kind, lasting in _ODDS:
        starts = ((at, at - lasting / 2) for at in hours)
        options += [
            Change(start, kind, lasting) for at, start in starts if start >= _SOONEST_RETURN
        ]
    return options


def _gains(
    gap: Gap, changes: tuple[Change, ...], options: list[Change], shape: Shape
) -> dict[Change, float]:
    """Return the log marginal likelihood of each further change, on top of `changes`.

    A change at an hour leaves everything before it as it was, so the factor of what came before is
    shared and only the rest is factored anew.
    """
    t = gap.time
    prior = kernel(t, t, shape, changes)
    factor, white, _ = factorise(gap.gap, gap.cov + prior)
    white_cov, _ = lapack.dtrtrs(factor, gap.cov.T, lower=1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(factor.diagonal()) + white**2 / 2)])
    gains = {}
    for change in options:
        k = int(np.searchsorted(t, change.at))
        own_link = white_cov[:k, k:]
        link = own_link + (factor[k:, :k].T - own_link) * change.remainder(t[k:])
        late = prior[k:, k:].copy()
        add_change(late, likeness(t[k:], t[k:], change.at, shape), change, t[k:], t[k:])
        late += gap.cov[k:, k:]
        late -= link.T @ link
        rest = gap.gap[k:] - link.T @ white[:k]
        gains[change] = log_evidence(rest, late) - float(logs[k])
    return gains


def _scan(end: float, changes: tuple[Change, ...]) -> list[float]:
    """Return the hours at which an unknown change may have begun: every two, later every 5 %."""
    hours = [_SCAN_FROM]
    while hours[-1] < end - _SCAN_FROM:
        hours.append(hours[-1] + max(_SCAN_STEP, _SCAN_GROWTH * hours[-1]))
    return [at for at in hours[:-1] if all(abs(at - change.at) > _APART for change in changes)]


def _leading(courses: list[Explanation]) -> list[tuple[float, Explanation]]:
    """Return the explanations that hold nearly all the weight."""
    weights = _weights(courses)
    order = np.argsort(-weights, kind="stable")
    many = min(int(np.searchsorted(np.cumsum(weights[order]), _NEARLY_ALL)) + 1, _MOST_PARTS)
    leaders = order[:many]
    share = weights[leaders] / weights[leaders].sum()
    return [(float(weight), courses[index]) for weight, index in zip(share, leaders, strict=True)]
