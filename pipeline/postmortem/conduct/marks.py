"""The scorecard: for each of the four steps, what the exports show, with the words that show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from postmortem.conduct.phrases import components, hedges
from postmortem.model import Mark
from postmortem.wording import apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from postmortem.model import Engagement, Event, EventKind, Incident

HUSH = timedelta(hours=72)
"""How long after the apology the brand's own posts are held against its normal."""
_STATEMENTS: frozenset[EventKind] = frozenset({"apology", "response", "denial"})


@dataclass(frozen=True, slots=True)
class Statement:
    """An event in which the brand spoke, with its words where they are known."""

    event: Event
    text: str | None


@dataclass(frozen=True, slots=True)
class OwnPost:
    """One post of the brand, as the scorecard needs it."""

    posted_at: datetime
    reply: bool
    text: str | None
    answers_after: timedelta | None = None
    """How long the post it answers had waited, when that post is in the store."""


def marks(
    incident: Incident,
    statements: Sequence[Statement],
    own: Sequence[OwnPost],
    *,
    complaints: int,
    engagement: Engagement,
    zone: ZoneInfo,
    ends_at: datetime | None,
) -> dict[str, tuple[Mark, ...]]:
    """Return the marks of each step; a step without any evidence has none.

    `complaints` counts the negative audience posts since the incident.
    """
    return {
        "own_it": tuple(_own_it(incident, statements)),
        "understand_it": tuple(_understand_it(incident, own, ends_at)),
        "accept_it": tuple(_accept_it(incident, own, complaints)),
        "get_it": tuple(_get_it(incident, engagement, zone)),
    }


def _first_apology(incident: Incident) -> Event | None:
    """Return the first apology since the incident; one before it was for something else.

    One whose day alone is known counts when it may have been since.
    """
    began = incident.began_at
    possible = (event for event in incident.apologies if event.at >= began or event.until > began)
    return next(possible, None)


def _hours(span: timedelta) -> float:
    return round(span / timedelta(hours=1), 2)


def _own_it(incident: Incident, statements: Sequence[Statement]) -> Iterator[Mark]:
    first = _first_apology(incident)
    if first is None:
        yield Mark(mark="apology", finding="No apology is known since the incident.")
        return
    yield _latency("latency", first, incident.began_at, "the incident")
    complaint = next((event for event in incident.events if event.kind == "complaint"), None)
    if complaint:
        yield _latency_from_complaint(first, complaint)
    denials = [event for event in incident.events if _is_denial_before(event, first)]
    if denials:
        yield Mark(
            mark="denial_first",
            finding="A denial came before the first apology.",
            value=len(denials),
            evidence=tuple(event.text for event in denials if event.text),
        )
    for statement in statements:
        yield from _wording(statement)


def _latency(mark: str, first: Event, since: datetime, what: str) -> Mark:
    """Say how long an apology took; no single figure where only its day is known."""
    if first.precision == "day":
        return Mark(mark=mark, finding=f"The first apology came {apart(first, since, what)}.")
    about = ", known to the hour" if first.precision == "hour" else ""
    return Mark(
        mark=mark,
        finding=f"Time from {what} to the first apology{about}.",
        value=_hours(first.at - since),
        unit="hours",
    )


def _latency_from_complaint(first: Event, complaint: Event) -> Mark:
    mark, what = "latency_from_complaint", "the first complaint listed"
    if complaint.precision != "day":
        return _latency(mark, first, complaint.at, what)
    return Mark(mark=mark, finding=f"Not known: only the day of {what} is known.")


def _is_denial_before(event: Event, first: Event) -> bool:
    """Whether an event is a denial that surely came before the first apology."""
    return event.kind == "denial" and event.at < first.at and event.until <= first.at


def _wording(statement: Statement) -> Iterator[Mark]:
    """Say which components a statement has, and what it takes back."""
    event = statement.event
    if statement.text is None or event.kind not in _STATEMENTS:
        return
    if event.kind == "apology":
        phrases = components(statement.text)
        present = [name for name, sentence in phrases.items() if sentence]
        yield Mark(
            mark="components",
            finding=f"Components present, heaviest first: {', '.join(present) or 'none'}.",
            value=len(present),
            unit="of 6",
            evidence=tuple(dict.fromkeys(sentence for sentence in phrases.values() if sentence)),
        )
    for name, sentence in hedges(statement.text).items():
        words = name.replace("_", "-")
        yield Mark(
            mark=name, finding=f"The {event.kind} has {words} wording.", evidence=(sentence,)
        )


def _understand_it(
    incident: Incident, own: Sequence[OwnPost], ends_at: datetime | None
) -> Iterator[Mark]:
    before = [post for post in own if post.posted_at < incident.began_at and not post.reply]
    first = _first_apology(incident)
    if first and before and ends_at is not None:
        apologised_at = first.until
        after_what = "day of the apology" if first.precision == "day" else "apology"
        until = min(apologised_at + HUSH, ends_at)
        days = (until - apologised_at) / timedelta(days=1)
        span = (incident.began_at - min(post.posted_at for post in before)) / timedelta(days=1)
        after = [p for p in own if apologised_at < p.posted_at <= until and not p.reply]
        if days > 0 and span >= 1:
            yield Mark(
                mark="posts_per_day_after_apology",
                finding=f"Own posts a day in the {days * 24:.0f} h after the {after_what}; "
                f"before the incident it was {len(before) / span:.2g}.",
                value=round(len(after) / days, 2),
                unit="posts per day",
            )
    replies = [p.text for p in own if p.reply and p.posted_at >= incident.began_at and p.text]
    if len(replies) >= 5:
        distinct = len({" ".join(text.lower().split()) for text in replies})
        yield Mark(
            mark="pasted_replies",
            finding="Share of own replies that repeat another one word for word.",
            value=round(1 - distinct / len(replies), 3),
            unit="share",
        )


def _accept_it(incident: Incident, own: Sequence[OwnPost], complaints: int) -> Iterator[Mark]:
    replies = [post for post in own if post.reply and post.posted_at >= incident.began_at]
    if complaints:
        yield Mark(
            mark="answers",
            finding=f"Own replies since the incident, against {complaints} negative posts.",
            value=len(replies),
            unit="replies",
        )
    waits = [_hours(post.answers_after) for post in replies if post.answers_after is not None]
    if waits:
        yield Mark(
            mark="time_to_answer",
            finding=f"Median time to answer, over {len(waits)} answers whose question is stored.",
            value=round(median(waits), 2),
            unit="hours",
        )
    for kind in ("denial", "deletion"):
        events = [event for event in incident.events if event.kind == kind]
        if events:
            yield Mark(
                mark=kind,
                finding=f"Times a {kind} is listed.",
                value=len(events),
                evidence=tuple(event.text for event in events if event.text),
            )


def _get_it(incident: Incident, engagement: Engagement, zone: ZoneInfo) -> Iterator[Mark]:
    local = incident.began_at.astimezone(zone)
    late_friday = local.weekday() == 4 and local.hour >= 15
    yield Mark(
        mark="moment",
        finding=f"It began on a {local:%A} at {local:%H:%M} ({zone.key})"
        + (": late on a Friday, when few are there to answer." if late_friday else "."),
    )
    ratio = engagement.per_post
    if ratio and ratio.value is not None:
        yield Mark(
            mark="engagement_after",
            finding="Engagement per own post after the incident ÷ before.",
            value=ratio.value,
            unit="ratio",
        )
