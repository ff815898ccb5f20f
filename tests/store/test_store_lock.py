"""One writer at a time, whoever asks; nobody waits without an end."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_posts import add, load, post, table

from postmortem.errors import TryAgain, UsageError
from postmortem.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

HERE = Path(__file__).parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "posts.duckdb"


def python(code: str, *words: str) -> subprocess.Popen[str]:
    """Start a Python that can make posts; its stdin and stdout are pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=HERE,
    )


HOLD = """
    import sys
    from pathlib import Path
    from postmortem.store import Store
    with Store.open(Path(sys.argv[1]), write=sys.argv[2] == "write"):
        print("held", flush=True)
        sys.stdin.readline()
"""


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes to the store."""
    process = python(HOLD, str(path), "write")
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    yield process
    process.communicate("\n")


def opened(path: Path, *, write: bool, wait: float) -> AbstractContextManager[Store]:
    return Store.open(path, write=write, lock_timeout=wait)


@pytest.mark.parametrize("write", [True, False])
def test_a_held_store_is_try_again_naming_the_holder(
    path: Path, holder: subprocess.Popen[str], write: bool
) -> None:
    with (
        pytest.raises(TryAgain, match=f"in use by process {holder.pid}") as raised,
        opened(path, write=write, wait=0.1),
    ):
        pass
    assert raised.value.exit_code == 75


def test_a_store_that_is_let_go_is_taken(path: Path, holder: subprocess.Popen[str]) -> None:
    assert holder.stdin
    holder.stdin.write("\n")
    holder.stdin.flush()
    with opened(path, write=True, wait=30):
        pass


def test_a_killed_holder_holds_nothing(path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with opened(path, write=True, wait=5):
        pass


def test_readers_read_beside_each_other_and_keep_writers_out(path: Path) -> None:
    add(path, "a", [post(1)])
    reader = python(HOLD, str(path), "read")
    assert reader.stdout
    assert reader.stdout.readline() == "held\n"
    try:
        with opened(path, write=False, wait=5) as store:
            assert store.rows("store_totals")["posts"].to_list() == [1]
        with pytest.raises(TryAgain), opened(path, write=True, wait=0.1):
            pass
    finally:
        reader.communicate("\n")


def test_another_program_with_the_store_open_is_named(path: Path) -> None:
    add(path, "a", [post(1)])
    foreign = python(
        """
        import duckdb, sys
        connection = duckdb.connect(sys.argv[1])
        print("held", flush=True)
        sys.stdin.readline()
        """,
        str(path),
    )
    assert foreign.stdout
    assert foreign.stdout.readline() == "held\n"
    try:
        with (
            pytest.raises(TryAgain, match=f"process {foreign.pid}"),
            opened(path, write=True, wait=1),
        ):
            pass
    finally:
        foreign.communicate("\n")


def test_writers_that_take_turns_lose_nothing(path: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from made_posts import add, post
        first = int(sys.argv[2])
        for number in range(first, first + 3):
            add(Path(sys.argv[1]), f"load{number}", [post(number), post(1000)])
    """
    writers = [python(code, str(path), str(100 * number)) for number in range(4)]
    for writer in writers:
        _, err = writer.communicate()
        assert writer.returncode == 0, err
    assert table(path, "SELECT count(*), count(DISTINCT load_id), sum(new) FROM load") == [
        (12, 12, 13)
    ]
    assert table(path, "SELECT count(*), count(DISTINCT post_id) FROM post") == [(13, 13)]


def test_the_lock_file_of_a_folder_that_cannot_be_written_is_still_taken(path: Path) -> None:
    add(path, "a", [post(1)])
    path.with_name("posts.duckdb.lock").chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with opened(path, write=False, wait=1) as store:
            assert store.rows("store_totals")["posts"].to_list() == [1]
    finally:
        path.parent.chmod(0o700)


def test_a_second_store_in_the_same_process_waits_like_any_other(path: Path) -> None:
    with (
        opened(path, write=True, wait=1) as store,
        pytest.raises(TryAgain, match=f"process {os.getpid()}"),
        opened(path, write=True, wait=0.1),
    ):
        store.add(load("never"), [])


def test_a_system_without_such_locks_is_refused_with_the_way_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(UsageError, match="WSL"), Store.open(path, write=True):
        pass
    assert not path.exists()
