"""Whether people changed their tone, or other people started to talk.

Kitagawa's split (1955): what each group says, and how much each group talks.
A regular posted in the week before the start of the window being described: the same rule before
and after, or else everyone before would be a regular by construction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.course.display import display_bins
from postmortem.measure.course.fit import bin_scored_posts, fit_mean
from postmortem.measure.findings.recovery import recovery
from postmortem.measure.posts.clusters import Spread, blocks_of, clumps
from postmortem.measure.posts.codes import renumber
from postmortem.measure.posts.gates import spell
from postmortem.measure.posts.metric import SENTIMENT
from postmortem.measure.posts.placing import own_author
from postmortem.model import Composition, Estimate, Group, Recovery

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.posts.arrays import Bools, Floats
    from postmortem.measure.posts.case import Case
    from postmortem.measure.posts.inputs import Audience, Settings

_LOOKBACK_DAYS = 7.0
_AFTER_HOURS = 48.0
_NEEDS_DAYS = 4
_FEWEST = 20
"""Posts a group needs on each side for its mean to count."""
_BLOCK_HOURS = 6.0


@dataclass(frozen=True, slots=True)
class _Side:
    """Posts of one window, split into regulars and newcomers."""

    posts: Audience
    regular: Bools

    def share(self, group: Bools) -> float:
        """Return the share of the window's posts that `group` wrote."""
        return float(group.mean())

    def mean(self, group: Bools) -> float | None:
        """Return the mean compound of `group`; `None` when it wrote nothing."""
        return float(self.posts.compound[group].mean()) if group.any() else None


def composition(case: Case, began_at: datetime) -> Composition:
    """Split the change of the first 48 hours into tone (within) and pool (mix)."""
    scored_case = replace(case.where(case.audience.scored), weight=None, control=None)
    baseline_spell = spell(scored_case.audience.where(scored_case.before))
    if reason := _reason(scored_case.audience, baseline_spell.days):
        return Composition(within=None, mix=None, reason=reason)
    lookback = 24.0 * min(_LOOKBACK_DAYS, baseline_spell.span / 48.0)
    regular = regulars(scored_case.audience, lookback)
    before, after = _sides(scored_case, regular, lookback)
    groups = _groups(before, after)
    regulars_alone = _regulars_alone(scored_case, regular, lookback, began_at)
    if reason := _too_few(groups):
        return Composition(
            within=None, mix=None, groups=groups, reason=reason, regulars=regulars_alone
        )
    within, mix = _split(before, after, case.settings)
    return Composition(within=within, mix=mix, groups=groups, regulars=regulars_alone)


def _reason(audience: Audience, days: int) -> str | None:
    if not len(audience):
        return "No scored posts."
    if not audience.authors_known:
        return "The export names no authors, so old and new voices cannot be told apart."
    if days < _NEEDS_DAYS:
        return f"{_NEEDS_DAYS} days of posts before the incident are needed to know its regulars."
    return None


def regulars(posts: Audience, lookback: float) -> Bools:
    """Return which posts are by authors who posted in the `lookback` hours before their window.

    Windows are days before the incident, and all time since it (frozen at its beginning). Posts
    whose author is unknown are nobody's regulars.
    """
    order = np.argsort(posts.hours, kind="stable")
    hours, author = posts.hours[order], renumber(own_author(posts.author))[order]
    start = np.where(hours >= 0, 0.0, 24.0 * np.floor(hours / 24.0))
    regular = np.zeros(len(hours), dtype=bool)
    for begin in np.unique(start):
        window = slice(*np.searchsorted(start, [begin, begin + 1.0]))
        past = slice(*np.searchsorted(hours, [begin - lookback, begin]))
        is_regular = np.zeros(int(author.max()) + 1, dtype=bool)
        is_regular[author[past]] = True
        regular[order[window]] = is_regular[author[window]]
    return regular


def _known_past(hours: Floats, lookback: float) -> Bools:
    """Return which posts lie in windows with a full look-back behind them."""
    has_known_past: Bools = (hours >= 0) | (24 * np.floor(hours / 24) >= hours.min() + lookback - 1)
    return has_known_past


