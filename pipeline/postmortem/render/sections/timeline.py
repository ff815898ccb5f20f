"""What happened when, in one list: the incident, its events, and what the measurement adds."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from postmortem.wording import never_left

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from postmortem.model import Point, Precision, Report


_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the timeline; mood and posts are those of the drawn bin that holds it.

    Of an event whose day alone is known, neither is.
    """

    at: datetime
    elapsed_hours: float
    name: str
    words: str
    sentiment: float | None
    posts: int | None
    precision: Precision = "minute"


def timeline(report: Report) -> tuple[Entry, ...]:
    """Return the entries, earliest first."""
    began = report.incident.began_at
    entries = []
    for at, name, words, precision in _moments(report):
        bin_ = None if precision == "day" else _bin_at(report, at)
        entries.append(
            Entry(
                at=at,
                elapsed_hours=(at - began).total_seconds() / 3600,
                name=name,
                words=words,
                sentiment=bin_.value if bin_ else None,
                posts=bin_.n if bin_ else None,
                precision=precision,
            )
        )
    return tuple(sorted(entries, key=lambda entry: entry.at))


def _moments(report: Report) -> Iterator[tuple[datetime, str, str, Precision]]:
    incident, sentiment = report.incident, report.measures.sentiment
    yield incident.began_at, "Incident", incident.title, incident.precision
    for event in incident.events:
        words = " — ".join(part for part in (event.title, event.text, event.source) if part)
        yield event.at, event.kind.capitalize(), words, event.precision
    if sentiment.trough and sentiment.trough.at:
        yield sentiment.trough.at, "Sentiment at its lowest", "measured", "minute"
    if sentiment.recovery.at and not never_left(sentiment):
        sure = sentiment.status == "recovered"
        name = "Back to normal" if sure else "Probably back to normal"
        yield sentiment.recovery.at, name, "measured", "minute"
    for relapse in sentiment.relapses:
        yield relapse.at, "Below normal again", "measured", "minute"


def _bin_at(report: Report, at: datetime) -> Point | None:
    """Return the drawn bin that holds an instant; bins are in order and equally wide."""
    series = report.measures.sentiment.series
    starts = [point.start for point in series]
    width = min((after - before for before, after in pairwise(starts)), default=_DAY)
    place = bisect_right(starts, at) - 1
    return series[place] if place >= 0 and at < starts[place] + width else None
