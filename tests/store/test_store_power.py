"""The store can reach its own file and nothing else, and says nothing on stdout."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from made_posts import add, post, table

from postmortem.store import Store

HERE = Path(__file__).parent
SETTINGS = {
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "allow_unsigned_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "enable_progress_bar": "false",
    "lock_configuration": "true",
    "python_enable_replacements": "false",
    "TimeZone": "UTC",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "posts.duckdb"
    add(place, "a", [post(1)])
    return place


@pytest.mark.parametrize("write", [True, False])
def test_every_surprise_is_switched_off(path: Path, write: bool) -> None:
    with Store.open(path, write=write) as store:
        found = dict(
            store._connection.execute("SELECT name, value FROM duckdb_settings()").fetchall()
        )
    assert {name: found[name] for name in SETTINGS} == SETTINGS
    assert found["threads"] == "1"


@pytest.mark.parametrize(
    "escape",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM 'http://example.org/a.csv'",
        "ATTACH 'other.duckdb'",
        "COPY post TO 'out.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "EXPORT DATABASE 'out'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
    ],
)
def test_nothing_outside_can_be_reached(path: Path, escape: str) -> None:
    with Store.open(path, write=True) as store, pytest.raises(duckdb.Error):
        store._connection.execute(escape)


def test_python_variables_are_no_tables(path: Path) -> None:
    rows = [1]
    with Store.open(path, write=True) as store, pytest.raises(duckdb.CatalogException):
        store._connection.execute("SELECT * FROM rows")
    assert rows


def test_older_duckdb_can_open_the_store(path: Path) -> None:
    (version,) = table(path, "SELECT tags['storage_version'] FROM duckdb_databases() LIMIT 1")
    assert version[0].startswith("v1.4")


def test_a_session_writes_nothing_to_stdout_or_stderr(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "from made_posts import add, post\n"
        "from postmortem.store import Store\n"
        "path = Path('posts.duckdb')\n"
        "add(path, 'a', (post(n, likes=n) for n in range(20000)))\n"
        "add(path, 'b', (post(n, likes=n + 1) for n in range(20000)))\n"
        "with Store.open(path, write=False) as store:\n"
        "    store.rows('audience', engine='e'), store.status()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(HERE)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_store_is_one_file_when_it_is_closed(path: Path) -> None:
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "posts.duckdb",
        "posts.duckdb.key",
        "posts.duckdb.last",
        "posts.duckdb.lock",
    ]
