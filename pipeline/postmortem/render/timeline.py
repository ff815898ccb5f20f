"""What happened when, in one list: the incident, its events, and what the measurement adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from postmortem.model import Point, Precision, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the timeline; mood and posts are those of the drawn bin that holds it."""

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
    found = []
    for at, name, words, precision in _moments(report):
        bin_ = _bin_at(report, at)
        found.append(
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
    return tuple(sorted(found, key=lambda entry: entry.at))


def _moments(report: Report) -> Iterator[tuple[datetime, str, str, Precision]]:
    incident, sentiment = report.incident, report.measures.sentiment
    yield incident.began_at, "Incident", incident.title, "minute"
    for event in incident.events:
        words = " — ".join(part for part in (event.title, event.text, event.source) if part)
        yield event.at, event.kind.capitalize(), words, event.precision
    if sentiment.trough and sentiment.trough.at:
        yield sentiment.trough.at, "Sentiment at its lowest", "measured", "minute"
    if sentiment.recovery.at:
        sure = sentiment.status == "recovered"
        name = "Back to normal" if sure else "Probably back to normal"
        yield sentiment.recovery.at, name, "measured", "minute"
    for relapse in sentiment.relapses:
        yield relapse.at, "Below normal again", "measured", "minute"


def _bin_at(report: Report, at: datetime) -> Point | None:
    """Return the drawn bin that holds an instant; bins are in order and side by side."""
    series = report.measures.sentiment.series
    inside = None
    for point, after in zip(series, (*series[1:], None), strict=True):
        if point.start <= at and (after is None or at < after.start):
            inside = point
    return inside
