"""Dates that people wrote down and that do not fit the posts are told as what they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from worlds import BEGAN, crowd, incident

from postmortem.jobs.review.dates import baseline_exclusions, date_caveats
from postmortem.jobs.review.question import Earlier
from postmortem.measure import Settings
from postmortem.model import Event, Exclusions
from postmortem.wording import Clock

if TYPE_CHECKING:
    from postmortem.measure import Audience
    from postmortem.model import Caveat

OSLO = Clock("Europe/Oslo")
END = 150.0
POSTS = crowd(1, rate=2.0)
LAST = BEGAN + timedelta(hours=float(POSTS.hours.max()))


def told(*events: Event, posts: Audience = POSTS) -> list[Caveat]:
    asked = replace(incident(), events=events)
    return list(date_caveats((), posts, asked, OSLO))


def left_out(posts: Audience, start: float) -> tuple[Exclusions, ...]:
    """Return what an incident that began at hour `start` takes out of the baseline."""
    return baseline_exclusions(
        [Earlier(start, start + 168.0, "other")], posts, Settings(), incident()
    )


def test_a_span_left_out_of_old_data_is_as_long_as_it_was() -> None:
    """The incident is listed a year late, so the baseline is the newest posts there are."""
    old = POSTS.shift(8760.0)
    (part,) = left_out(old, -8760.0 - 200.0)
    assert part.ends_at - part.starts_at == timedelta(days=7)
    assert part.starts_at == BEGAN - timedelta(hours=8960)
    (said,) = [one.text for one in date_caveats([part], old, incident(), OSLO)][:1]
    assert said.startswith("7 days from 2025-03-04 06:20 are left out of the baseline")


def test_a_span_left_out_ends_where_the_baseline_does() -> None:
    (part,) = left_out(POSTS, -24.0)
    assert (part.starts_at, part.ends_at) == (BEGAN - timedelta(hours=24), BEGAN)
    long = crowd(2, rate=0.5, before=60 * 24.0)
    (part,) = left_out(long, -43 * 24.0)
    assert part.starts_at == BEGAN - timedelta(days=42)


def test_events_after_the_last_post_are_told_together() -> None:
    late = Event(kind="apology", at=LAST + timedelta(days=73))
    later = Event(kind="press", at=LAST + timedelta(days=80), precision="day")
    (said,) = told(Event(kind="denial", at=BEGAN + timedelta(hours=5)), late, later)
    assert said.code == "event-after-data"
    assert said.text == (
        "These events are listed after the audience's last post (2026-03-18 19:52), so nothing "
        "that followed was seen: apology at 2026-05-30 20:52, press at 2026-06-06. "
        "Check `at` in the incident file."
    )
    (one,) = told(late)
    assert one.text.startswith("This event is listed after the audience's last post ")


def test_an_event_of_the_day_on_which_the_data_end_may_have_been_in_them() -> None:
    midnight = datetime(LAST.year, LAST.month, LAST.day, 22, tzinfo=UTC)
    assert midnight > LAST, "the day of the last post ends at 22:00 UTC in Oslo's winter, or later"
    same = Event(kind="apology", at=LAST + timedelta(hours=1), precision="day")
    assert told(same) == []
    (said,) = told(Event(kind="apology", at=LAST + timedelta(hours=24), precision="day"))
    assert said.code == "event-after-data"


@pytest.mark.parametrize(
    ("precision", "codes"), [("minute", ["event-before-incident"]), ("day", [])]
)
def test_an_apology_known_to_the_day_of_the_incident_is_not_before_it(
    precision: str, codes: list[str]
) -> None:
    morning = Event(kind="apology", at=BEGAN - timedelta(hours=13), precision=precision)  # type: ignore[arg-type]
    assert [one.code for one in told(morning)] == codes


def test_an_apology_of_the_day_before_is_told_by_its_day() -> None:
    (said,) = told(Event(kind="apology", at=BEGAN - timedelta(hours=24), precision="day"))
    assert said.text.startswith("The apology is listed at 2026-03-11, before the incident began")


def test_where_the_incident_lies_outside_the_data_its_events_are_not_told_again() -> None:
    before = POSTS.where(POSTS.hours < 0)
    said = told(Event(kind="apology", at=BEGAN + timedelta(hours=40)), posts=before)
    assert [one.code for one in said] == ["incident-outside-data"]
