"""Times: right in UTC, or refused; never moved in silence."""

from __future__ import annotations

import pytest

from postmortem.errors import MalformedExport, UsageError
from postmortem.sources.notes import Tally
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import parse_time, unix_time, x_classic_time


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2015-02-24 11:35:52 -0800", "2015-02-24T19:35:52+00:00"),
        ("2022-12-18 23:41:50+00:00", "2022-12-18T23:41:50+00:00"),
        ("2021-05-18T19:24:56.000Z", "2021-05-18T19:24:56+00:00"),
        ("2024-05-01T10:00:00+02:00", "2024-05-01T08:00:00+00:00"),
        ("2023-01-15 12:34:56 UTC", "2023-01-15T12:34:56+00:00"),
        ("2024-03-15 18:42 +0000", "2024-03-15T18:42:00+00:00"),
        ("2021-07-06 16:45:20 EDT", "2021-07-06T20:45:20+00:00"),
        ("2020-01-01 10:00:00 CET", "2020-01-01T09:00:00+00:00"),
        ("Oct 23, 2023 · 6:48 PM UTC", "2023-10-23T18:48:00+00:00"),
        ("Tue Oct 31 22:10:47 +0000 2017", "2017-10-31T22:10:47+00:00"),
        ("Sat Nov 09 12:14:18 +0100 2024", "2024-11-09T11:14:18+00:00"),
        ("1714557600", "2024-05-01T10:00:00+00:00"),
        ("1714557600.0", "2024-05-01T10:00:00+00:00"),
        ("1714557600000", "2024-05-01T10:00:00+00:00"),
        ("2016-12-31 23:59:60 UTC", "2016-12-31T23:59:59+00:00"),
    ],
)
def test_a_time_with_a_zone_is_an_instant(text: str, utc: str) -> None:
    moment, day_only = parse_time(text)
    assert Clock(None, "f", Tally()).utc(moment).isoformat() == utc
    assert not day_only


@pytest.mark.parametrize(
    ("text", "local", "day_only"),
    [
        ("24-02-2015 11.35", "2015-02-24T11:35:00", False),
        ("13.04.2026 00:02", "2026-04-13T00:02:00", False),
        ("07-Jul-2025 05:12PM", "2025-07-07T17:12:00", False),
        ("Tue, Jul 14, 2026", "2026-07-14T00:00:00", True),
        ("Sep 20, 2026", "2026-09-20T00:00:00", True),
        ("2026-08-02", "2026-08-02T00:00:00", True),
        ("12/25/2023 12:05 am", "2023-12-25T00:05:00", False),
        ("14 July 2026", "2026-07-14T00:00:00", True),
        ("2024-05-01 10:00:00.0", "2024-05-01T10:00:00", False),
    ],
)
def test_a_time_without_a_zone_says_so(text: str, local: str, day_only: bool) -> None:
    moment, only = parse_time(text)
    assert (moment.isoformat(), only) == (local, day_only)


def test_a_date_with_two_readings_is_refused_until_its_order_is_said() -> None:
    with pytest.raises(CellError, match="day/month or month/day"):
        parse_time("10/11/2024")
    assert parse_time("10/11/2024", day_first=True)[0].month == 11
    assert parse_time("10/11/2024", day_first=False)[0].month == 10


@pytest.mark.parametrize(
    "text",
    [
        "infinity", "epoch", "", "soon", "2024-13-01", "31/02/2024", "0001-01-01", "1069-07-20",
        "99999-01-01", "2024-05-01T25:00:00Z", "56302-01-01", "-1714557600",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        Clock("UTC", "f", Tally()).utc(parse_time(text)[0])


def test_the_calendar_ends_without_a_crash() -> None:
    moment, _ = parse_time("0001-01-01T00:00:00+14:00")
    with pytest.raises(CellError):
        Clock("UTC", "f", Tally()).utc(moment)


def test_seconds_taken_for_milliseconds_are_refused() -> None:
    with pytest.raises(CellError):
        unix_time(12)


def test_a_zone_in_the_classic_form_is_obeyed() -> None:
    assert x_classic_time("Sat Nov 09 12:14:18 +0100 2024").hour == 11


def test_a_local_time_needs_a_zone() -> None:
    with pytest.raises(MalformedExport, match="--tz Europe/Oslo"):
        Clock(None, "f.csv", Tally()).utc(parse_time("2024-05-01 10:00")[0])


def test_a_zone_that_does_not_exist_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no such time zone"):
        Clock("Europe/Atlantis", "f.csv", Tally())


def test_summer_time_is_in_the_zone() -> None:
    clock = Clock("Europe/Oslo", "f", Tally())
    assert clock.utc(parse_time("2026-03-28 12:00")[0]).hour == 11
    assert clock.utc(parse_time("2026-03-30 12:00")[0]).hour == 10


@pytest.mark.parametrize(
    ("text", "code"), [("2026-03-29 02:30", "clock-gap"), ("2026-10-25 02:30", "clock-fold")]
)
def test_hours_that_summer_time_skips_or_repeats_are_counted(text: str, code: str) -> None:
    tally = Tally()
    clock = Clock("Europe/Oslo", "f", tally)
    clock.utc(parse_time(text)[0])
    clock.utc(parse_time("2026-05-01 02:30")[0])
    assert [note.code for note in tally.notes()] == [code]