def _sides(case: Case, regular: Bools, lookback: float) -> tuple[_Side, _Side]:
    """Return the baseline with a full look-back behind it, and the window after the incident."""
    posts = case.audience
    early = case.before & _known_past(posts.hours, lookback)
    late = case.since & (posts.hours < _AFTER_HOURS)
    return (
        _Side(posts.where(early), regular[early]),
        _Side(posts.where(late), regular[late]),
    )


def _groups(before: _Side, after: _Side) -> tuple[Group, ...]:
    """Describe regulars and newcomers on both sides."""
    regulars = before.regular, after.regular
    newcomers = ~before.regular, ~after.regular
    return _group("regulars", before, after, *regulars), _group(
        "newcomers", before, after, *newcomers
    )


def _group(name: str, before: _Side, after: _Side, early: Bools, late: Bools) -> Group:
    return Group(
        name=name,
        share_before=before.share(early) if len(early) else 0.0,
        share_after=after.share(late) if len(late) else 0.0,
        mean_before=before.mean(early),
        mean_after=after.mean(late),
        n_before=int(early.sum()),
        n_after=int(late.sum()),
    )


def _too_few(groups: tuple[Group, ...]) -> str | None:
    for group in groups:
        for when, count in (("before", group.n_before), ("after", group.n_after)):
            if count < _FEWEST:
                return f"{count} posts by {group.name} {when} the incident; {_FEWEST} are needed."
    return None


def _split(before: _Side, after: _Side, settings: Settings) -> tuple[Estimate, Estimate]:
    """Return within and mix with intervals from each post's influence on them."""
    within = mix = 0.0
    influences = [np.zeros((2, len(side.regular))) for side in (before, after)]
    for early, late in ((before.regular, after.regular), (~before.regular, ~after.regular)):
        p0, p1 = float(early.mean()), float(late.mean())
        m0, m1 = _group_mean(before, early), _group_mean(after, late)
        within += (m1 - m0) * (p1 + p0) / 2
        mix += (p1 - p0) * (m1 + m0) / 2
        for row, side, group, share, mean, sign in (
            (influences[0], before, early, p0, m0, -1.0),
            (influences[1], after, late, p1, m1, 1.0),
        ):
            on_mean, on_share = _influence(side, group, share, mean)
            row[0] += sign * on_mean * (p0 + p1) / 2 + on_share * (m1 - m0) / 2
            row[1] += sign * on_share * (m0 + m1) / 2 + on_mean * (p1 - p0) / 2
    posts = (before.posts, after.posts)
    author = own_author(np.concatenate([side.author for side in posts]))
    block = blocks_of(np.concatenate([side.hours for side in posts]), _BLOCK_HOURS)
    influence_matrix, post_clumps = np.concatenate(influences, axis=1), clumps(author, block)
    parts = [
        _estimate(value, post_clumps.variance(row), settings)
        for value, row in zip((within, mix), influence_matrix, strict=True)
    ]
    return parts[0], parts[1]


def _group_mean(side: _Side, group: Bools) -> float:
    return float(side.posts.compound[group].mean())


def _influence(side: _Side, group: Bools, share: float, mean: float) -> tuple[Floats, Floats]:
    """Return each post's influence on its group's mean and on its group's share."""
    n = len(group)
    on_mean = np.where(group, (side.posts.compound - mean) / (n * share), 0.0)
    return on_mean, (group - share) / n


def _estimate(value: float, spread: Spread | None, settings: Settings) -> Estimate:
    if spread is None:
        return Estimate(value, None, None, settings.level)
    half = spread.half_width(settings.level)
    return Estimate(value, value - half, value + half, settings.level)


def _regulars_alone(case: Case, regular: Bools, lookback: float, began_at: datetime) -> Recovery:
    """Ask the recovery question of people who already talked about the brand."""
    voices = case.where(regular & _known_past(case.audience.hours, lookback))
    fit = fit_mean(SENTIMENT, bin_scored_posts(voices))
    return recovery(
        fit, display_bins(voices, SENTIMENT), began_at, case.observed_hours, case.settings
    )
