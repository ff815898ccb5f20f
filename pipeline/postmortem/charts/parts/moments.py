"""An incident's events as charts show them: our words only, told apart by line and colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

from postmortem.wording import time_since

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.charts.paper.page import LineStyle
    from postmortem.charts.parts.time import TimeScale
    from postmortem.model import EventKind, Incident


@dataclass(frozen=True, slots=True)
class Moment:
    """One event as it is drawn: its name, and when it was, in our words only."""

    kind: EventKind | Literal["incident"]
    name: str
    when: str
    at: datetime
    late: str = ""

    @property
    def brief(self) -> str:
        """When it was, in one word or two: the time since the incident, where there is one."""
        return self.late or self.when


def moments(incident: Incident, time: TimeScale) -> tuple[Moment, ...]:
    """Return the incident and its events that lie on the axis, earliest first.

    An offence within a minute of the beginning is the incident itself.
    """
    clock, began = time.clock, incident.began_at
    result = [Moment("incident", "Incident", clock.short(began), began)]
    for event in incident.events:
        hours = (event.at - began).total_seconds() / 3600
        if not time.holds(event.at) or (event.kind == "offence" and abs(hours) < 1 / 60):
            continue
        name = "Event" if event.kind == "other" else event.kind.capitalize()
        when = clock.short(event.at, event.precision)
        late = "" if event.precision == "day" else time_since(hours)
        words = f"{when} ({late})" if late else when
        result.append(Moment(event.kind, name, words, event.at, late))
    on_axis = (moment for moment in result if time.holds(moment.at))
    return tuple(sorted(on_axis, key=lambda moment: (moment.at, moment.kind != "incident")))


def colour_of(moment: Moment) -> tuple[str, str, LineStyle, float]:
    """Return line colour, text colour, line style and width: style tells what colour tells."""
    match moment.kind:
        case "incident":
            return "incident", "incident_text", "-", 1.8
        case "apology":
            return "apology", "apology", "--", 1.6
        case (
            "offence"
            | "complaint"
            | "deletion"
            | "denial"
            | "response"
            | "press"
            | "campaign"
            | "other"
        ):
            return "event", "event", ":", 1.3
        case _:
            assert_never(moment.kind)
