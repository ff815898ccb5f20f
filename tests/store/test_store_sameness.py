"""Whether two rows are one post: ids that were made, destroyed, or that number rows."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from made_posts import START, add, days, logical_hash, post, table, with_known_key

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.model import Post

IDS = "SELECT post_id FROM post ORDER BY ALL"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return with_known_key(tmp_path / "posts.duckdb")


def stores_of(folder: Path, exports: dict[str, list[Post]]) -> list[Path]:
    """Read the exports in every order, each order into a store of its own."""
    stores = []
    for way, names in enumerate(permutations(exports)):
        stores.append(with_known_key(folder / f"{way}.duckdb"))
        for name in names:
            day = sorted(exports).index(name)
            add(stores[-1], name, exports[name], observed_at=days(20 + day))
    return stores


def nameless(number: int, **more: object) -> Post:
    """Return a post as an export without ids tells it."""
    return post(number, post_id=None, **more)


def test_a_post_with_an_id_takes_the_place_of_one_without(tmp_path: Path) -> None:
    exports = {
        "good": [post(n, likes=n) for n in range(1, 8)],
        "spoilt": [nameless(n, likes=n + 1, author_id=None) for n in range(4, 12)],
    }
    stores = stores_of(tmp_path, exports)
    for place in stores:
        ids = [each for (each,) in table(place, IDS)]
        assert len(ids) == 11
        assert {str(n) for n in range(1, 8)} < set(ids)
        assert table(place, "SELECT count(*) FROM post WHERE id_made") == [(4,)]
        likes = table(place, "SELECT likes FROM post_counts WHERE post_id = '5'")
        assert likes == [(6,)]
    assert len(set(map(logical_hash, stores))) == 1


def test_the_less_exact_of_two_times_settles_whether_they_agree(tmp_path: Path) -> None:
    minute = START + timedelta(minutes=3)
    day = START.replace(hour=0)
    exports = {
        "second": [post(3)],
        "minute": [nameless(3, posted_at=minute)],
        "day": [nameless(3, posted_at=day, author_id=None)],
    }
    stores = stores_of(tmp_path, exports)
    assert {tuple(table(place, IDS)) for place in stores} == {(("3",),)}
    assert len(set(map(logical_hash, stores))) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"author": "bob", "author_id": None},
        {"posted_at": START + timedelta(minutes=5, seconds=1)},
        {"text": "other words"},
        {"platform": "reddit"},
    ],
)
def test_posts_that_differ_in_anything_are_two(path: Path, other: dict[str, object]) -> None:
    add(path, "good", [post(3)])
    add(path, "spoilt", [nameless(3, **other)])
    assert table(path, "SELECT count(*) FROM post") == [(2,)]


def test_nobodys_short_words_are_no_proof(path: Path) -> None:
    nobody = {"author": None, "author_id": None}
    words = "so many words are not said by two in one minute"
    add(path, "good", [post(3, "ok"), post(4, words), post(5, words, posted_at=START)])
    add(path, "spoilt", [nameless(3, text="ok", **nobody), nameless(4, text=words, **nobody)])
    assert table(path, "SELECT count(*) FROM post WHERE id_made") == [(1,)]
    assert table(path, "SELECT count(*) FROM post") == [(4,)]


def test_as_many_posts_stay_as_one_export_told(tmp_path: Path) -> None:
    midnight = START.replace(hour=0)
    exports = {
        "good": [post(n, "again", author_id="a", author="a") for n in (1, 2, 3)],
        "spoilt": [
            nameless(n, text="again", author_id="a", author="a", posted_at=midnight)
            for n in (1, 2, 3, 4)
        ],
    }
    for place in stores_of(tmp_path, exports):
        assert table(place, "SELECT count(*), count(*) FILTER (id_made) FROM post") == [(4, 1)]


def test_equal_ids_of_other_posts_are_other_posts(tmp_path: Path) -> None:
    exports = {
        name: [
            post(
                n,
                f"{name} says {n} at length, and nothing that anybody else says",
                author=f"{name}{n}",
                author_id=f"{name}{n}",
                posted_at=START + timedelta(days=7 * week, minutes=n, seconds=7),
                likes=n,
            )
            for n in range(1, 5)
        ]
        for week, name in enumerate(("a", "b", "c"))
    }
    stores = stores_of(tmp_path, exports)
    for place in stores:
        ids = {each for (each,) in table(place, IDS)}
        assert len(ids) == 12
        assert {"1", "other-2-of-1", "other-3-of-1"} < ids
    assert len(set(map(logical_hash, stores))) == 1


def test_a_stranger_is_told_of_once_and_known_again(path: Path) -> None:
    def week(number: int, **more: object) -> list[Post]:
        at = START + timedelta(days=7 * number, seconds=5)
        who = f"w{number}"
        return [post(1, f"words of {who}", posted_at=at, author=who, author_id=who, **more)]

    add(path, "a", week(1))
    first = add(path, "b", week(0))
    again = add(path, "c", week(0, likes=3), observed_at=days(30))
    assert [note.code for note in first.warnings] == ["ids-of-others"]
    assert (first.new, again.new, again.updated) == (1, 0, 1)
    assert table(path, "SELECT post_id, text FROM posts ORDER BY ALL") == [
        ("1", "words of w0"),
        ("other-2-of-1", "words of w1"),
    ]


@pytest.mark.parametrize("same", ["author", "time", "text"])
def test_one_thing_in_common_is_enough_for_an_equal_id(path: Path, same: str) -> None:
    other: dict[str, object] = {
        "author": {"author": "bob", "author_id": "bob"},
        "time": {"posted_at": START + timedelta(days=3, seconds=9)},
        "text": {"text": "nothing like it"},
    }
    more = {
        key: value for name, each in other.items() if name != same for key, value in each.items()
    }
    add(path, "a", [post(1)])
    assert add(path, "b", [post(1)._replace(**more)]).new == 0
