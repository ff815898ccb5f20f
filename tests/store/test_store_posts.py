"""What a stored post is: its id, its words, its author."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from made_posts import START, HalfScorer, add, days, load, post, table, with_known_key

from postmortem.errors import UsageError
from postmortem.store import Privacy, Store, arrow
from postmortem.store.load import intake

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from postmortem.model import Post


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return with_known_key(tmp_path / "posts.duckdb")


ids = some.text("0123456789", min_size=1, max_size=40)
texts = some.text(max_size=80).filter(lambda text: text.strip())


@given(some.lists(some.tuples(ids, texts), min_size=1, max_size=40, unique_by=lambda pair: pair[0]))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_ids_and_words_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str]]
) -> None:
    place = tmp_path_factory.mktemp("exact") / "posts.duckdb"
    with Store.open(place, write=True) as store:
        store.adopt(Privacy("full"))
        store.add(load("a"), [post(n, text, post_id=name) for n, (name, text) in enumerate(said)])
    found = table(place, "SELECT post_id, text FROM posts")
    assert sorted(found) == sorted(said)


def test_ids_that_differ_in_the_last_of_forty_digits_are_two_posts(path: Path) -> None:
    long = "9" * 39
    assert add(path, "a", [post(1, post_id=f"{long}1"), post(2, post_id=f"{long}2")]).new == 2
    assert add(path, "b", [post(3, post_id="00123"), post(4, post_id="123")]).new == 2


def test_the_same_id_on_two_platforms_is_two_posts(path: Path) -> None:
    assert add(path, "a", [post(1), post(1, platform="mastodon")]).new == 2


def test_posts_without_an_id_keep_their_identity_from_export_to_export(path: Path) -> None:
    posts = [post(number, post_id=None) for number in range(5)]
    assert add(path, "a", posts).new == 5
    again = add(path, "b", posts[::-1], observed_at=days(9))
    assert (again.new, again.updated, again.unchanged) == (0, 0, 5)
    assert table(path, "SELECT bool_and(id_made), count(DISTINCT post_id) FROM post") == [(True, 5)]


@pytest.mark.parametrize(
    "other",
    [
        {"text": "other words"},
        {"author_id": "someone-else", "author": "else"},
        {"posted_at": START.replace(second=2)},
        {"platform": "mastodon"},
        {"text": "hello @bob"},
    ],
)
def test_posts_without_an_id_that_differ_in_anything_are_not_collapsed(
    path: Path, other: dict[str, Any]
) -> None:
    one = post(1, "hello @ann", post_id=None, posted_at=START.replace(second=1))
    assert add(path, "a", [one, one._replace(**other)]).new == 2


def test_twins_without_an_author_are_two_posts_and_with_one_the_same_post_twice(path: Path) -> None:
    anonymous = post(1, "first!", post_id=None, author_id=None, author=None)
    named = post(2, "first!", post_id=None)
    ledger = add(path, "a", [anonymous, anonymous, named, named])
    assert (ledger.new, ledger.unchanged) == (3, 1)
    assert add(path, "b", [anonymous, anonymous, named]).new == 0


def test_twins_known_to_the_day_only_are_two_posts(path: Path) -> None:
    daily = post(1, "first!", post_id=None, posted_at=START.replace(hour=0))
    assert add(path, "a", [daily, daily]).new == 2


def test_the_visible_half_of_a_made_id_is_the_same_under_every_key(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        place = tmp_path / f"{name}.duckdb"
        add(place, "a", [post(1, post_id=None)])
        found.append(table(place, "SELECT post_id FROM post")[0][0])
    assert found[0] != found[1]
    assert found[0].rpartition("-")[0] == found[1].rpartition("-")[0]


def test_no_name_and_no_address_is_in_the_files(path: Path) -> None:
    secrets = ("anneliese.k", "anneliese@example.org", "55512399", "bernhardine")
    words = "Ask @bernhardine or anneliese@example.org, +47 55 51 23 99"
    add(path, "a", [post(1, words, author="anneliese.k", author_id="anneliese.k")])
    add(path, "b", [post(2, words, author="Anneliese.K", author_id="55512399")])
    for file in path.parent.iterdir():
        content = file.read_bytes().lower()
        assert not any(secret.encode() in content for secret in secrets), file.name
    assert table(path, "SELECT count(DISTINCT handle), count(DISTINCT author) FROM posts") == [
        (1, 2)
    ]


def test_handles_of_the_brand_stay_readable(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.adopt(Privacy("masked", frozenset({"thunderair"})))
        store.add(load("a"), [post(1, "@ThunderAir and @ann")])
    assert table(path, "SELECT text FROM text") == [("@ThunderAir and @user",)]


def test_a_store_keeps_words_as_it_was_told_first(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.adopt(Privacy("full"))
        store.add(load("a"), [post(1, "@ann")])
        store.adopt(Privacy("full"))
        with pytest.raises(UsageError, match="store_text = 'full'"):
            store.adopt(Privacy("masked"))
    assert table(path, "SELECT text FROM text") == [("@ann",)]


def test_a_store_of_hashes_has_scores_and_no_words(path: Path) -> None:
    seen: list[str] = []

    scorer = HalfScorer(seen)
    with Store.open(path, write=True) as store:
        store.adopt(Privacy("hash"))
        with pytest.raises(UsageError, match="scored while they are read"):
            store.add(load("a"), [post(1, "zuckersüß @ann")])
        store.add(load("a"), [post(1, "zuckersüß @ann"), post(2, "zuckersüß @bob")], scorer=scorer)
        store.add(load("b"), [post(3, "zuckersüß @eve")], scorer=scorer)
    assert seen == ["zuckersüß @user"]
    assert "zuckersüß".encode() not in path.read_bytes()
    assert table(path, "SELECT text, copy_length FROM text") == [(None, 9)]
    assert table(path, "SELECT count(*) FROM post JOIN score USING (text_no)") == [(3,)]


def test_halves_of_characters_become_replacement_marks(path: Path) -> None:
    half, pair = "\ud83d", "\ud83d\ude00"
    add(path, "a", [post(1, f"a {half} b {pair}", url=half, conversation=f"c{half}", own=True)])
    assert table(path, "SELECT text, url, conversation FROM posts") == [("a � b 😀", "�", "c�")]


@pytest.mark.parametrize("blank", ["", "  ", "\n\t", "\u00a0\u2003", "\x1c \x1f", "\x85"])
def test_a_text_of_blanks_is_none(path: Path, blank: str) -> None:
    add(path, "a", [post(1, blank), post(2, f"{blank}words")])
    assert table(path, "SELECT post_id FROM posts WHERE text_hash IS NULL") == [("1",)]
    assert table(path, "SELECT count(*) FROM text") == [(1,)]


@pytest.mark.parametrize("account", [None, ""])
def test_who_has_no_account_id_is_known_by_the_handle(path: Path, account: str | None) -> None:
    add(path, "a", [post(1, author_id=account, author="ann"), post(2, author_id="ann")])
    (one, handle), (other, _) = table(path, "SELECT author, handle FROM posts ORDER BY post_id")
    assert one == other == handle


def test_a_nul_in_a_text_stays(path: Path) -> None:
    add(path, "a", [post(1, "a\x00b")])
    assert table(path, "SELECT text FROM text") == [("a\x00b",)]


def test_only_its_owner_can_read_the_store(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        add(tmp_path / "posts.duckdb", "a", [post(1)])
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
        assert os.umask(0o022) == 0o022, "the umask of the process is as it was"
    finally:
        os.umask(before)
    assert set(modes) == {f"posts.duckdb{end}" for end in ("", ".key", ".last", ".lock")}
    assert set(modes.values()) == {0o600}


def test_without_its_key_the_store_takes_no_new_posts(path: Path) -> None:
    add(path, "a", [post(1)])
    key = path.with_name("posts.duckdb.key")
    words = key.read_text("ascii")
    key.unlink()
    with pytest.raises(UsageError, match=r"posts\.duckdb\.key is missing"):
        add(path, "b", [post(2)])
    with Store.open(path, write=False) as store:
        assert store.rows("store_totals")["posts"].to_list() == [1]
        with pytest.raises(UsageError, match="missing"):
            store.keys_of(["x:ann"])
    key.write_text("cd" * 32, "ascii")
    with pytest.raises(UsageError, match="not the key"):
        add(path, "b", [post(2)])
    key.write_text("not a key", "ascii")
    with pytest.raises(UsageError, match="cannot be read as a key"):
        add(path, "b", [post(2)])
    key.write_text(words, "ascii")
    assert add(path, "b", [post(2)]).new == 1


def test_an_account_is_written_with_its_platform(path: Path) -> None:
    with Store.open(path, write=True) as store:
        assert store.keys_of(["x:@Ann", "x:ann"]) == store.keys_of(["x:ann"])
        assert len(store.keys_of(["x:ann", "mastodon:ann"])) == 2
        with pytest.raises(UsageError, match="platform:handle"):
            store.keys_of(["ann"])


def test_a_chunk_is_let_go_before_the_load_ends(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams: list[arrow.ArrowStream] = []

    class Watched(arrow.ArrowStream):
        def __init__(self, frame: pl.DataFrame) -> None:
            super().__init__(frame)
            streams.append(self)

    def watching() -> Iterator[Post]:
        for number in range(30):
            yield post(number)
            assert all(stream.frame is None for stream in streams)

    monkeypatch.setattr(arrow, "ArrowStream", Watched)
    monkeypatch.setattr(intake, "CHUNK", 10)
    with Store.open(path, write=True) as store:
        store.add(load("a"), watching())
    assert len(streams) >= 2


def test_accounts_of_many_platforms_keep_their_pseudonyms(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postmortem.texts.pure._MOST_PLATFORMS", 2)
    posts = [post(at, platform=f"place{at % 5}", author_id=None, author="ann") for at in range(10)]
    add(path, "a", posts[:5])
    for alone in posts[5:]:
        add(path, str(alone.line), [alone])
    known = table(
        path, "SELECT platform, count(DISTINCT author) FROM posts GROUP BY ALL ORDER BY ALL"
    )
    assert known == [(f"place{at}", 1) for at in range(5)]
