"""The store's answer to one incident, as measuring takes it.

The rows themselves are let go before anything is estimated: of millions, they would take up more
memory than the estimate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from postmortem.jobs.review import details, quality, words
from postmortem.jobs.review.arrays import audience_of
from postmortem.jobs.review.data import capped_exports, data_used, instant, posts_per_day
from postmortem.jobs.review.dates import baseline_exclusions
from postmortem.jobs.review.question import without_copies
from postmortem.measure import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from postmortem.jobs.review.question import Earlier, Question
    from postmortem.measure import Audience
    from postmortem.model import DataUsed, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Who said what about the incident, and by which rules it is measured."""

    audience: Audience
    control: Audience | None
    own: pl.DataFrame
    """The brand's own posts, oldest first."""
    data: DataUsed
    loads: list[int]
    """Numbers of the exports that brought these posts."""
    settings: Settings
    terms: tuple[Term, ...]
    ends_at: datetime | None
    """Of the audience's last post."""


def gather(question: Question) -> Material:
    """Ask the store for whatever is measured; words are asked for only near the incident."""
    began_at = question.incident.began_at
    everybody, own, control = question.audience(), question.own(), question.control()
    rows = without_copies(everybody)
    loads = question.loads()
    data = data_used(question, everybody, rows, own, loads)
    del everybody
    ends = rows["posted_at"].max()
    audience = audience_of(rows, began_at, "compound").in_order()
    earlier = question.earlier_incidents()
    cut_exports = capped_exports(question, loads)
    settings = _settings(question, data, rows, earlier, cut_exports)
    exclusions = baseline_exclusions(earlier, audience, settings, question.incident)
    return Material(
        audience=audience,
        control=audience_of(without_copies(control), began_at, "compound")
        if control is not None
        else None,
        own=own,
        data=replace(data, excluded=exclusions),
        loads=loads,
        settings=settings,
        terms=details.terms(words.posts_with_words(question, rows["posted_at"]), began_at),
        ends_at=instant(ends) if isinstance(ends, datetime) else None,
    )


def _settings(
    question: Question,
    data: DataUsed,
    rows: pl.DataFrame,
    earlier: Sequence[Earlier],
    cut_exports: Sequence[str],
) -> Settings:
    """Return the rules of this measurement, and why volume cannot be used, if so."""
    rules = question.config.measure
    looks = (*quality.cap_notes(data.files), *quality.fixed_sample(posts_per_day(rows)))
    notes = (*cut_exports, *looks)
    return Settings(
        margin=rules.margin,
        volume_margin=rules.volume_margin,
        hold_hours=rules.hold_hours,
        guard_hours=rules.guard_hours,
        engagement_age=rules.engagement_age_hours,
        exclusions=tuple((other.start, other.stop) for other in earlier),
        volume_usable=not notes,
        volume_notes=notes,
    )
