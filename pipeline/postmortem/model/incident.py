"""The incident a person describes, and what happened around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

EventKind = Literal[
    "offence",
    "complaint",
    "deletion",
    "denial",
    "response",
    "apology",
    "press",
    "campaign",
    "other",
]
Precision = Literal["minute", "hour", "day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened, at an instant known to `precision`."""

    kind: EventKind
    at: datetime
    precision: Precision = "minute"
    post: str | None = None
    """`platform:id` of the own post, when it is in the store."""
    text: str | None = None
    source: str | None = None
    title: str | None = None

    @property
    def until(self) -> datetime:
        """The latest instant it may have been; a day later where only its day is known."""
        return self.at + timedelta(days=1) if self.precision == "day" else self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What went wrong, when it began, and which posts speak of it.

    `sets` empty means all sets that are not a control; `platforms` and `terms` empty mean all.
    Every instant is aware.
    """

    id: str
    title: str
    began_at: datetime
    events: tuple[Event, ...] = ()
    sets: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    precision: Precision = "minute"
    """How exactly `began_at` is known."""

    @property
    def apologies(self) -> tuple[Event, ...]:
        """The events of kind apology, earliest first."""
        events = (event for event in self.events if event.kind == "apology")
        return tuple(sorted(events, key=lambda event: event.at))
