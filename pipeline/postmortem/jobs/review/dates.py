"""What the dates in incident files do to a measurement, said to the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from postmortem.measure.posts.gates import baseline_posts, baseline_start
from postmortem.model import Caveat, Exclusions
from postmortem.wording import Clock, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from postmortem.jobs.review.question import Earlier
    from postmortem.measure import Audience, Settings
    from postmortem.model import Event, Incident

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def _minute(clock: Clock, at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M}"


def baseline_exclusions(
    earlier: Sequence[Earlier], audience: Audience, settings: Settings, incident: Incident
) -> tuple[Exclusions, ...]:
    """Return the spans that really take posts out of the baseline, and how many."""
    whole = baseline_posts(audience.hours, replace(settings, exclusions=()))
    exclusions = []
    for other in earlier:
        gap = whole & (audience.hours >= other.start) & (audience.hours < other.stop)
        if not gap.any():
            continue
        opening = baseline_start(float(audience.hours[whole].max()))
        first, last = max(other.start, opening), min(other.stop, 0.0)
        exclusions.append(
            Exclusions(
                incident=other.name,
                starts_at=incident.began_at + first * _HOUR,
                ends_at=incident.began_at + last * _HOUR,
                posts=int(gap.sum()),
            )
        )
    return tuple(exclusions)


def date_caveats(
    exclusions: Sequence[Exclusions], audience: Audience, incident: Incident, clock: Clock
) -> Iterator[Caveat]:
    """Yield what the reader must know about the instants that people wrote down."""
    for part in exclusions:
        yield Caveat.of(
            "earlier-incident",
            span=span((part.ends_at - part.starts_at) / _HOUR),
            start=_minute(clock, part.starts_at),
            incident=part.incident,
        )
    yield from _outside(audience, incident, clock)
    for event in incident.events:
        if event.kind == "apology" and _is_after(incident.began_at, event, clock):
            yield Caveat.of(
                "event-before-incident",
                event=event.kind,
                at=_date_of(clock, event),
                began=_minute(clock, incident.began_at),
            )
    yield from _after_data(audience, incident, clock)


def _is_after(at: datetime, event: Event, clock: Clock) -> bool:
    """Whether `at` is later than the event can have been."""
    if event.precision == "day":
        return clock.local(at).date() > clock.local(event.at).date()
    return at > event.at


def _is_before(at: datetime, event: Event, clock: Clock) -> bool:
    """Whether `at` is earlier than the event can have been."""
    if event.precision == "day":
        return clock.local(at).date() < clock.local(event.at).date()
    return at < event.at


def _date_of(clock: Clock, event: Event) -> str:
    if event.precision == "day":
        return f"{clock.local(event.at):%Y-%m-%d}"
    return _minute(clock, event.at)


def _after_data(audience: Audience, incident: Incident, clock: Clock) -> Iterator[Caveat]:
    """Warn of events later than any post; where the whole incident is, that is said already."""
    last = float(audience.hours.max()) if len(audience) else -1.0
    if last < 0:
        return
    end = incident.began_at + last * _HOUR
    late = [event for event in incident.events if _is_before(end, event, clock)]
    if not late:
        return
    yield Caveat.of(
        "event-after-data",
        which="This event is" if len(late) == 1 else "These events are",
        end=_minute(clock, end),
        events=", ".join(f"{event.kind} at {_date_of(clock, event)}" for event in late),
    )


def _outside(audience: Audience, incident: Incident, clock: Clock) -> Iterator[Caveat]:
    """Warn where all posts lie on one side of the incident."""
    if not len(audience):
        return
    first, last = float(audience.hours.min()), float(audience.hours.max())
    if first <= 0 <= last:
        return
    yield Caveat.of(
        "incident-outside-data",
        began=clock.date(incident.began_at),
        first=clock.date(incident.began_at + first * _HOUR),
        last=clock.date(incident.began_at + last * _HOUR),
    )
