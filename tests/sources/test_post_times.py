"""Of several columns that hold times, the one is read that tells when the posts were written."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from postmortem.errors import MalformedExport, UnrecognisedExport
from postmortem.model import Note, Post, Reject
from postmortem.sources import Export, Options, source_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from postmortem.model import Record

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def reading(
        rows: Sequence[dict[str, object]], tz: str | None = "UTC", **columns: str
    ) -> list[Record]:
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path = tmp_path / "any.csv"
        path.write_text(out.getvalue(), "utf-8")
        export = Export(path)
        found = source_for(export, columns=columns).read(export, Options(tz=tz, columns=columns))
        return list(found)

    return reading


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def notes(records: list[Record]) -> dict[str, str]:
    return {record.code: record.text for record in records if isinstance(record, Note)}


def written(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def posted(number: int) -> datetime:
    """Return a time; posts are some hours apart, and in no order."""
    return START + timedelta(minutes=211 * (number * 7 % 30))


def account_made(number: int) -> datetime:
    return datetime(2009, 5, 2, tzinfo=UTC) + timedelta(days=731 * (number % 6))


def gathered(number: int) -> datetime:
    return START + timedelta(days=40, seconds=3 * number)


TWO_TIMES: dict[str, tuple[str, dict[str, Callable[[int], datetime]]]] = {
    "an account's birthday": ("date", {"created": account_made}),
    "an account's birthday, named as a post's": ("date", {"created_at": account_made}),
    "an account's birthday, named": ("created_at", {"author_created_utc": account_made}),
    "a run of the scraper": ("commentDate", {"timestamp": gathered}),
    "a run of the scraper beside a plain name": ("date", {"timestamp": gathered}),
    "one moment of download": ("date", {"created_at": lambda _: START + timedelta(days=50)}),
    "a label given later": ("review_date", {"created_at": gathered}),
    "a query": ("created_time", {"query_time": gathered}),
    "the film's time": ("comment_published_at", {"video_published_at": lambda _: START}),
    "a change": ("created_at", {"updated_at": gathered, "last_edited_time": gathered}),
}


@pytest.mark.parametrize("kind", TWO_TIMES)
@pytest.mark.parametrize("is_before", [True, False])
def test_the_time_is_that_of_the_post(read: Any, kind: str, is_before: bool) -> None:
    name, others = TWO_TIMES[kind]
    rows = []
    for n in range(30):
        of_post = {name: written(posted(n))}
        rest: dict[str, object] = {other: written(time(n)) for other, time in others.items()}
        times = rest | of_post if is_before else of_post | rest
        rows.append({"id": f"a{n}", "user": f"guest{n % 6}", "text": f"cold {n}", **times})
    assert [post.posted_at for post in posts(read(rows))] == [posted(n) for n in range(30)]


def test_without_a_busy_author_accounts_are_known_by_their_years(read: Any) -> None:
    rows = [
        {"user": f"u{n}", "date": written(posted(n)), "created": written(account_made(n)),
         "text": "x"}
        for n in range(6)
    ]  # fmt: skip
    found = read(rows)
    assert [post.posted_at for post in posts(found)] == [posted(n) for n in range(6)]
    assert "date, not created" in notes(found)["times-several"]


def test_the_clock_in_ids_overrules_every_name(read: Any) -> None:
    rows = []
    for n in range(9):
        post_id = (int(posted(n).timestamp() * 1000) - 1_288_834_974_657) << 22
        rows.append(
            {"id": post_id, "text": f"t{n}", "created_at": written(gathered(n)),
             "datetime": written(posted(n))}
        )  # fmt: skip
    assert [post.posted_at for post in posts(read(rows))] == [posted(n) for n in range(9)]


def test_what_a_person_says_is_the_time(read: Any) -> None:
    rows = [
        {"date": written(posted(n)), "created": written(account_made(n)), "text": "x"}
        for n in range(6)
    ]
    found = read(rows, time="created")
    assert {post.posted_at for post in posts(found)} == {account_made(n) for n in range(6)}
    assert "times-several" not in notes(found)


def test_the_same_time_twice_is_no_question(read: Any) -> None:
    rows = [
        {"created_at": written(posted(n)), "date": written(posted(n)), "text": "x"}
        for n in range(6)
    ]
    assert "times-several" not in notes(read(rows))


def test_a_time_beats_the_day_of_it(read: Any) -> None:
    rows = [
        {"post_date": f"{posted(n):%Y-%m-%d}", "created_at": written(posted(n)), "text": f"{n}"}
        for n in range(6)
    ]
    assert posts(read(rows))[1].posted_at == posted(1)


@pytest.mark.parametrize("name", ["Comment date (UTC)", "Posted on date", "submitted_utc_epoch"])
def test_a_name_that_nobody_listed_may_tell_the_time(read: Any, name: str) -> None:
    rows = [{"text": f"{n}", name: written(posted(n))} for n in range(4)]
    assert posts(read(rows))[2].posted_at == posted(2)


@pytest.mark.parametrize("name", ["scraped_at", "user.created_at", "Query time", "label date"])
def test_a_time_of_something_else_is_none(read: Any, name: str) -> None:
    with pytest.raises(UnrecognisedExport, match="a time column"):
        read([{"text": f"{n}", name: written(posted(n))} for n in range(4)])


ZONES = {
    "BRT": -3, "SGT": 8, "NZDT": 13, "NPT": 5.75, "UTC+2": 2, "GMT-0330": -3.5, "Europe/Oslo": 1,
    "America/New_York": -5, "+01:00[Europe/Oslo]": 1, "MSK": 3, "+5:30": 5.5,
    "GMT+0100 (Central European Standard Time)": 1,
}  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_of_one_place_is_read(read: Any, zone: str) -> None:
    rows = [{"date": f"2026-03-0{n} 10:00:00 {zone}", "text": f"{n}"} for n in (1, 2, 3)]
    found = read(rows, tz="Asia/Tokyo")
    expected = START.replace(hour=10) - timedelta(hours=ZONES[zone])
    assert posts(found)[0].posted_at == expected
    assert "zone-assumed" not in notes(found)


@pytest.mark.parametrize(
    ("zone", "place"),
    [("IST", "Asia/Kolkata"), ("CST", "America/Chicago"), ("BST", "Asia/Dhaka"),
     ("AST", "America/Halifax"), ("GST", "Asia/Dubai")],
)  # fmt: skip
def test_a_zone_of_several_places_is_refused_by_name_until_a_person_says_which(
    read: Any, zone: str, place: str
) -> None:
    month = 1
    rows = [{"date": f"2026-0{month}-1{n} 10:00:00 {zone}", "text": f"{n}"} for n in range(3)]
    found = read(rows, tz="Europe/Oslo")
    reasons = {record.reason for record in found if isinstance(record, Reject)}
    assert len(reasons) == 1
    assert zone in reasons.pop()
    if place == "Asia/Dhaka":
        return  # its own calendar says +06
    if zone == "GST":
        return
    assert len(posts(read(rows, tz=place))) == 3


def test_ids_say_which_of_several_zones_is_meant(read: Any) -> None:
    rows = []
    for n in range(6):
        post_id = (int(posted(n).timestamp() * 1000) - 1_288_834_974_657) << 22
        local = posted(n) + timedelta(hours=5.5)
        rows.append(
            {"id": post_id if n != 3 else "", "date": f"{local:%Y-%m-%d %H:%M:%S} IST",
             "text": f"{n}"}
        )  # fmt: skip
    found = posts(read(rows, tz="Europe/Oslo"))
    assert [post.posted_at for post in found] == [posted(n) for n in range(6)]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("12. mars 2026 14:20", (14, 20)),
        ("12 de marzo de 2026 14:20", (14, 20)),
        ("12. März 2026, 14:20", (14, 20)),
        ("12 février 2026 14:20", None),
        ("jueves 12 mar 2026 14:20", (14, 20)),
        ("46093.59722", (14, 20)),
        ("46093,59722", (14, 20)),
        ("46093", (0, 0)),
        ("Thu Mar 12 2026 14:20:00 GMT+0000 (Coordinated Universal Time)", (14, 20)),
    ],
)
def test_times_as_people_and_spreadsheets_write_them(
    read: Any, text: str, time: tuple[int, int] | None
) -> None:
    (post,) = posts(read([{"date": text, "text": "x"}]))
    if time:
        assert (post.posted_at.month, post.posted_at.day) == (3, 12)
        assert (post.posted_at.hour, post.posted_at.minute) == time
    else:
        assert post.posted_at.month == 2


@pytest.mark.parametrize("age", ["3 weeks ago", "vor 3 Wochen", "hace 2 días", "2h"])
def test_an_age_is_refused_by_name(read: Any, age: str) -> None:
    found = read([{"id": f"a{n}", "date": age, "text": f"{n} x"} for n in range(3)])
    reasons = {record.reason for record in found if isinstance(record, Reject)}
    assert len(reasons) == 1
    assert f"'{age}' is counted from a day that the export does not tell" in reasons.pop()


def test_an_age_beside_a_time_is_passed_over(read: Any) -> None:
    rows = [
        {"id": f"a{n}", "time": "3 weeks ago", "text": f"{n}", "time_parsed": 1_772_452_800 + n}
        for n in range(5)
    ]
    assert posts(read(rows))[4].posted_at == datetime(2026, 3, 2, 12, 0, 4, tzinfo=UTC)


MIDNIGHTS = ["2026-03-0{} 00:00:00", "2026-03-0{}T00:00:00Z", "2026-03-0{} 00:00:00 +0000",
             "Sun Mar 0{} 00:00:00 +0000 2026", "3/{}/2026 12:00:00 AM"]  # fmt: skip


@pytest.mark.parametrize("form", MIDNIGHTS)
def test_times_that_are_all_midnight_are_days(read: Any, form: str) -> None:
    rows = [{"id": f"a{n}", "date": form.format(n), "text": f"{n}"} for n in range(1, 9)]
    found = read(rows, dates="month-first")
    assert notes(found)["day-only"].endswith(": 8.")
    assert posts(found)[2].posted_at == datetime(2026, 3, 3, tzinfo=UTC)


def test_a_midnight_among_other_times_is_a_time(read: Any) -> None:
    rows = [{"id": f"a{n}", "date": f"2026-03-01T0{n}:00:00Z", "text": f"{n}"} for n in range(9)]
    assert "day-only" not in notes(read(rows))


def turned(instant: datetime) -> str:
    """Return a date typed day first, as a spreadsheet that expects the month first leaves it."""
    return instant.strftime("%m/%d/%Y %H:%M" if instant.day <= 12 else "%d/%m/%Y %H:%M")


def test_dates_that_a_spreadsheet_turned_by_half_are_not_accepted_in_silence(read: Any) -> None:
    instants = [START + timedelta(hours=9 * n) for n in range(70)]
    rows = [{"id": f"a{n}", "date": turned(one), "text": f"{n}"} for n, one in enumerate(instants)]
    with pytest.raises(MalformedExport, match=r"some month/day.*spreadsheet"):
        read(rows)
    found = read(rows, dates="day-first")
    assert len(posts(found)) == 70
    assert "dates-half-swapped" in notes(found)
    as_cells = [
        {**row, "date": f"{one:%Y-%d-%m %H:%M}" if one.day <= 12 else row["date"]}
        for row, one in zip(rows, instants, strict=True)
    ]
    with pytest.raises(MalformedExport, match="spreadsheet"):
        read(as_cells)


@pytest.mark.parametrize("form", ["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"])
@pytest.mark.parametrize("days", [20, 80, 500])
def test_dates_of_one_order_are_never_taken_for_turned(read: Any, form: str, days: int) -> None:
    chance = random.Random(days)
    instants = [START + timedelta(days=chance.random() * days) for _ in range(300)]
    rows = [{"id": f"a{n}", "date": one.strftime(form), "text": f"{n}"}
            for n, one in enumerate(instants)]  # fmt: skip
    found = read(rows)
    assert "dates-half-swapped" not in notes(found)
    assert [post.posted_at for post in posts(found)] == [
        one.replace(second=0, microsecond=0) for one in instants
    ]


WRAPPINGS: dict[str, Callable[[datetime], object]] = {
    "a text": lambda moment: {"$date": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")},
    "a number": lambda moment: {"$date": int(moment.timestamp() * 1000)},
    "a number in a text": lambda moment: {
        "$date": {"$numberLong": str(int(moment.timestamp() * 1000))}
    },
    "not always": lambda moment: written(moment) if moment.hour % 2 else {"$date": written(moment)},
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_mongodb_says_types_around_values(tmp_path: Path, wrapping: str) -> None:
    path = tmp_path / "posts.json"
    path.write_text(
        "".join(
            json.dumps({
                "_id": {"$oid": f"{n:024}"}, "post_id": f"p{n}x", "text": f"cold {n}",
                "created_at": WRAPPINGS[wrapping](posted(n)), "likes": {"$numberInt": str(n)},
            }) + "\n"
            for n in range(12)
        )
    )  # fmt: skip
    export = Export(path)
    found = posts(list(source_for(export).read(export, Options())))
    assert [(post.post_id, post.posted_at, post.likes) for post in found] == [
        (f"p{n}x", posted(n), n) for n in range(12)
    ]
