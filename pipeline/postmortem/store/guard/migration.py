"""Stores of an older schema, made into the one this version knows.

A new file is filled beside the old one, compared with it, and put in its place in one step: a kill
at any moment leaves the store as it was, or as it shall be.
"""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import duckdb

from postmortem.errors import StoreDamaged, TryAgain, UsageError
from postmortem.sql import script
from postmortem.store.guard.companions import companion, require_duckdb
from postmortem.store.guard.connection import (
    OLDER_VERSIONS,
    OPEN_SETTINGS,
    SCHEMA_VERSION,
    SETTINGS,
    connect,
)

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)
STEPS = dict.fromkeys(OLDER_VERSIONS, SCHEMA_VERSION)
"""From which schema to which; queries/migrations/ has the statements of each."""
_ROOM = 2
"""Free disk asked for, in sizes of the store: the new file, and what spills while it is filled."""
_SAME = {
    "loads": ("SELECT count(*) FROM old.load", "SELECT count(*) FROM load"),
    "posts": ("SELECT count(*) FROM old.post", "SELECT count(*) FROM post"),
    "texts": ("SELECT count(*) FROM old.text", "SELECT count(*) FROM text"),
    "scores": ("SELECT count(*) FROM old.score", "SELECT count(*) FROM score"),
    "memberships": ("SELECT count(*) FROM old.post_set", "SELECT count(*) FROM set_post"),
    "observations": (
        "SELECT count(*) FROM old.post_metrics",
        "SELECT count(*) FROM (SELECT DISTINCT post_no, observed_at FROM observation)",
    ),
    "rejects": ("SELECT count(*) FROM old.reject", "SELECT count(*) FROM reject"),
    "totals": ("SELECT count(*) FROM old.total", "SELECT count(*) FROM total"),
}
"""What must be as many after as before; else nothing is put in the place of anything."""


def migrate(path: Path, memory_limit: str) -> None:
    """Bring the store at `path`, which `hold` keeps for writing, to the newest schema.

    TryAgain where the disk has no room.
    Nothing is done to a store that is at the newest schema, or at one that nobody knows.
    """
    require_duckdb(path)
    while (version := _fold(path, memory_limit)) in STEPS:
        _require_room(path, version)
        draft = companion(path, "new")
        _clear(draft)
        try:
            _fill(path, draft, version, memory_limit)
            draft.chmod(path.stat().st_mode & 0o777)
            draft.replace(path)
            _log.warning(
                "%s was made by an older version; it is brought up to date, and that version reads "
                "it no more",
                path,
            )
        finally:
            _clear(draft)


def _fold(path: Path, memory_limit: str) -> str | None:
    """Write into the one file what is only in its .wal; return the schema's version."""
    connection = connect(path, write=True, memory_limit=memory_limit)
    try:
        connection.execute("CHECKPOINT")
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    finally:
        connection.close()
    return meta.get("schema_version")


def require_rights(path: Path) -> None:
    """Raise UsageError unless the store and its folder can be written."""
    folder = path.absolute().parent
    if not (os.access(folder, os.W_OK) and os.access(path, os.W_OK)):
        raise UsageError(
            f"{path} was made by an older version and has to be brought up to date once, and "
            f"{folder} cannot be written. Run any command where it can be, or copy the store there."
        )


def _require_room(path: Path, version: str) -> None:
    size = path.stat().st_size
    free = shutil.disk_usage(path.absolute().parent).free
    if free < _ROOM * size:
        raise TryAgain(
            f"{path} has the tables of version {version} and is brought to {SCHEMA_VERSION}: that "
            f"needs {_ROOM * size >> 20} MB of disk for a while, and {free >> 20} MB are free."
        )


def _fill(path: Path, draft: Path, version: str, memory_limit: str) -> None:
    connection = duckdb.connect(str(draft), config=OPEN_SETTINGS | {"memory_limit": memory_limit})
    try:
        spill = f"{path}.tmp".replace("'", "''")
        connection.execute(f"SET temp_directory = '{spill}'")
        connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS old (READ_ONLY)")
        for setting in SETTINGS:
            connection.execute(f"SET {setting}")
        connection.execute("BEGIN")
        for name in ("schema", f"migrations/{version}_to_{STEPS[version]}"):
            for statement in connection.extract_statements(script(name)):
                connection.execute(statement.query).fetchall()
        _require_same(connection, path)
        connection.execute("COMMIT")
        connection.execute("DETACH old")
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _require_same(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise StoreDamaged unless everything arrived."""
    for what, statements in _SAME.items():
        before, after = (connection.execute(each).fetchall()[0][0] for each in statements)
        if before != after:
            raise StoreDamaged(
                f"{path} cannot be brought to the tables of version {SCHEMA_VERSION}: of {before} "
                f"{what}, {after} would be left. Nothing was changed; please report it."
            )


def _clear(draft: Path) -> None:
    for leftover in (draft, companion(draft, "wal")):
        with suppress(OSError):
            leftover.unlink(missing_ok=True)
