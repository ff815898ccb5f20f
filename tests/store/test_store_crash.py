"""Killed at any point, nothing is lost, doubled or half there."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from made_posts import add, load, logical_hash, post, table, with_known_key

from postmortem.errors import PostmortemError
from postmortem.store import Store
from postmortem.store.guard import connection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post

HERE = Path(__file__).parent
LOADS = 12
POSTS = 60
WRITER = f"""
    import sys
    from pathlib import Path
    from made_posts import load, post
    from postmortem.store import Store
    with Store.open(Path(sys.argv[1]), write=True) as store:
        for number in range({LOADS}):
            if store.loaded_before(load(f"load{{number}}")):
                continue
            posts = [post(number * {POSTS} // 2 + n, likes=number) for n in range({POSTS})]
            store.add(load(f"load{{number}}"), posts)
            print(number, flush=True)
"""


def writer(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITER), str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=HERE,
    )


def ledger_is_whole(path: Path) -> set[int]:
    """Return the loads in the store, having checked that each is there as a whole."""
    with Store.open(path, write=False) as store:
        loads = store.rows("store_loads")
        posts = store.rows("store_totals")["posts"][0]
    assert loads["new"].sum() == posts
    assert (loads["new"] + loads["updated"] + loads["unchanged"] == POSTS).all()
    return {int(name.removeprefix("load")) for name in loads["name"]}


def test_a_writer_killed_anywhere_goes_on_where_it_was(tmp_path: Path) -> None:
    whole = with_known_key(tmp_path / "whole.duckdb")
    uninterrupted = writer(whole)
    uninterrupted.communicate()
    assert uninterrupted.returncode == 0
    chance = random.Random(11)
    killed = 0
    path = with_known_key(tmp_path / "killed.duckdb")
    for _ in range(20):
        process = writer(path)
        assert process.stdout
        wait = chance.choice((0, 0, 1, 2))
        acknowledged = [int(process.stdout.readline() or -1) for _ in range(wait)]
        time.sleep(chance.uniform(0, 0.1 if wait else 0.7))
        process.kill()
        rest, _ = process.communicate()
        acknowledged += [int(word) for word in rest.split()]
        killed += process.returncode == -signal.SIGKILL
        if path.exists():
            assert set(acknowledged) - {-1} <= ledger_is_whole(path)
    assert killed >= 5
    finished = writer(path)
    _, err = finished.communicate()
    assert finished.returncode == 0, err
    assert logical_hash(path) == logical_hash(whole)


@pytest.mark.parametrize(
    "point", ["before_truncate", "before_header", "after_free_list_write", "before_wal_finish"]
)
def test_a_checkpoint_that_breaks_off_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    path = tmp_path / "posts.duckdb"
    add(path, "a", [post(1)])
    monkeypatch.setattr(
        connection, "SETTINGS", (f"debug_checkpoint_abort = '{point}'", *connection.SETTINGS)
    )
    with pytest.raises(PostmortemError, match=r"posts\.duckdb"):
        add(path, "b", [post(2)])
    monkeypatch.undo()
    with Store.open(path, write=True) as store:
        assert store.rows("store_totals")["posts"].to_list() == [2]
        assert store.loaded_before(load("b")) is not None


def test_a_commit_that_fails_leaves_nothing_of_its_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "posts.duckdb"
    add(path, "a", [post(1)])
    settings = ("debug_force_commit_failure = true", *connection.SETTINGS)
    monkeypatch.setattr(connection, "SETTINGS", settings)
    with pytest.raises(PostmortemError):
        add(path, "b", [post(2)])
    monkeypatch.undo()
    assert table(path, "SELECT name FROM load") == [("a",)]
    assert add(path, "b", [post(2)]).new == 1


def test_an_interrupt_while_reading_keeps_what_was_loaded_before(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Post]:
        yield post(2)
        raise KeyboardInterrupt

    path = tmp_path / "posts.duckdb"
    add(path, "a", [post(1)])
    with pytest.raises(KeyboardInterrupt):
        add(path, "b", interrupted())
    assert table(path, "SELECT name, new FROM load") == [("a", 1)]
    assert table(path, "SELECT post_id FROM post") == [("1",)]


def test_an_interrupt_stops_a_statement_that_would_run_for_minutes(tmp_path: Path) -> None:
    path = tmp_path / "posts.duckdb"
    with Store.open(path, write=True) as store:
        endless = "SELECT count(*) FROM range(10000000000) a, range(10000000000) b"
        connection = store._connection
        before = signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        try:
            with pytest.raises(KeyboardInterrupt):
                store._worker.run(lambda: connection.execute(endless).fetchall())
        finally:
            signal.signal(signal.SIGALRM, before)
        assert store.add(load("a"), [post(1)]).new == 1


def test_a_dead_connection_is_reported_and_not_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "posts.duckdb"
    add(path, "a", [post(1)])

    def fatal(*_: object, **__: object) -> None:
        raise duckdb.FatalException("FATAL Error: database has been invalidated")

    monkeypatch.setattr("postmortem.store.database.write_ledger", fatal)
    with pytest.raises(PostmortemError, match="cannot be used"):
        add(path, "b", [post(2)])
    monkeypatch.undo()
    assert add(path, "b", [post(2)]).new == 1


@pytest.mark.parametrize("words", ["IO Error: No space left on device", "ENOSPC while writing"])
def test_a_full_disk_is_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    path = tmp_path / "posts.duckdb"
    add(path, "a", [post(1)])

    def full(*_: object, **__: object) -> None:
        raise duckdb.IOException(words)

    monkeypatch.setattr("postmortem.store.database.write_ledger", full)
    with pytest.raises(PostmortemError, match="disk is full") as raised:
        add(path, "b", [post(2)])
    assert raised.value.exit_code == 75
    assert "\n" not in str(raised.value)
