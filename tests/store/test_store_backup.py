"""A backup is whole, private, and as good as the store."""

from __future__ import annotations

import shutil
import stat
from typing import TYPE_CHECKING

import pytest
from made_posts import add, logical_hash, post

from postmortem.errors import TryAgain, UsageError
from postmortem.store import Store, back_up

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "posts.duckdb"
    add(place, "a", [post(number) for number in range(30)])
    return place


def test_a_backup_says_what_the_store_says(path: Path, tmp_path: Path) -> None:
    copy = back_up(path, tmp_path / "copy.duckdb")
    assert logical_hash(copy) == logical_hash(path)
    with Store.open(copy, write=False) as store:
        assert store.rows("store_totals")["posts"].to_list() == [30]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_backup_has_no_key_unless_asked_and_takes_posts_with_one(
    path: Path, tmp_path: Path
) -> None:
    back_up(path, tmp_path / "bare.duckdb")
    with pytest.raises(UsageError, match="key is missing"):
        add(tmp_path / "bare.duckdb", "b", [post(99)])
    back_up(path, tmp_path / "copy.duckdb", with_key=True)
    assert add(tmp_path / "copy.duckdb", "b", [post(99)]).new == 1


def test_what_a_killed_writer_left_in_the_wal_is_in_the_backup(path: Path, tmp_path: Path) -> None:
    with Store.open(path, write=True) as store:
        crashed = tmp_path / "crashed.duckdb"
        store._connection.execute("UPDATE load SET name = 'after'")
        for end in ("", ".wal", ".key"):
            shutil.copy(f"{path}{end}", f"{crashed}{end}")
    copy = back_up(crashed, tmp_path / "copy.duckdb")
    with Store.open(copy, write=False) as store:
        assert store.rows("store_loads")["name"].to_list() == ["after"]


def test_nothing_is_overwritten(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("precious", "utf-8")
    with pytest.raises(UsageError, match="already there"):
        back_up(path, other)
    assert other.read_text("utf-8") == "precious"


def test_a_store_in_use_is_not_copied(path: Path, tmp_path: Path) -> None:
    with Store.open(path, write=False), pytest.raises(TryAgain):
        back_up(path, tmp_path / "copy.duckdb", lock_timeout=0.1)
    assert not (tmp_path / "copy.duckdb").exists()


def test_there_must_be_a_store_and_a_folder(path: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to copy"):
        back_up(tmp_path / "none.duckdb", tmp_path / "copy.duckdb")
    with pytest.raises(UsageError, match="folder"):
        back_up(path, tmp_path / "no" / "copy.duckdb")
