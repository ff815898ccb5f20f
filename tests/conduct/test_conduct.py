"""An apology is judged by its parts and its wording, never by its polarity."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from postmortem.conduct import OwnPost, Statement, components, hedges, marks
from postmortem.model import Engagement, Event, Incident, Mark

BEGAN = datetime(2026, 3, 13, 15, 30, tzinfo=UTC)
APOLOGY = Event(kind="apology", at=BEGAN + timedelta(hours=42))
DENIAL = Event(kind="denial", at=BEGAN + timedelta(hours=12), text="Nothing was wrong with it.")
INCIDENT = Incident(id="i", title="t", began_at=BEGAN, events=(DENIAL, APOLOGY))
REAL = (
    "We were wrong. The post should never have gone out, and we are sorry. "
    "It was scheduled weeks ago; we have paused all campaigns. It will not happen again."
)


def found(step: str, own: tuple[OwnPost, ...] = (), text: str | None = REAL) -> dict[str, float]:
    card = marks(
        INCIDENT,
        [Statement(APOLOGY, text)],
        own,
        complaints=10,
        engagement=Engagement(),
        zone=ZoneInfo("Europe/Oslo"),
        ends_at=BEGAN + timedelta(days=10),
    )
    return {mark.mark: mark.value or 0 for mark in card[step]}


def test_a_full_apology_shows_each_part_in_its_own_sentence() -> None:
    shown = components(REAL)
    assert shown["responsibility"] == "We were wrong."
    assert shown["regret"] == "The post should never have gone out, and we are sorry."
    assert shown["repair"] is not None
    assert shown["repentance"] == "It will not happen again."
    assert shown["forgiveness"] is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We are sorry if anyone was offended.", "conditional"),
        ("Our tweet seemed insensitive, and we regret it.", "minimising"),
        ("The agency responsible has been let go.", "blame_shift"),
        ("Oops! Our bad 😂", "humour"),
    ],
)
def test_wording_that_takes_responsibility_back_is_quoted(text: str, kind: str) -> None:
    assert kind in hedges(text)
    assert hedges(text)[kind] in text


def test_a_plain_apology_takes_nothing_back() -> None:
    assert hedges(REAL) == {}


def test_latency_counts_from_the_incident_and_a_denial_before_it_is_named() -> None:
    card = found("own_it")
    assert card["latency"] == 42.0
    assert card["denial_first"] == 1
    assert card["components"] >= 4


def test_no_apology_is_said_and_not_scored() -> None:
    quiet = Incident(id="i", title="t", began_at=BEGAN)
    card = marks(
        quiet,
        [],
        [],
        complaints=0,
        engagement=Engagement(),
        zone=ZoneInfo("UTC"),
        ends_at=None,
    )
    assert [mark.finding for mark in card["own_it"]] == ["No apology is known since the incident."]
    assert card["understand_it"] == ()
    assert card["accept_it"] == ()


def test_posts_fired_off_after_the_apology_are_held_against_the_brands_own_normal() -> None:
    before = [OwnPost(BEGAN - timedelta(days=d), False, "hi") for d in range(1, 11)]
    after = [OwnPost(APOLOGY.at + timedelta(hours=h), False, "buy") for h in (1, 5, 9, 20, 40, 60)]
    assert found("understand_it", (*before, *after))["posts_per_day_after_apology"] == 2.0


def test_pasted_replies_and_waiting_times_are_counted() -> None:
    replies = tuple(
        OwnPost(BEGAN + timedelta(hours=h), True, "So sorry!", timedelta(hours=h))
        for h in range(1, 6)
    )
    assert found("understand_it", replies)["pasted_replies"] == 0.8
    assert found("accept_it", replies)["time_to_answer"] == 3.0
    assert found("accept_it", replies)["answers"] == 5


def test_late_on_a_friday_is_named_in_the_brands_zone() -> None:
    card = marks(
        INCIDENT,
        [],
        [],
        complaints=0,
        engagement=Engagement(),
        zone=ZoneInfo("Europe/Oslo"),
        ends_at=None,
    )
    assert "Friday at 16:30 (Europe/Oslo): late on a Friday" in card["get_it"][0].finding


def test_an_apology_for_something_else_before_the_incident_is_not_the_first() -> None:
    early = Event(kind="apology", at=BEGAN - timedelta(hours=35))
    twice = Incident(id="i", title="t", began_at=BEGAN, events=(early, APOLOGY))
    card = marks(
        twice,
        [],
        [],
        complaints=0,
        engagement=Engagement(),
        zone=ZoneInfo("UTC"),
        ends_at=None,
    )
    assert card["own_it"][0].value == 42.0


def test_an_apology_of_which_the_day_is_known_has_no_single_latency() -> None:
    dated = Event(kind="apology", at=BEGAN + timedelta(hours=28), precision="day")
    denied = Event(kind="denial", at=BEGAN + timedelta(hours=28), precision="day")
    card = card_of(dated, denied)
    latency = card["own_it"][0]
    assert latency.value is None
    assert "between 28 h and 52 h after the incident (only the day is known)" in latency.finding
    assert "denial_first" not in {mark.mark for mark in card["own_it"]}, "same day: not known"


def test_an_apology_on_the_day_of_the_incident_may_have_come_after_it() -> None:
    dated = Event(kind="apology", at=BEGAN - timedelta(hours=15), precision="day")
    assert "within 15 h of the incident" in card_of(dated)["own_it"][0].finding
    before = Event(kind="apology", at=BEGAN - timedelta(hours=35), precision="day")
    assert card_of(before)["own_it"][0].finding == "No apology is known since the incident."


def test_an_apology_known_to_the_hour_is_timed_about() -> None:
    hourly = Event(kind="apology", at=BEGAN + timedelta(hours=28), precision="hour")
    assert card_of(hourly)["own_it"][0].finding.endswith("apology, known to the hour.")


def card_of(*events: Event) -> dict[str, tuple[Mark, ...]]:
    return marks(
        Incident(id="i", title="t", began_at=BEGAN, events=events),
        [],
        [],
        complaints=0,
        engagement=Engagement(),
        zone=ZoneInfo("UTC"),
        ends_at=None,
    )
