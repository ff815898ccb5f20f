"""Files that are no store, stores that are damaged: a clear word, and nothing lost for it."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from typing import TYPE_CHECKING

import duckdb
import pytest
from made_posts import add, load, post, table

from postmortem.errors import PostmortemError, StoreDamaged, UsageError
from postmortem.store import Store
from postmortem.store.guard.faults import plain_words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "posts.duckdb"


def open_and_close(path: Path, *, write: bool = False) -> None:
    with Store.open(path, write=write, lock_timeout=5):
        pass


def test_reading_a_store_that_is_not_there_says_to_ingest_first(path: Path) -> None:
    with pytest.raises(UsageError, match="postmortem ingest"):
        open_and_close(path)
    assert list(path.parent.iterdir()) == []


def test_a_store_in_a_folder_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        open_and_close(tmp_path / "no" / "posts.duckdb", write=True)


@pytest.mark.parametrize("words", ["Permission denied", "Read-only file system"])
def test_a_store_that_may_not_be_written_is_not_called_damaged(path: Path, words: str) -> None:
    with (
        pytest.raises(UsageError, match=r"no permission to write .*posts\.duckdb"),
        plain_words(path),
    ):
        raise duckdb.IOException(f'IO Error: Cannot open file "{path}": {words}')


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "is empty"),
        (b"x", "is not a DuckDB database"),
        (b"id,text\n1,hello\n" * 100, "is not a DuckDB database"),
        (b"SQLite format 3\x00" + b"\x00" * 100, "is a SQLite database"),
    ],
)
@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_is_no_database_is_left_alone(
    path: Path, content: bytes, word: str, write: bool
) -> None:
    path.write_bytes(content)
    path.with_name("posts.duckdb.key").write_text("ab" * 32, "ascii")
    with pytest.raises(StoreDamaged, match=word):
        open_and_close(path, write=write)
    assert path.read_bytes() == content


def test_a_real_sqlite_file_is_named_as_one(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(StoreDamaged, match="SQLite"):
        open_and_close(path)


def test_another_duckdb_database_is_not_taken_for_a_store(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE post (a INTEGER)")
    with pytest.raises(StoreDamaged, match="not a store of postmortem"):
        open_and_close(path)


def test_a_store_of_another_schema_version_is_refused(path: Path) -> None:
    add(path, "a", [post(1)])
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    with pytest.raises(StoreDamaged, match="version 99"):
        open_and_close(path)


def test_a_wal_without_its_store_is_not_taken_over(path: Path) -> None:
    wal = path.with_name("posts.duckdb.wal")
    wal.write_bytes(b"of another store")
    with pytest.raises(StoreDamaged, match="wal"):
        open_and_close(path, write=True)
    assert wal.read_bytes() == b"of another store"
    assert not path.exists()


def test_a_deleted_store_begins_anew_under_the_same_key(path: Path) -> None:
    add(path, "a", [post(1)])
    before = table(path, "SELECT author FROM posts")
    path.unlink()
    assert add(path, "a", [post(1)]).new == 1
    assert table(path, "SELECT author FROM posts") == before


def test_a_store_that_lost_a_reported_load_is_refused(path: Path, tmp_path: Path) -> None:
    add(path, "a", [post(1)])
    older = tmp_path / "copy"
    shutil.copy(path, older)
    add(path, "b", [post(2)])
    shutil.copy(older, path)
    for write in (True, False):
        with pytest.raises(StoreDamaged, match="lacks load 2"):
            open_and_close(path, write=write)
    path.with_name("posts.duckdb.last").unlink()
    assert add(path, "b", [post(2)]).new == 1


def test_a_receipt_of_another_store_says_nothing(path: Path, tmp_path: Path) -> None:
    add(path, "a", [post(1)])
    receipt = path.with_name("posts.duckdb.last")
    receipt.write_text(json.dumps({"store": "another", "load": 99}), "utf-8")
    assert add(path, "b", [post(2)]).new == 1
    receipt.write_text("garbage", "utf-8")
    assert add(path, "c", [post(3)]).new == 1
    assert json.loads(receipt.read_text("utf-8"))["load"] == 3


def said(path: Path) -> list[object] | None:
    """Return what the store says, or None when it says that it cannot."""
    try:
        with Store.open(path, write=False, lock_timeout=5) as store:
            rows = store.rows("own_posts", own_keys=store.keys_of(["x:name1", "x:name2"]))
            return [
                rows.rows(),
                store.rows("store_totals").rows(),
                store.rows("store_loads").rows(),
            ]
    except PostmortemError:
        return None


@pytest.mark.parametrize("kind", ["flip", "truncate"])
def test_damage_is_noticed_or_harmless(path: Path, tmp_path: Path, kind: str) -> None:
    with Store.open(path, write=True) as store:
        for number in range(3):
            posts = [post(10 * number + n, "long words " * 40) for n in range(10)]
            store.add(load(f"load{number}"), posts)
    right = said(path)
    whole = path.read_bytes()
    chance = random.Random(7)
    noticed = 0
    for _ in range(12):
        place = chance.randrange(len(whole))
        broken = bytearray(whole[:place] if kind == "truncate" else whole)
        if kind == "flip":
            broken[place] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        found = said(path)
        assert found in (None, right), f"{kind} at byte {place} changed an answer in silence"
        noticed += found is None
    assert noticed, "no damage was done at all"
