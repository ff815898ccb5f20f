"""Every row of an export is accounted for, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from made_posts import NOW, START, add, days, load, post, table

from postmortem.errors import UsageError
from postmortem.model import REFERENCED, Note, Post, Reject, Total
from postmortem.render.formats.status import status_text
from postmortem.store import CHUNK, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "posts.duckdb"


def test_rows_are_new_or_unchanged_or_rejected(path: Path) -> None:
    ledger = add(path, "a", [post(1), post(2), post(1), Reject(4, "cut off")])
    assert (ledger.rows, ledger.new, ledger.updated) == (4, 2, 0)
    assert (ledger.unchanged, ledger.rejected) == (1, 1)
    assert (ledger.starts_at, ledger.ends_at) == (post(1).posted_at, post(2).posted_at)


def test_a_post_twice_in_an_export_that_updates_it_is_updated_once(path: Path) -> None:
    add(path, "a", [post(1, likes=1)], observed_at=days(1))
    ledger = add(path, "b", [post(1, likes=2), post(1, likes=2)], observed_at=days(2))
    assert (ledger.new, ledger.updated, ledger.unchanged) == (0, 1, 1)


def test_the_same_content_again_is_a_repeat_that_reads_nothing(path: Path) -> None:
    first = add(path, "a", [post(1), post(2), Reject(3, "cut off")])
    with Store.open(path, write=True) as store:
        again = store.loaded_before(load("a"))
        assert store.loaded_before(load("b")) is None
        assert store.loaded_before(load("a", set_name="rival")) is None
        assert store.loaded_before(load("a", options='{"tz": "Asia/Tokyo"}')) is None
    assert again is not None
    assert again.is_balanced
    assert again.repeated
    assert (again.rows, again.new, again.updated, again.unchanged) == (3, 0, 0, 2)
    assert again.rejects == first.rejects
    assert (again.starts_at, again.ends_at) == (first.starts_at, first.ends_at)


def test_the_same_posts_in_another_export_change_nothing(path: Path) -> None:
    posts = [post(number, likes=number) for number in range(40)]
    add(path, "a", posts)
    ledger = add(path, "b", reversed(posts))
    assert (ledger.new, ledger.updated, ledger.unchanged) == (0, 0, 40)


def test_another_set_for_the_same_content_adds_memberships_only(path: Path) -> None:
    add(path, "a", [post(1), post(2)], set_name="brand")
    ledger = add(path, "a", [post(1), post(2)], set_name="rival")
    assert (ledger.new, ledger.updated, ledger.unchanged, ledger.memberships) == (0, 0, 2, 2)
    assert table(path, "SELECT set_name, count(*) FROM post_set GROUP BY ALL ORDER BY ALL") == [
        ("brand", 2),
        ("rival", 2),
    ]


def test_known_posts_that_join_another_set_are_told_with_both_names(path: Path) -> None:
    first = add(path, "a", [post(1), post(2)], set_name="brand")
    again = add(path, "b", [post(1), post(2), post(3)], set_name="brand")
    other = add(path, "c", [post(1), post(2), post(4)], set_name="rival")
    named = add(path, "d", [post(4, sets=("klm",))])
    assert (first.warnings, again.warnings) == ((), ())
    assert [(note.code, note.text) for note in other.warnings + named.warnings] == [
        (
            "joined-another-set",
            "known posts of brand that are now in rival too, and count in both: 2",
        ),
        (
            "joined-another-set",
            "known posts of rival that are now in klm too, and count in both: 1",
        ),
    ]


def test_sets_that_rows_name_stand_in_for_the_default_and_beside_an_asked_one(path: Path) -> None:
    add(path, "a", [post(1, sets=("delta", "klm")), post(2)])
    add(path, "b", [post(3, sets=("delta",))], set_name="asked")
    assert table(path, "SELECT post_id, set_name FROM post_set ORDER BY ALL") == [
        ("1", "delta"),
        ("1", "klm"),
        ("2", "brand"),
        ("3", "asked"),
        ("3", "delta"),
    ]


def test_a_set_that_the_row_names_and_a_person_asks_for_is_one(path: Path) -> None:
    add(path, "a", [post(1, sets=("a",))], set_name="a")
    assert table(path, "SELECT set_name FROM post_set") == [("a",)]


def test_a_known_post_beside_a_new_one_has_its_counts_once(path: Path) -> None:
    add(path, "a", [post(1, likes=1)], observed_at=days(1))
    add(path, "b", [post(1, likes=2), post(2, likes=3)], observed_at=days(2))
    assert table(path, "SELECT post_id, likes FROM counts_over_time ORDER BY ALL") == [
        *(("1", 1), ("1", 2), ("2", 3)),
    ]


def test_rejects_keep_line_and_reason_and_their_text_only_when_asked(path: Path) -> None:
    rejects = [Reject(7, "no time", "7,secret"), Reject(9, "no time", "9,secret")]
    ledger = add(path, "a", rejects)
    add(path, "b", rejects, keep_rejected=True)
    assert [(each.line, each.reason, each.count) for each in ledger.rejects] == [(7, "no time", 2)]
    assert table(path, "SELECT load_id, line, text FROM reject ORDER BY ALL") == [
        (1, 7, None),
        (1, 9, None),
        (2, 7, "7,secret"),
        (2, 9, "9,secret"),
    ]


def test_the_line_told_of_a_reason_is_its_first_in_whatever_order_rows_come(path: Path) -> None:
    ledger = add(path, "a", [Reject(7, "cut off"), Reject(3, "cut off"), Reject(5, "cut off")])
    assert [(told.line, told.count) for told in ledger.rejects] == [(3, 3)]
    with Store.open(path, write=True) as store:
        again = store.loaded_before(load("a"))
    assert again is not None
    assert again.rejects == ledger.rejects


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2003, 12, 31, 23, 59, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        NOW + timedelta(days=1, seconds=1),
        datetime(9999, 12, 31, tzinfo=UTC),
    ],
)
def test_impossible_times_are_rejected_with_their_line(path: Path, instant: datetime) -> None:
    ledger = add(path, "a", [post(1), post(2, posted_at=instant)])
    assert (ledger.new, ledger.rejected) == (1, 1)
    assert ledger.rejects[0].line == 2
    assert ledger.observed_at == post(1).posted_at


def test_possible_times_at_the_edges_are_kept(path: Path) -> None:
    edges = [datetime(2004, 1, 1, tzinfo=UTC), NOW + timedelta(days=1)]
    ledger = add(path, "a", [post(n, posted_at=edge) for n, edge in enumerate(edges)])
    assert ledger.new == 2


def test_a_naive_time_is_a_bug_of_the_source_and_loads_nothing(path: Path) -> None:
    with pytest.raises(TypeError):
        add(path, "a", [post(1, posted_at=START.replace(tzinfo=None))])
    assert table(path, "SELECT count(*) FROM load") == [(0,)]


@pytest.mark.parametrize(
    ("field", "value"),
    [("likes", 1 << 63), ("views", 1.5), ("followers", "many"), ("url", 7), ("score", "good")],
)
def test_a_cell_that_does_not_fit_rejects_its_row_only(
    path: Path, field: str, value: object
) -> None:
    ledger = add(path, "a", [post(1), post(2, "gone", **{field: value}), post(3)])
    assert (ledger.new, ledger.rejected) == (2, 1)
    assert field in ledger.rejects[0].reason
    assert ledger.rejects[0].line == 2
    assert table(path, "SELECT count(*) FROM text WHERE text = 'gone'") == [(0,)]


def test_many_reasons_are_told_as_others_beyond_a_thousand(path: Path) -> None:
    ledger = add(path, "a", [Reject(n, f"reason {n}") for n in range(1, 1501)])
    assert ledger.rejected == 1500
    assert len(ledger.rejects) == 1001
    assert sum(each.count for each in ledger.rejects) == 1500


def test_totals_have_their_own_ledger_and_the_newest_export_stands(path: Path) -> None:
    def total(value: int) -> Total:
        return Total(1, "x", "brand", days(0), days(1), "posts", value)

    ledger = add(path, "a", [total(5), post(1)], observed_at=days(1))
    assert (ledger.rows, ledger.totals.rows, ledger.totals.new) == (1, 1, 1)
    ledger = add(path, "b", [total(7)], observed_at=days(2))
    assert (ledger.totals.new, ledger.totals.updated) == (0, 1)
    ledger = add(path, "c", [total(6), total(6)], observed_at=days(1))
    assert (ledger.totals.updated, ledger.totals.unchanged) == (0, 2)
    assert table(path, "SELECT value FROM total") == [(7,)]


def test_a_total_over_an_impossible_span_is_rejected(path: Path) -> None:
    ledger = add(path, "a", [Total(3, "x", None, days(1), days(0), "posts", 5)])
    assert (ledger.rejected, ledger.totals.rows) == (1, 0)
    assert ledger.rejects[0].line == 3


def test_notes_are_kept_once_and_the_date_of_the_export_is_believed(path: Path) -> None:
    notes = [Note("day-only", "2 times"), Note("day-only", "2 times")]
    dated = Note("exported-at", "2026-03-05T12:00:00.000Z")
    ledger = add(path, "a", [*notes, post(1, likes=1), dated])
    assert ledger.warnings == (notes[0],)
    assert ledger.observed_at == datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert table(path, "SELECT observed_at FROM counts_over_time") == [(datetime(2026, 3, 5, 12),)]  # noqa: DTZ001


def test_a_date_of_export_that_is_none_is_a_note_like_any_other(path: Path) -> None:
    ledger = add(path, "a", [post(1), Note("exported-at", "yesterday")])
    assert [note.code for note in ledger.warnings] == ["exported-at"]
    assert ledger.observed_at == post(1).posted_at


def test_an_empty_export_is_loaded_and_repeated_like_any_other(path: Path) -> None:
    ledger = add(path, "a", [])
    assert (ledger.rows, ledger.observed_at) == (0, None)
    with Store.open(path, write=True) as store:
        assert store.loaded_before(load("a")) is not None


def test_an_export_that_breaks_in_the_middle_leaves_no_trace(path: Path) -> None:
    def broken() -> Iterator[Post]:
        yield from (post(number) for number in range(CHUNK + 1))
        raise EOFError("cut off")

    with Store.open(path, write=True) as store:
        store.add(load("a"), [post(1)])
        with pytest.raises(EOFError):
            store.add(load("b"), broken())
        ledger = store.add(load("c"), [post(2)])
    assert ledger.new == 1
    assert table(path, "SELECT name FROM load ORDER BY ALL") == [("a",), ("c",)]
    assert table(path, "SELECT count(*) FROM post") == [(2,)]


def test_an_export_larger_than_a_chunk_is_stored_whole(path: Path) -> None:
    ledger = add(path, "a", (post(number) for number in range(CHUNK + 3)))
    assert ledger.new == CHUNK + 3
    assert table(path, "SELECT count(DISTINCT post_id), count(DISTINCT text_hash) FROM posts") == [
        (CHUNK + 3, CHUNK + 3)
    ]


def test_a_refusal_is_noted_in_the_place_of_the_earlier_one(path: Path) -> None:
    with Store.open(path, write=True) as store:
        assert store.refuse(load("a"), "no source").refused == "no source"
        store.refuse(load("a"), "no source reads it")
        assert store.loaded_before(load("a")) is None
    assert table(path, "SELECT path, refused, rows FROM load") == [("a", "no source reads it", 0)]


def test_a_refusal_is_gone_once_its_path_is_loaded(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.refuse(load("b"), "no source")
        store.refuse(load("a"), "no source")
        store.add(load("a"), [post(1)])
    assert table(path, "SELECT path, refused FROM load ORDER BY path") == [
        ("a", None),
        ("b", "no source"),
    ]
    with Store.open(path, write=False) as store:
        assert store.status()["posts"] == 1


def test_reading_the_same_content_otherwise_says_that_the_first_reading_stays(path: Path) -> None:
    add(path, "a", [post(1)], options='{"tz": "Europe/Oslo"}')
    ledger = add(path, "a", [post(1)], options='{"tz": "UTC"}')
    assert [note.code for note in ledger.warnings] == ["read-otherwise-before"]
    assert "new store" in ledger.warnings[0].text


def test_a_rehearsal_answers_the_same_and_keeps_nothing(path: Path) -> None:
    add(path, "a", [post(1)])
    with Store.open(path, write=True) as store:
        with store.rehearsal():
            rehearsed = store.add(load("b"), [post(1), post(2)])
            overlapping = store.add(load("c"), [post(2)])
            store.refuse(load("d"), "no source")
        assert store.rows("store_totals")["posts"].to_list() == [1]
        real = store.add(load("b"), [post(1), post(2)])
    assert rehearsed == real
    assert (rehearsed.new, overlapping.new) == (1, 0)


def test_loading_into_a_store_opened_for_reading_is_refused(path: Path) -> None:
    add(path, "a", [post(1)])
    with (
        Store.open(path, write=False) as store,
        pytest.raises(UsageError, match="opened for reading"),
    ):
        store.add(load("b"), [post(2)])


def test_the_status_says_why_rows_were_rejected(path: Path) -> None:
    add(path, "a", [post(1), Reject(7, "no time"), Reject(3, "no time"), Reject(9, "no text")])
    with Store.open(path, write=False) as store:
        status = store.status()
    reasons = [(entry["reason"], entry["rows"], entry["first"]) for entry in status["rejects"]]
    assert reasons == [("no time", 2, 3), ("no text", 1, 9)]
    assert status["rejected"] == 3
    assert "no time" in status_text(status)


def test_a_post_that_only_came_along_is_not_in_the_set_asked_for(path: Path) -> None:
    posts = [post(1), post(2, sets=(REFERENCED,)), post(3, sets=("b",))]
    add(path, "a", posts, set_name="asked")
    of_2 = "SELECT set_name FROM post_set WHERE post_id = '2'"
    assert table(path, of_2) == [(REFERENCED,)]
    ledger = add(path, "b", [post(2)], set_name="asked")
    assert not [note for note in ledger.warnings if note.code == "joined-another-set"]
    assert table(path, "SELECT post_id, set_name FROM post_set ORDER BY ALL") == [
        ("1", "asked"),
        ("2", "asked"),
        ("2", REFERENCED),
        ("3", "asked"),
        ("3", "b"),
    ]
