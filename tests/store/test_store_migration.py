"""A store of an older version is brought up to date by whatever opens it, and loses nothing."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from made_posts import add, days, load, logical_hash, post, table, with_known_key
from older_stores import write_schema_1

from postmortem.config import Config
from postmortem.errors import StoreDamaged, TryAgain, UsageError
from postmortem.jobs.score import score_store
from postmortem.store import Store, back_up
from postmortem.store.guard import migration
from postmortem.store.guard.lock import hold_lock

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a store of schema 1 with everything in it that can be in a store."""
    place = fill(tmp_path / "posts.duckdb")
    write_schema_1(place)
    return place


def fill(path: Path) -> Path:
    place = with_known_key(path)
    first = [
        *(post(n, likes=n, views=n * 2, lang="en" if n % 2 else "de") for n in range(1, 40)),
        post(40, "words of post 1", lang="de"),
        post(41, "", url="https://x.com/ann/status/41", reply_to="1", conversation="1"),
        post(42, author_id=None, sets=("rival", "brand")),
        post(44, author=None),
        post(43, author_id=None, author=None, post_id=None, score=0.25, followers=7),
    ]
    add(place, "a", first, observed_at=days(3))
    again = [post(n, likes=n + 5, quotes=1) for n in range(1, 20)]
    again.append(post(44, author=None))
    add(place, "b", [*again, post(60, "an edit")], observed_at=days(9), set_name="again")
    add(place, "c", [post(60, "an edit, longer"), post(21, author="other")], observed_at=days(12))
    with Store.open(place, write=True) as store:
        store.refuse(load("d"), "no source reads it")
        score_store(store, Config())
    return place


def all_of(path: Path) -> str:
    with Store.open(path, write=False):
        pass
    return logical_hash(path)


def test_nothing_is_lost_and_nothing_changes(path: Path, tmp_path: Path) -> None:
    told: list[Any] = []
    for statement in (
        "SELECT * EXCLUDE (load_id) FROM post ORDER BY ALL",
        "SELECT * FROM post_set ORDER BY ALL",
        "SELECT * FROM post_counts ORDER BY ALL",
        "SELECT * FROM author_of_handle ORDER BY ALL",
        "SELECT * FROM load ORDER BY ALL",
    ):
        before = table(path, statement)
        assert before, statement
        told.append((statement.replace("FROM post ", "FROM posts "), before))
    with Store.open(path, write=False) as store:
        assert store.status()["store_schema"] == 2
    for statement, before in told:
        after = table(path, statement.replace("(load_id)", "(load_id, post_no, text_no, text)"))
        assert after == before, statement
    assert sorted(file.name for file in tmp_path.iterdir() if ".duckdb" in file.name) == [
        "posts.duckdb",
        "posts.duckdb.key",
        "posts.duckdb.last",
        "posts.duckdb.lock",
    ]


def test_what_comes_after_is_what_it_would_have_been(path: Path, tmp_path: Path) -> None:
    (tmp_path / "twin").mkdir()
    twin = fill(tmp_path / "twin" / "posts.duckdb")
    later = [post(n, likes=n + 9) for n in range(1, 60)]
    ledgers = []
    for place in (path, twin):
        with Store.open(place, write=True) as store:
            ledgers.append(store.add(load("e", observed_at=days(20)), later))
            score_store(store, Config())
    assert ledgers[0] == ledgers[1]
    assert ledgers[0].updated > 0
    assert logical_hash(path) == logical_hash(twin)


def test_any_command_may_be_the_first(path: Path, tmp_path: Path) -> None:
    right = None
    for number, use in enumerate(("read", "write", "copy")):
        place = tmp_path / str(number) / "posts.duckdb"
        place.parent.mkdir()
        for suffix in ("", ".key", ".last"):
            shutil.copy(f"{path}{suffix}", f"{place}{suffix}")
        if use == "copy":
            place = back_up(place, place.with_name("copy.duckdb"))
        else:
            with Store.open(place, write=use == "write"):
                pass
        right = right or logical_hash(place)
        assert logical_hash(place) == right


def test_a_store_in_use_is_waited_for(path: Path) -> None:
    with (
        hold_lock(path.with_name("posts.duckdb.lock"), write=False, timeout=1),
        pytest.raises(TryAgain),
        Store.open(path, write=False, lock_timeout=0.1),
    ):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        with pytest.raises(UsageError, match="brought up to date"), Store.open(path, write=False):
            pass
    finally:
        path.parent.chmod(0o700)


def test_a_right_that_lacks_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="brought up to date"), Store.open(path, write=False):
        pass
    assert path.read_bytes() == before


def test_a_full_disk_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1))
    before = path.read_bytes()
    with pytest.raises(TryAgain, match="needs"), Store.open(path, write=False):
        pass
    assert path.read_bytes() == before


def test_what_would_lose_a_row_is_not_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loss = {"posts": ("SELECT count(*) FROM old.post", "SELECT count(*) - 1 FROM post")}
    monkeypatch.setattr(migration, "_SAME", loss)
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="Nothing was changed"), Store.open(path, write=False):
        pass
    assert path.read_bytes() == before
    assert not path.with_name("posts.duckdb.new").exists()


def test_what_a_kill_left_behind_is_cleared(path: Path) -> None:
    path.with_name("posts.duckdb.new").write_bytes(b"half a store")
    all_of(path)
    assert not path.with_name("posts.duckdb.new").exists()
