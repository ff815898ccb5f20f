"""What the dates in incident files do to a measurement, said to the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from postmortem.measure.bins import BASELINE_DAYS
from postmortem.measure.gates import baseline_posts
from postmortem.model import Caveat, Excluded
from postmortem.wording import Clock, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from postmortem.measure import Audience, Settings
    from postmortem.measuring._question import Earlier
    from postmortem.model import Incident

_HOUR = timedelta(hours=1)


def _minute(clock: Clock, at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M}"


def excluded(
    earlier: Sequence[Earlier], audience: Audience, settings: Settings, incident: Incident
) -> tuple[Excluded, ...]:
    """Return the spans that really take posts out of the baseline, and how many."""
    whole = baseline_posts(audience.hours, replace(settings, exclusions=()))
    found = []
    for other in earlier:
        lost = whole & (audience.hours >= other.start) & (audience.hours < other.stop)
        if not lost.any():
            continue
        first, last = max(other.start, -24.0 * BASELINE_DAYS), min(other.stop, 0.0)
        found.append(
            Excluded(
                incident=other.name,
                starts_at=incident.began_at + first * _HOUR,
                ends_at=incident.began_at + last * _HOUR,
                posts=int(lost.sum()),
            )
        )
    return tuple(found)


def date_caveats(
    left_out: Sequence[Excluded], audience: Audience, incident: Incident, clock: Clock
) -> Iterator[Caveat]:
    """Yield what the reader must know about the instants that people wrote down."""
    for part in left_out:
        long = span((part.ends_at - part.starts_at) / _HOUR)
        yield Caveat(
            "earlier-incident",
            f"{long} from {_minute(clock, part.starts_at)} are left out of the baseline "
            f"because of the incident `{part.incident}` (incidents/{part.incident}.toml).",
        )
    yield from _outside(audience, incident, clock)
    for event in incident.events:
        if event.kind == "apology" and event.at < incident.began_at:
            yield Caveat(
                "event-before-incident",
                f"The {event.kind} is listed at {_minute(clock, event.at)}, before the incident "
                f"began ({_minute(clock, incident.began_at)}): check `at` in the incident file.",
            )


def _outside(audience: Audience, incident: Incident, clock: Clock) -> Iterator[Caveat]:
    """Warn where all posts lie on one side of the incident."""
    if not len(audience):
        return
    first, last = float(audience.hours.min()), float(audience.hours.max())
    if first <= 0 <= last:
        return
    ends = (incident.began_at + hours * _HOUR for hours in (first, last))
    yield Caveat(
        "incident-outside-data",
        f"began_at is {clock.date(incident.began_at)}; the audience's posts run from "
        f"{' to '.join(clock.date(end) for end in ends)}: check began_at.",
    )
