"""What a measurement finds. Field names are the keys of `summary.json`: renaming one breaks users.

`None` is a finding ("not known"), never NaN. Hours count from the incident unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

from postmortem.model.metrics import METRIC_NAMES, MetricName
from postmortem.model.warnings import WARNINGS

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.model.detail import EngagementKind, ResponseView, ShareBin
    from postmortem.model.estimate import Estimate, Point, Trough
    from postmortem.model.warnings import Code

Status = Literal[
    "insufficient_data",
    "no_drop",
    "not_recovered",
    "recovered",
    "probably_recovered",
    "inconclusive",
]
IN_WORDS_ONLY = frozenset({"never_left"})
"""Fields that sentences are chosen by, and that `summary.json` and the tables do not hold."""
ApologyStatus = Literal["identified", "not_identifiable", "no_apology"]


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something the reader must know; `code` is stable, `text` is for people."""

    code: Code
    text: str

    @classmethod
    def of(cls, code: Code, **parameters: object) -> Self:
        """Return the warning in the words of its entry."""
        return cls(code, WARNINGS[code].text(**parameters))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryTime:
    """How long until the metric was back within `margin` of expected for `hold_hours`."""

    hours: Estimate | None
    at: datetime | None
    censored: bool
    observed_hours: float
    margin: float
    hold_hours: float
    first_return_hours: float | None = None
    provisional: bool = False
    """The hold window runs past the end of the data."""
    never_left: bool = False
    """There was nothing to come back from, so that 0 hours are no way back. In words only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relapse:
    """A stretch after a return in which the whole band lay below the margin again."""

    at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """The same question under another rule."""

    rule: str
    """`margin`, `hold_hours`, `began_at`, …"""
    setting: str
    status: Status
    hours: Estimate | None
    never_left: bool = False
    """As of RecoveryTime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """One metric's way down and back. See `measure/README.md` for each number in plain words."""

    metric: MetricName
    unit: str
    status: Status
    reason: str | None
    p_drop: float | None
    baseline: Estimate | None = None
    trough: Trough | None = None
    drop: Estimate | None = None
    """Positive when bad."""
    drop_in_sd: float | None = None
    """The same in standard deviations of ordinary fluctuation."""
    early_drop: Estimate | None = None
    """Mean shortfall over the first 12 hours, not smoothed; positive when bad."""
    recovery: RecoveryTime
    half_life_hours: Estimate | None = None
    t80_hours: Estimate | None = None
    t90_hours: Estimate | None = None
    area_lost: Estimate | None = None
    """Loss summed over the first week, in unit × hours (for volume: extra posts)."""
    residual: Estimate | None = None
    """Last 48 hours minus expected, in the metric's own direction."""
    new_normal: bool = False
    """What is left lies wholly beyond the margin and no longer shrinks."""
    completeness: Estimate | None = None
    """Share of the deepest gap that was made good by the last 48 hours, 1 = all of it."""
    relapses: tuple[Relapse, ...] = ()
    series: tuple[Point, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    warnings: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """Own posts' engagement, after ÷ before, at the same age; `None` where it cannot be known."""

    per_post: Estimate | None = None
    per_impression: Estimate | None = None
    per_follower: Estimate | None = None
    age_hours: float | None = None
    coverage: float | None = None
    """Share of own posts old enough, at the export, to be compared."""
    reason: str | None = None
    before_posts: int = 0
    after_posts: int = 0
    series: tuple[Point, ...] = ()
    kinds: tuple[EngagementKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSummary:
    """Plain figures of one window, always given."""

    name: str
    starts_at: datetime
    ends_at: datetime
    n: int
    authors: int | None
    sentiment: Estimate | None
    negative_share: Estimate | None
    per_hour: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyEffect:
    """Sentiment after the apology against where its earlier course pointed."""

    event: str
    """`apology@<instant>`, or `none` when there was no apology."""
    latency_hours: float | None
    status: ApologyStatus
    reason: str | None
    effect: Estimate | None = None
    minimum_detectable: float | None = None
    components: dict[str, bool] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()
    placebos: tuple[Estimate, ...] = ()
    view: ResponseView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group of the composition split."""

    name: str
    share_before: float
    share_after: float
    mean_before: float | None
    mean_after: float | None
    n_before: int
    n_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """How much of the change is people changing tone, and how much is other people talking."""

    within: Estimate | None
    mix: Estimate | None
    groups: tuple[Group, ...] = ()
    reason: str | None = None
    regulars: Recovery | None = None
    """The same question asked only of people who already talked about the brand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What a rival or the category did over the same time; changes are of mean compound."""

    posts: int
    p_drop: float | None
    """Below .05 the control dropped too: what moved it may have moved the brand."""
    reason: str | None
    coefficient: Estimate | None
    """How much the brand's ordinary fluctuation follows the control's; 1 = one for one."""
    brand_change: Estimate | None
    """First 48 hours minus baseline."""
    control_change: Estimate | None
    difference_in_differences: Estimate | None
    """Brand change minus control change."""
    series: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Everything the measure room answers about one incident."""

    sentiment: Recovery
    negative_share: Recovery
    volume: Recovery
    engagement: Engagement
    windows: tuple[WindowSummary, ...]
    apology: tuple[ApologyEffect, ...]
    composition: Composition
    platforms: dict[str, Recovery] = field(default_factory=dict)
    """Sentiment of each platform, where there are several."""
    control: Control | None = None
    warnings: tuple[Caveat, ...] = ()
    shares: tuple[ShareBin, ...] = ()

    @property
    def recoveries(self) -> dict[MetricName, Recovery]:
        """The way down and back of each metric, in the order in which they are told."""
        return {name: getattr(self, name) for name in METRIC_NAMES}
