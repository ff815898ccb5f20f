"""What only a whole export tells: that it was cut, that its times are days, whom it is about."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from exported import at, lines, notes, posts, records, table

from postmortem.errors import MalformedExport
from postmortem.model import Note, Post, Reject
from postmortem.sources import Export, Options, source_for, with_overview

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from postmortem.model import Record

START = at(2026, 3, 1, 9)


def a_row(number: int) -> dict[str, object]:
    moment = START + timedelta(minutes=17 * number)
    return {
        "id": f"k{number}x",
        "created_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "text": f"the jam is mouldy {number}, and the limit is reached",
        "username": f"guest{number % 7}",
    }


ROWS = table(*map(a_row, range(40)))


def look(content: str, folder: Path, *, columns: bool = False, tz: str = "UTC") -> list[Any]:
    path = folder / "export"
    path.write_text(content, "utf-8")
    source, options = source_for(Export(path)), Options(tz=tz)
    read = source.read_columns if columns and source.read_columns else source.read
    return list(with_overview(read(Export(path), options), tz))


def text_of(found: list[Record], code: str) -> str | None:
    return next((note.text for note in found if isinstance(note, Note) and note.code == code), None)


@pytest.mark.parametrize("columns", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        "Limit exceeded!,Result truncated!,Limit exceeded!,Result truncated!",
        '"Showing first 40 of 81,234 results",,,',
        "Export limited to the first 10.000 rows",
        "*** Maximum number of rows reached ***,,,",
        ",,Output was truncated,",
        "Displaying 1-40 of 9 000 mentions,,,",
        "... and 1,204 more rows",
        "You have reached your monthly export quota: limit reached,,,",
    ],
)
def test_a_line_by_which_a_tool_says_that_it_stopped_is_told(
    tmp_path: Path, line: str, columns: bool
) -> None:
    found = look(f"{ROWS}{line}\n", tmp_path, columns=columns)
    assert sum(isinstance(record, Reject) for record in found) == 1
    assert "not whole" in (text_of(found, "export-capped") or "")


@pytest.mark.parametrize("columns", [False, True])
def test_it_is_told_above_the_header_and_once(tmp_path: Path, columns: bool) -> None:
    line = "Showing first 40 of 81,234 results\n"
    found = look(f"Mentions of Nordlys\n{line}\n{ROWS}{line}", tmp_path, columns=columns)
    codes = [note.code for note in found if isinstance(note, Note)]
    assert codes.count("export-capped") == 1


@pytest.mark.parametrize("columns", [False, True])
@pytest.mark.parametrize("missing", [9, 30])
def test_of_a_last_row_that_is_cut_the_reason_is_told(
    tmp_path: Path, missing: int, columns: bool
) -> None:
    plain = ROWS.replace(", and the limit is reached", "").replace('"', "")
    found = look(plain[:-missing], tmp_path, columns=columns)
    (reject,) = (record for record in found if isinstance(record, Reject))
    assert (reject.line, reject.reason) == (41, "the file ends inside this row: it was cut off")


def test_an_error_among_objects_is_told_too(tmp_path: Path) -> None:
    error = {"error": {"code": 429, "message": "Rate limit exceeded"}}
    statuses = [
        {
            "id": str(n), "created_at": "2026-03-01T09:00:00Z", "content": "hei",
            "account": {"acct": "ann"}, "favourites_count": 1, "reblogs_count": 0,
        }
        for n in range(3)
    ]  # fmt: skip
    found = look(json.dumps([*statuses, error]), tmp_path)
    assert text_of(found, "export-capped")


@pytest.mark.parametrize(
    "line",
    [
        "k9,never,the limit is reached says the man in a long story " + "and on " * 40 + ",ann",
        "k9,never,40 of us went and the boat was late,ann",
        "k9,never,my patience has a limit,ann",
        "",
    ],
)
def test_a_row_that_cannot_be_read_is_no_such_line(tmp_path: Path, line: str) -> None:
    assert text_of(look(f"{ROWS}{line}\n", tmp_path), "export-capped") is None


def test_words_of_posts_are_no_such_line(tmp_path: Path) -> None:
    assert text_of(look(ROWS, tmp_path), "export-capped") is None


def days_of(zone: str) -> Callable[[int], datetime]:
    def day(number: int) -> datetime:
        local = at(2026, 3, 10 + number % 20).replace(tzinfo=ZoneInfo(zone))
        return local.astimezone(ZoneInfo("UTC"))

    return day


def statuses(moment: Callable[[int], datetime], count: int) -> str:
    return json.dumps(
        [
            {
                "id": str(n), "created_at": moment(n).isoformat(), "content": f"hei {n}",
                "account": {"acct": "ann"}, "favourites_count": 1, "reblogs_count": 0,
            }
            for n in range(count)
        ]
    )  # fmt: skip


def flat_posts(moment: Callable[[int], datetime], count: int) -> str:
    return lines(
        *(
            {
                "id": str(n),
                "author_id": "5",
                "text": f"hei {n}",
                "created_at": moment(n).isoformat(),
            }
            for n in range(count)
        )
    )


@pytest.mark.parametrize("shape", [statuses, flat_posts])
@pytest.mark.parametrize("zone", ["UTC", "Europe/Oslo", "Asia/Kolkata"])
def test_midnights_alone_are_days_in_every_format(
    tmp_path: Path, zone: str, shape: Callable[..., str]
) -> None:
    """Across the change to summer time as well."""
    for columns in (False, True):
        found = look(shape(days_of(zone), 60), tmp_path, columns=columns, tz=zone)
        assert (text_of(found, "day-only") or "").endswith(": 60.")


@pytest.mark.parametrize(
    "moment",
    [
        lambda n: START + timedelta(days=n % 20),
        lambda n: at(2026, 3, 1 + n % 20, n % 2),
        lambda n: at(2026, 3, 1, 0, 0, n % 2),
        lambda _: at(2026, 3, 1),
    ],
    ids=["each morning at nine", "every other at one", "odd seconds", "one single instant"],
)
def test_times_with_a_clock_are_none(tmp_path: Path, moment: Callable[[int], datetime]) -> None:
    for columns in (False, True):
        found = look(flat_posts(moment, 60), tmp_path, columns=columns, tz="Europe/Oslo")
        assert text_of(found, "day-only") is None


def test_a_few_posts_at_midnight_prove_nothing(tmp_path: Path) -> None:
    assert text_of(look(flat_posts(days_of("UTC"), 6), tmp_path), "day-only") is None


def test_days_are_told_once(tmp_path: Path) -> None:
    rows = [a_row(n) | {"created_at": f"2026-03-{1 + n % 20:02}"} for n in range(60)]
    found = look(table(*rows), tmp_path)
    assert [note.code for note in found if isinstance(note, Note)].count("day-only") == 1


@pytest.mark.parametrize("name", ["airline", "Brand", "company_name", "Search query", "product"])
def test_a_column_of_few_names_is_proposed_as_sets(name: str) -> None:
    rows = [a_row(n) | {name: ("Nordlys", "Fjord AS", "Vest")[n % 3]} for n in range(90)]
    assert name in (text_of(records(table(*rows), "table"), "sets-possible") or "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("brand", lambda _: "Nordlys"),
        ("product", lambda n: f"jam {n}"),
        ("brand", lambda n: str(n % 3)),
        ("brand", lambda n: ("Nordlys", "Fjord")[n % 2] if n % 5 == 0 else ""),
        ("source", lambda n: ("iPhone", "Android")[n % 2]),
        ("sentiment", lambda n: ("good", "bad")[n % 2]),
    ],
    ids=["one value", "nearly all different", "numbers", "mostly empty", "device", "label"],
)
def test_other_columns_are_not(name: str, value: Callable[[int], str]) -> None:
    rows = [a_row(n) | {name: value(n)} for n in range(90)]
    assert text_of(records(table(*rows), "table"), "sets-possible") is None


def turned(number: int) -> str:
    """Return a day of March as a spreadsheet leaves it that reads month/day, the file day/month."""
    day = 1 + number % 28
    return f"03/{day:02}/2026 10:{number % 60:02}" if day > 12 else f"{day:02}/03/2026 10:00"


def test_half_turned_dates_are_refused_in_a_known_format_too() -> None:
    def row(number: int, date: str) -> dict[str, object]:
        return {
            "Name": f"guest{number}", "Profile ID": str(number), "Date": date, "Likes": "1",
            "Comment": f"the jam is mouldy {number}", "(view) source": "", "": str(number),
        }  # fmt: skip

    honest = [row(n, f"{1 + n % 28:02}/03/2026 10:00") for n in range(56)]
    source = source_for_text(table(*honest))
    assert source == "exportcomments"
    with pytest.raises(MalformedExport, match="some month/day"):
        records(table(*(row(n, turned(n)) for n in range(56))), source, tz="UTC")


def test_half_turned_dates_are_refused_where_the_reader_is_its_own_too() -> None:
    rows: list[dict[str, object]] = [
        {
            "id": f"r{n}", "publishedDate": turned(n), "text": f"bad {n}", "rating": "1",
            "companyName": "Nordlys", "author": f"guest{n}",
        }
        for n in range(56)
    ]  # fmt: skip
    assert source_for_text(table(*rows)) == "trustpilot"
    with pytest.raises(MalformedExport, match="some month/day"):
        records(table(*rows), source_for_text(table(*rows)), tz="UTC")


def source_for_text(content: str) -> str:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_text(content, "utf-8")
        return source_for(Export(path)).name


def test_a_post_dated_long_before_it_was_seen_is_counted() -> None:
    def view(number: int, created: str, seen: str) -> dict[str, Any]:
        return {
            "uri": f"at://did:plc:abc/app.bsky.feed.post/3k{number}", "cid": "bafy",
            "indexedAt": seen,
            "author": {"did": "did:plc:abc", "handle": "ann.example"},
            "record": {"$type": "app.bsky.feed.post", "text": "hei", "createdAt": created},
        }  # fmt: skip

    seen = "2026-03-12T10:00:00Z"
    dates = ("2016-03-12T10:00:00Z", "2026-03-08T10:00:00Z", "2026-03-12T09:59:58Z")
    page = {"posts": [view(n, date, seen) for n, date in enumerate(dates)]}
    found = records(lines(page), "bluesky-api")
    assert (text_of(found, "times-backdated") or "").startswith("Posts dated more than a day")
    assert ": 2." in (text_of(found, "times-backdated") or "")
    page = {"posts": [view(1, dates[2], seen)]}
    assert "times-backdated" not in notes(records(lines(page), "bluesky-api"))


@pytest.mark.parametrize("at_column", ["lang", "source", "public_metrics.like_count"])
def test_a_row_whose_cells_slid_to_the_right_is_refused(at_column: str) -> None:
    row: dict[str, object] = {
        "id": "2029284257821622872", "author_id": "5600", "created_at": "2026-03-04T19:54:04.000Z",
        "text": "Great jam", "lang": "en", "source": "Web", "public_metrics.like_count": "15",
        "public_metrics.retweet_count": "0", "reply_settings": "everyone", "author.id": "5600",
        "author.username": "u322", "author.name": "U322",
    }  # fmt: skip
    assert posts(table(row), "twarc-csv")[0].author == "u322"
    names, cells = list(row), list(row.values())
    place = names.index(at_column)
    slid = [*cells[:place], "[]", *cells[place:-1]]
    found = records(table(row, dict(zip(names, slid, strict=True))), "twarc-csv")
    assert [record.line for record in found if isinstance(record, Reject)] == [3]
    assert sum(isinstance(record, Post) for record in found) == 1
