"""Two exports that disagree: what stands is said here, and the order they come in never matters."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from made_posts import START, add, days, load, logical_hash, post, table, with_known_key

from postmortem.model import Post, Total
from postmortem.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return with_known_key(tmp_path / "posts.duckdb")


def stands(path: Path, columns: str, *said: Post) -> tuple[Any, ...]:
    """Load each post as an export of its own, a day apart; return what the store then says.

    The same in the opposite order must say the same, or the test fails.
    """
    found = []
    for way in (1, -1):
        place = with_known_key(Path(mkdtemp(dir=path.parent)) / "posts.duckdb")
        exports = list(enumerate(said))[::way]
        with Store.open(place, write=True) as store:
            for day, each in exports:
                store.add(load(f"day{day}", observed_at=days(day)), [each])
        found.append(table(place, f"SELECT {columns} FROM posts"))
    assert found[0] == found[1]
    (row,) = found[0]
    return row


def test_the_newer_count_stands_and_the_older_is_kept(path: Path) -> None:
    newer = add(path, "newer", [post(1, likes=9)], observed_at=days(2))
    older = add(path, "older", [post(1, likes=4)], observed_at=days(1))
    assert (newer.new, older.updated, older.unchanged) == (1, 0, 1)
    assert table(path, "SELECT likes FROM post_counts") == [(9,)]
    assert table(path, "SELECT likes FROM counts_over_time ORDER BY observed_at") == [(4,), (9,)]


def test_a_newer_count_updates_and_an_equal_one_does_not(path: Path) -> None:
    add(path, "a", [post(1, likes=4), post(2, likes=4)], observed_at=days(1))
    ledger = add(path, "b", [post(1, likes=5), post(2, likes=4)], observed_at=days(2))
    assert (ledger.updated, ledger.unchanged) == (1, 1)


def test_a_count_may_fall(path: Path) -> None:
    add(path, "a", [post(1, likes=4)], observed_at=days(1))
    assert add(path, "b", [post(1, likes=3)], observed_at=days(2)).updated == 1
    assert table(path, "SELECT likes FROM post_counts") == [(3,)]


def test_an_export_that_does_not_say_hides_nothing(path: Path) -> None:
    add(path, "a", [post(1, likes=4, views=90)], observed_at=days(1))
    add(path, "b", [post(1, likes=5)], observed_at=days(2))
    assert table(path, "SELECT likes, views FROM post_counts") == [(5, 90)]


def test_followers_and_external_scores_are_as_of_the_newest_export(path: Path) -> None:
    older, newer = post(1, followers=10, score=0.5), post(1, followers=8, score=-0.25)
    assert stands(path, "followers, score", older, newer) == (8, -0.25)


def test_of_two_counts_of_one_instant_the_greater_stands(path: Path) -> None:
    add(path, "a", [post(1, likes=4), post(1, likes=6), post(1, likes=5)], observed_at=days(1))
    add(path, "b", [post(1, likes=3, views=7)], observed_at=days(1))
    assert table(path, "SELECT likes, views FROM counts_over_time") == [(6, 7)]


def test_an_edit_keeps_the_last_text(path: Path) -> None:
    first, edited = post(1, "We regret nothing at all."), post(1, "We are sorry.")
    assert stands(path, "text", first, edited) == ("We are sorry.",)
    assert stands(path, "text", edited, first) == ("We regret nothing at all.",)


@pytest.mark.parametrize("cut", ["We are so…", "We are so… https://t.co/abc"])
def test_a_text_cut_short_never_hides_the_whole_one(path: Path, cut: str) -> None:
    whole = "We are sorry for what we did."
    assert stands(path, "text", post(1, whole), post(1, cut)) == (whole,)
    assert stands(path, "text", post(1, cut), post(1, whole)) == (whole,)


def test_of_two_cut_texts_the_longer_stands(path: Path) -> None:
    assert stands(path, "text", post(1, "We are sorry…"), post(1, "We…")) == ("We are sorry…",)


def test_of_two_texts_of_one_instant_the_longer_stands(path: Path) -> None:
    add(path, "a", [post(1, "short"), post(1, "longer"), post(1, "brief")])
    assert table(path, "SELECT text FROM posts") == [("longer",)]


def test_no_text_never_hides_one(path: Path) -> None:
    assert stands(path, "text", post(1, "words"), post(1, " ")) == ("words",)
    assert stands(path, "text", post(1, ""), post(1, "")) == (None,)


def test_a_time_with_seconds_stands_before_one_of_a_day(path: Path) -> None:
    exact = post(1)
    day = exact._replace(posted_at=START.replace(hour=0))
    minute = exact._replace(posted_at=START)
    found = stands(path, "posted_at", exact, day, minute)
    assert found == (exact.posted_at.replace(tzinfo=None),)
    assert stands(path, "posted_at", minute, day) == (START.replace(tzinfo=None),)


def test_a_renamed_account_keeps_its_newest_handle_and_its_id(path: Path) -> None:
    with Store.open(path, write=True) as store:
        new, account = store.keys_of(["x:new"]), store.keys_of(["x:7"])
    before = post(1, author_id="7", author="old")
    after = post(1, author_id="7", author="new")
    assert stands(path, "handle, author", before, after) == (*new, *account)


def test_an_account_id_stands_before_a_handle(path: Path) -> None:
    by_id = post(1, author_id="7", author=None)
    by_handle = post(1, author_id="ann", author="ann")
    with Store.open(path, write=True) as store:
        account, handle = store.keys_of(["x:7"]), store.keys_of(["x:ann"])
    assert stands(path, "author, handle", by_id, by_handle) == (*account, *handle)
    assert stands(path, "author, handle", by_handle, by_id) == (*account, *handle)


def test_what_is_proven_once_stays_proven(path: Path) -> None:
    proven = post(1, own=True, kind="reply", reply_to="9", lang="en", url="https://a.example/1")
    assert stands(path, "own, kind, reply_to, lang, url", proven, post(1)) == (
        True,
        "reply",
        "9",
        "en",
        "https://a.example/1",
    )


def test_filling_a_gap_counts_as_an_update(path: Path) -> None:
    add(path, "a", [post(1)], observed_at=days(1))
    assert add(path, "b", [post(1, lang="en")], observed_at=days(1)).updated == 1
    assert add(path, "c", [post(1)], observed_at=days(3)).updated == 0


TEXTS = ("", "We are sorry.", "We are so…", "We are deeply sorry.", "Wir bitten um Entschuldigung")
maybe_count = some.none() | some.integers(0, 3)
observations = some.builds(
    lambda number, text, likes, views, followers, kind, lang, seconds, named, own: post(
        number,
        text,
        likes=likes,
        views=views,
        followers=followers,
        kind=kind,
        lang=lang,
        own=own,
        posted_at=START.replace(second=seconds, hour=9 if seconds else 0),
        author="name" if named else None,
        author_id=f"id{number}" if named else None,
    ),
    some.integers(1, 3),
    some.sampled_from(TEXTS),
    maybe_count,
    maybe_count,
    maybe_count,
    some.sampled_from(("post", "reply", "repost")),
    some.sampled_from((None, "en", "no")),
    some.sampled_from((0, 7)),
    some.booleans(),
    some.sampled_from((None, True)),
)
totals = some.builds(
    lambda value: Total(1, "x", None, days(0), days(1), "posts", value), some.integers(0, 3)
)
exports = some.lists(
    some.tuples(some.integers(1, 3), some.lists(observations | totals, max_size=4)),
    min_size=2,
    max_size=3,
)


@given(exports, some.randoms(use_true_random=False))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_order_of_exports_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    files: Sequence[tuple[int, Sequence[Post | Total]]],
    shuffled: random.Random,
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    orders = list(permutations(range(len(files))))
    hashes = set()
    for way, order in enumerate([orders[0], *shuffled.sample(orders[1:], k=1)]):
        place = with_known_key(folder / f"{way}.duckdb")
        with Store.open(place, write=True) as store:
            for number in order:
                day, records = files[number]
                ledger = store.add(load(str(number), observed_at=days(day)), records)
                assert ledger.is_balanced
        hashes.add(logical_hash(place))
    assert len(hashes) == 1


def test_how_posts_are_split_into_exports_does_not_matter(tmp_path: Path) -> None:
    posts = [post(number % 30, f"text {number % 7}", likes=number) for number in range(60)]
    whole = with_known_key(tmp_path / "whole.duckdb")
    parts = with_known_key(tmp_path / "parts.duckdb")
    add(whole, "all", posts, observed_at=days(3))
    shuffled = random.Random(3).sample(posts, k=len(posts))
    with Store.open(parts, write=True) as store:
        for first in range(0, 60, 20):
            store.add(load(str(first), observed_at=days(3)), shuffled[first : first + 20])
    assert logical_hash(whole) == logical_hash(parts)
