"""A column names the posts only if its values differ as the posts do, whatever it is called."""

from __future__ import annotations

import csv
import io
import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from postmortem.model import Note, Post, Posts
from postmortem.sources import Export, Options, source_for
from postmortem.sources.values.ids import x_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from postmortem.model import Record

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
WORDS = ("the jam is mouldy", "lovely toast", "no answer yet", "the lid leaks", "never again")


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def reading(rows: Sequence[dict[str, object]], **columns: str) -> list[Record]:
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path = tmp_path / "any.csv"
        path.write_text(out.getvalue(), "utf-8")
        export = Export(path)
        return list(source_for(export).read(export, Options(tz="UTC", columns=columns)))

    return reading


def a_post(number: int) -> dict[str, object]:
    """Return a row that differs from every other in author, time and text."""
    return {
        "author": f"guest{number % 37}",
        "date": (START + timedelta(minutes=11 * number)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "text": f"{WORDS[number % len(WORDS)]} {number}",
    }


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def notes(records: list[Record]) -> dict[str, str]:
    return {record.code: record.text for record in records if isinstance(record, Note)}


def x_id(moment: datetime, low: int) -> int:
    return ((int(moment.timestamp() * 1000) - 1_288_834_974_657) << 22) + low


NO_IDS: dict[str, Callable[[int], object]] = {
    "numbers of rows": lambda n: n + 1,
    "numbers of rows from nought": lambda n: n,
    "numbers of rows, backwards": lambda n: 60 - n,
    "numbers of rows with gaps": lambda n: 2 * n + 3,
    "numbers that go on from the last file": lambda n: 60 + n,
    "high numbers": lambda n: 1_001 + n,
    "high numbers in any order": lambda n: 1_001 + 37 * n % 60,
    "high numbers, backwards": lambda n: 7_060_000 - n,
    "numbers with noughts before": lambda n: f"{n + 1:04}",
    "the submission": lambda n: f"sub{n // 9}",
    "the one page": lambda _: "p77",
    "the account": lambda n: f"guest{n % 37}",
    "the number of the account": lambda n: 9000 + n % 37,
}


@pytest.mark.parametrize("name", ["id", "post_id", "comment_id", "tweet id"])
@pytest.mark.parametrize("kind", NO_IDS)
def test_what_does_not_name_posts_is_no_id_and_that_is_told(
    read: Any, kind: str, name: str
) -> None:
    found = read([{name: NO_IDS[kind](n), **a_post(n)} for n in range(60)])
    assert [post.post_id for post in posts(found)] == [None] * 60
    assert name in notes(found)["ids-not-of-posts"]
    assert notes(found)["ids-unknown"].endswith(": 60.")


IDS: dict[str, Callable[[int], object]] = {
    "letters": lambda n: f"k1aa{n:02}",
    "long numbers in a row": lambda n: 1_000_000_000_000_000 + n,
    "numbers of a forum": lambda n: 48_211 + 3 * n - n % 2,
    "scattered numbers": lambda n: 17 + 977 * n,
    "X's": lambda n: x_id(START + timedelta(minutes=11 * n), 5 + n),
    "links": lambda n: f"https://forum.example/t/{n}",
}


@pytest.mark.parametrize("kind", IDS)
def test_what_names_each_post_is_its_id(read: Any, kind: str) -> None:
    found = read([{"id": IDS[kind](n), **a_post(n)} for n in range(60)])
    assert [post.post_id for post in posts(found)] == [str(IDS[kind](n)) for n in range(60)]
    assert notes(found).keys().isdisjoint(("ids-not-of-posts", "ids-unknown"))


def test_a_person_may_say_that_a_counter_is_the_id(read: Any) -> None:
    found = read([{"id": n + 1, **a_post(n)} for n in range(9)], id="id")
    assert [post.post_id for post in posts(found)] == [str(n + 1) for n in range(9)]


def test_a_post_that_was_edited_or_read_twice_keeps_its_id(read: Any) -> None:
    rows = [{"id": f"a{n}", **a_post(n)} for n in range(20)]
    again = [{**row, "text": f"{row['text']} (edited)"} for row in rows]
    renamed = [{**row, "author": f"{row['author']}_new"} for row in rows]
    assert {post.post_id for post in posts(read(rows + again + renamed + rows))} == {
        f"a{n}" for n in range(20)
    }


def test_the_nearest_id_wins_and_the_page_is_the_conversation(read: Any) -> None:
    rows = [{"post_id": f"sub{n // 4}", "comment_id": f"c{n}x", **a_post(n)} for n in range(20)]
    found = posts(read(rows))
    assert [(post.post_id, post.conversation) for post in found] == [
        (f"c{n}x", f"sub{n // 4}") for n in range(20)
    ]


def test_where_the_first_candidate_counts_the_next_one_is_tried(read: Any) -> None:
    rows = [{"id": n + 1, "object_id": f"1001_{n}", **a_post(n)} for n in range(20)]
    assert posts(read(rows))[3].post_id == "1001_3"


def test_what_refers_to_the_numbers_of_rows_refers_to_no_post(read: Any) -> None:
    rows = [{"id": n + 1, "parent_id": 1 + n // 2, **a_post(n)} for n in range(20)]
    assert {(post.kind, post.reply_to) for post in posts(read(rows))} == {("post", None)}


def test_a_link_that_posts_share_names_none_of_them(read: Any) -> None:
    film = "https://www.tiktok.com/@nordlys/video/7580000000000000001"
    found = posts(read([{"url": film, **a_post(n)} for n in range(6)]))
    assert [(post.post_id, post.conversation, post.url) for post in found] == [
        (None, film, film)
    ] * 6


def test_a_link_of_its_own_names_each_post(read: Any) -> None:
    link = "https://x.com/guest/status/20280475924530462{:02}"
    found = posts(read([{"url": link.format(n), **a_post(n)} for n in range(6)]))
    assert [post.post_id for post in found] == [f"20280475924530462{n:02}" for n in range(6)]


@pytest.mark.parametrize("nothing", ["NA", "NaN", "nan", "None", "null", "NULL", "0", "-", " ", ""])
def test_a_word_for_nothing_is_no_id(read: Any, nothing: str) -> None:
    rows = [{"id": nothing if n % 2 else f"a{n}", **a_post(n)} for n in range(20)]
    found = read(rows)
    assert [post.post_id for post in posts(found)] == [
        None if n % 2 else f"a{n}" for n in range(20)
    ]
    assert notes(found)["ids-unknown"].endswith(": 10.")


ROUNDED: dict[str, Callable[[int], str]] = {
    "a spreadsheet, as a number": lambda n: f"{str(n)[:15]}{'0' * (len(str(n)) - 15)}",
    "a spreadsheet, shortly": lambda n: f"{n:.5E}".replace("E+", "E+"),
    "pandas": lambda n: repr(float(n)),
    "a browser": lambda n: f"{str(n)[:17]}{'0' * (len(str(n)) - 17)}",
}


@pytest.mark.parametrize("program", ROUNDED)
def test_ids_that_a_program_rounded_are_rebuilt_from_links_or_are_none(
    read: Any, program: str
) -> None:
    ids = [x_id(START + timedelta(minutes=11 * n), 101 + 13 * n) for n in range(30)]
    rows = [{"id_str": ROUNDED[program](one), **a_post(n)} for n, one in enumerate(ids)]
    found = read(rows)
    assert {post.post_id for post in posts(found)} == {None}
    assert notes(found)["ids-destroyed"].count(": 30.")
    with_links = [
        {**row, "url": f"https://x.com/g/status/{one}"} for row, one in zip(rows, ids, strict=True)
    ]
    found = read(with_links)
    assert [post.post_id for post in posts(found)] == [str(one) for one in ids]
    assert notes(found)["ids-rebuilt"].endswith(": 30.")


def test_a_link_to_another_post_rebuilds_no_id(read: Any) -> None:
    other = "https://x.com/g/status/1623433007804608516"
    rows = [{"id": "5.70306E+17", "url": f"{other[:-2]}{n:02}", **a_post(n)} for n in range(9)]
    assert {post.post_id for post in posts(read(rows))} == {None}


def test_an_id_that_happens_to_end_with_noughts_is_one(read: Any) -> None:
    rows = [{"id": 1_900_000_000_000_123_000 + n, **a_post(n)} for n in range(30)]
    assert posts(read(rows))[0].post_id == "1900000000000123000"


def test_references_that_were_rounded_with_the_ids_lead_nowhere(read: Any) -> None:
    ids = [x_id(START + timedelta(minutes=11 * n), 101 + 13 * n) for n in range(30)]
    shorten = ROUNDED["a spreadsheet, as a number"]
    rows = [
        {"id": shorten(one), "in_reply_to_status_id": shorten(ids[0]), **a_post(n)}
        for n, one in enumerate(ids)
    ]
    assert {(post.kind, post.reply_to) for post in posts(read(rows))} == {("reply", None)}


@pytest.mark.parametrize("blank", [0, 1, 7, 19])
def test_rows_without_an_id_have_no_vote_on_platform_and_zone(read: Any, blank: int) -> None:
    rows = []
    for n in range(20):
        instant = START + timedelta(minutes=11 * n)
        local = (instant - timedelta(hours=8)).strftime("%Y-%m-%d %H:%M:%S")
        post_id = "" if n == blank else x_id(instant, 7)
        rows.append({**a_post(n), "id": post_id, "date": local, "text": f"{n} &amp; more"})
    found = posts(read(rows))
    assert {post.platform for post in found} == {"x"}
    assert [post.text for post in found] == [f"{n} & more" for n in range(20)]
    assert [post.posted_at.replace(microsecond=0) for post in found] == [
        START + timedelta(minutes=11 * n) for n in range(20)
    ]


def test_summer_time_holds_for_a_row_without_an_id_as_for_the_one_before(read: Any) -> None:
    rows, instants = [], []
    for n in range(60):
        instant = datetime(2026, 3, 20, 12, tzinfo=UTC) + timedelta(hours=9 * n)
        offset = timedelta(hours=1 if instant < datetime(2026, 3, 29, 1, tzinfo=UTC) else 2)
        local = (instant + offset).strftime("%Y-%m-%d %H:%M:%S")
        rows.append({**a_post(n), "id": "" if n % 7 == 3 else x_id(instant, 7), "date": local})
        instants.append(instant)
    assert [post.posted_at.replace(microsecond=0) for post in posts(read(rows))] == instants


@pytest.mark.parametrize("digits", [6, 7, 15])
@pytest.mark.parametrize("offset", [-8, 5.5])
def test_rounded_ids_prove_zone_and_order_of_dates(read: Any, digits: int, offset: float) -> None:
    rows, instants = [], []
    for n in range(12):
        instant = datetime(2015, 1, 3, 9, n, tzinfo=UTC) + timedelta(hours=17 * n)
        local = (instant + timedelta(hours=offset)).strftime("%m/%d/%y %H:%M")
        rows.append({**a_post(n), "tweet_id": f"{x_id(instant, 7):.{digits - 1}E}", "date": local})
        instants.append(instant)
    found = read(rows)
    for post, instant in zip(posts(found), instants, strict=True):
        assert abs(post.posted_at - instant) < timedelta(seconds=1)
    assert "zone-assumed" not in notes(found)


def test_days_get_a_time_from_rounded_ids(read: Any) -> None:
    rows = []
    for n in range(5):
        instant = START.replace(year=2015) + timedelta(hours=2 * n)
        rows.append(
            {**a_post(n), "tweet_id": f"{x_id(instant, 7):.5E}", "date": f"{instant:%Y-%m-%d}"}
        )
    for n, post in enumerate(posts(read(rows))):
        assert abs(post.posted_at - START.replace(year=2015) - timedelta(hours=2 * n)) < timedelta(
            minutes=2
        )


@pytest.mark.parametrize("program", ROUNDED)
def test_accounts_that_a_program_rounded_are_told_apart_by_their_handles(
    read: Any, program: str
) -> None:
    rows = []
    for n in range(30):
        account = ROUNDED[program](1_234_567_890_123_456_789 + n % 7)
        rows.append({"user_id": account, **a_post(n), "author": f"guest{n % 7}"})
    assert len({post.author_id for post in posts(read(rows))}) == 7


def disguised(chance: random.Random) -> tuple[list[dict[str, object]], str]:
    """Return posts in one of the shapes that tables come in, and its name."""
    count = chance.randint(1, 40)
    rows = [a_post(n) for n in sorted(chance.sample(range(500), count))]
    made: list[dict[str, object]] = []
    kind = chance.choice([*NO_IDS, *IDS, *ROUNDED, "none"])
    name = chance.choice(["id", "post_id", "tweet_id", "ID", "comment id"])
    for n, row in enumerate(rows):
        number = x_id(START + timedelta(minutes=n), n)
        if kind in ROUNDED:
            post_id: object = ROUNDED[kind](number)
        elif kind == "none":
            post_id = chance.choice(["NA", "", "0", "None"])
        else:
            post_id = (NO_IDS | IDS)[kind](n)
        made.append({name: "" if chance.random() < 0.1 else post_id, **row})
    if chance.random() < 0.4:
        for row in made:
            row["scraped_at"] = "2026-04-01T08:00:00Z"
    if chance.random() < 0.4:
        for row in made:
            row["account created"] = f"20{10 + len(str(row['author']))}-05-02T08:00:00Z"
    if chance.random() < 0.3:
        for row in made:
            row["url"] = "https://www.tiktok.com/@nordlys/video/7580000000000000001"
    names = list(made[0])
    chance.shuffle(names)
    return [{name: row[name] for name in names} for row in made], kind


@pytest.mark.parametrize("first", range(0, 500, 25))
def test_no_row_is_read_with_another_rows_time_author_or_text(read: Any, first: int) -> None:
    for seed in range(first, first + 25):
        rows, kind = disguised(random.Random(seed))
        found = posts(read(rows))
        facts = [
            (post.author, post.posted_at.strftime("%Y-%m-%dT%H:%M:%SZ"), post.text)
            for post in found
        ]
        assert facts == [(row["author"], row["date"], row["text"]) for row in rows], (seed, kind)
        ids = [post.post_id for post in found if post.post_id]
        assert len(ids) == len(set(ids)), (seed, kind)


def test_x_ids_are_as_invented() -> None:
    assert x_time(str(x_id(START, 7))) == START


def many(count: int, other: int, *, is_apart: bool) -> list[dict[str, object]]:
    """Return posts of which the last ones have ids of the first, as these or as other posts."""
    rows = [{"id": f"k{n}x", **a_post(n)} for n in range(count)]
    more = [{"id": f"k{n}x", **a_post(n + count if is_apart else n)} for n in range(other)]
    return rows + more


@pytest.mark.parametrize("as_columns", [True, False])
@pytest.mark.parametrize("numbers", [True, False])
def test_an_id_that_comes_again_late_at_another_post_is_not_its_id(
    tmp_path: Path, numbers: bool, as_columns: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postmortem.sources.delimited.blocks._BLOCK", 20_000)
    for is_apart in (True, False):
        path = tmp_path / f"{is_apart}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["id", "author", "date", "text"])
            writer.writeheader()
            for row in many(5_000, 40, is_apart=is_apart):
                if numbers:
                    row["id"] = 7_000_000 + 13 * int(str(row["id"])[1:-1])
                writer.writerow(row)
        export = Export(path)
        source = source_for(export)
        assert source.read_columns is not None
        found = list((source.read_columns if as_columns else source.read)(export, Options()))
        ids = [
            post_id
            for record in found
            for post_id in (
                record.columns["post_id"].to_list()
                if isinstance(record, Posts)
                else [record.post_id]
                if isinstance(record, Post)
                else []
            )
        ]
        assert len(ids) == 5_040
        assert ids.count(None) == (40 if is_apart else 0)
        assert len(set(ids) - {None}) == 5_000
        said = {record.code: record.text for record in found if isinstance(record, Note)}
        assert ("ids-repeated" in said) is is_apart
        assert not is_apart or ": 40." in said["ids-repeated"]
