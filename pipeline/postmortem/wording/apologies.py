"""When an apology came, and what its effect weighs, in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from postmortem.wording.figures import NOT_KNOWN
from postmortem.wording.spans import span

if TYPE_CHECKING:
    from postmortem.model import ApologyEffect, Estimate, Event, Incident

Weight = Literal["helped", "harmed", "suggestive", "no sign", "none"]
ONE_SIDED = 0.8
"""The part of an interval that must lie on one side of zero before it suggests anything."""
_HOUR = timedelta(hours=1)


def weight(effect: Estimate) -> Weight:
    """Weigh an apology's effect by where its interval lies.

    An interval wholly on one side of zero speaks for help or harm. One that crosses zero suggests
    something only when at least four fifths of its length lie on one side; one that spreads about
    zero on both sides shows no effect.

    >>> from postmortem.model import Estimate
    >>> weight(Estimate(0.12, -0.01, 0.25)), weight(Estimate(0.01, -0.14, 0.15))
    ('suggestive', 'none')
    """
    if effect.low is None or effect.high is None:
        return "none"
    if effect.low > 0:
        return "helped"
    if effect.high < 0:
        return "harmed"
    above = effect.high / ((effect.high - effect.low) or 1.0)
    if above >= ONE_SIDED:
        return "suggestive"
    return "no sign" if above <= 1 - ONE_SIDED else "none"


def event_of(effect: ApologyEffect, incident: Incident) -> Event | None:
    """Return the event that an effect is about."""
    _, _, instant = effect.event.partition("@")
    at = datetime.fromisoformat(instant) if instant else None
    return next((event for event in incident.apologies if event.at == at), None)


def came(effect: ApologyEffect, incident: Incident) -> str:
    """Say when an apology came, as precisely as it is known."""
    event = event_of(effect, incident)
    if event is None or effect.latency_hours is None:
        late = NOT_KNOWN if effect.latency_hours is None else span(abs(effect.latency_hours))
        side = "before" if (effect.latency_hours or 0.0) < 0 else "after"
        return f"The apology came {late} {side} the incident"
    return f"The apology came {apart(event, incident.began_at, 'the incident')}"


def apart(event: Event, since: datetime, what: str) -> str:
    """Say how long after `what`, or before it, an event was.

    Of an event whose day alone is known, all of that day is possible.
    """
    low, high = (event.at - since) / _HOUR, (event.until - since) / _HOUR
    if event.precision != "day":
        about = "about " if event.precision == "hour" else ""
        return f"{about}{span(abs(low))} {'before' if low < 0 else 'after'} {what}"
    if low < 0 < high:
        return f"within {span(max(-low, high))} of {what} (only the day is known)"
    near, far = sorted((abs(low), abs(high)))
    side = "before" if high <= 0 else "after"
    return f"between {span(near)} and {span(far)} {side} {what} (only the day is known)"
