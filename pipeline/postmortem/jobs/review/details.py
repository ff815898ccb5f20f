"""The finer grain of a report: shares per bin, posts per source and day, rhythm, changed words."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import numpy as np

from postmortem.jobs.review.vocabulary import vocabulary
from postmortem.measure.beside.terms import changed_terms
from postmortem.model import Rhythm, ShareBin, SourceDay
from postmortem.model.rule import NEGATIVE, POSITIVE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    import polars as pl

    from postmortem.measure import Audience
    from postmortem.model import Point, Term

_MOST_TERMS = 12
MOST_TEXTS = 40_000
"""Texts a side; more do not change which words stand out, and cost a second each 100,000."""
_LEAST_OWN_POSTS = 20
_LEAST_WEEKS = 3.0


def shares(audience: Audience, series: Sequence[Point], began_at: datetime) -> tuple[ShareBin, ...]:
    """Count negative, neutral, positive and unscored posts in each drawn bin of `series`."""
    if not series or not len(audience):
        return ()
    starts = [(point.start - began_at) / timedelta(hours=1) for point in series]
    width = starts[-1] - starts[-2] if len(starts) > 1 else 24.0
    edges = np.array([*starts, starts[-1] + width])
    kinds = {
        "negative": audience.compound <= NEGATIVE,
        "positive": audience.compound >= POSITIVE,
        "neutral": (audience.compound > NEGATIVE) & (audience.compound < POSITIVE),
        "unscored": ~audience.scored,
    }
    counts = {
        kind: np.histogram(audience.hours[which], edges)[0].tolist()
        for kind, which in kinds.items()
    }
    return tuple(
        ShareBin(
            start=point.start,
            hours=point.hours,
            **{kind: per_bin[index] for kind, per_bin in counts.items()},
        )
        for index, point in enumerate(series)
    )


def source_days(rows: pl.DataFrame, zone: ZoneInfo) -> tuple[SourceDay, ...]:
    """Count posts by source and local day; `rows` has source, hour (naive UTC), posts, scored."""
    counts: defaultdict[tuple[str, datetime], list[int]] = defaultdict(lambda: [0, 0])
    for source, hour, posts, n_scored in rows.iter_rows():
        local = hour.replace(tzinfo=UTC).astimezone(zone)
        day = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        counts[source, day][0] += posts
        counts[source, day][1] += n_scored
    return tuple(
        SourceDay(source=source, start=day, posts=posts, scored=n_scored)
        for (source, day), (posts, n_scored) in sorted(counts.items())
    )


def rhythm(moments: Sequence[datetime], began_at: datetime, zone: ZoneInfo) -> Rhythm | None:
    """Return when the brand used to post; None when there is too little to call it a habit."""
    before = sorted(moment for moment in moments if moment < began_at)
    if len(before) < _LEAST_OWN_POSTS:
        return None
    weeks = (began_at - before[0]) / timedelta(weeks=1)
    if weeks < _LEAST_WEEKS:
        return None
    grid = [[0] * 24 for _ in range(7)]
    for moment in before:
        local = moment.astimezone(zone)
        grid[local.weekday()][local.hour] += 1
    local = began_at.astimezone(zone)
    near = [(local.hour + step) % 24 for step in (-1, 0, 1)]
    return Rhythm(
        weeks=round(weeks, 2),
        posts=tuple(map(tuple, grid)),
        weekday=local.weekday(),
        hour=local.hour,
        share=sum(grid[local.weekday()][hour] for hour in near) / len(before),
    )


def terms(texts: pl.DataFrame, began_at: datetime) -> tuple[Term, ...]:
    """Return the words that rose and fell; `texts` has posted_at, author and text."""
    origin = began_at.astimezone(UTC).replace(tzinfo=None)
    return changed_terms(vocabulary(texts, origin), most=_MOST_TERMS)
