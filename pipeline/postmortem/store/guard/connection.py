"""How the database is opened: least power, and every surprise switched off."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import duckdb

from postmortem.errors import StoreDamaged
from postmortem.model import STORE_TEXT
from postmortem.sql import script
from postmortem.store.guard.companions import companion, key_print

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_VERSION = "2"
OLDER_VERSIONS = frozenset({"1"})
"""Schemas that can be brought to the newest (guard/migration)."""


class OlderSchema(Exception):
    """The store has to be migrated before it can be used."""


# Without these DuckDB fetches extensions from the network by itself, and reads Python variables.
_CONFIG = {
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "allow_unsigned_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "storage_compatibility_version": "v1.4.0",
}

SETTINGS = (
    "enable_progress_bar = false",  # it would go to stdout, even when that is a pipe
    "TimeZone = 'UTC'",
    "enable_external_access = false",
    "lock_configuration = true",
)
"""Set in this order right after connecting; nothing can be set after the last."""


OPEN_SETTINGS: dict[str, str | bool | int | float | list[str]] = {**_CONFIG, "threads": "1"}
"""How any file of ours is opened.

One thread: sums of floats then come out the same every time, and a load takes a tenth less CPU for
hardly more time, because threads copy the small pieces that each of them writes.
"""


def connect(path: Path, *, write: bool, memory_limit: str) -> duckdb.DuckDBPyConnection:
    """Return a connection that can reach nothing but its own file."""
    config = OPEN_SETTINGS | {"memory_limit": memory_limit}
    connection = duckdb.connect(str(path), read_only=not write, config=config)
    spill = f"{path}.tmp".replace("'", "''")
    try:
        for setting in (f"temp_directory = '{spill}'", *SETTINGS):
            connection.execute(f"SET {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def create(path: Path, key: bytes, memory_limit: str) -> None:
    """Make an empty store at `path`, whole or not at all.

    Built under another name and moved, because a kill between the creation of a file and its first
    header would leave a file that no one can open.
    """
    draft = companion(path, "new")
    for leftover in (draft, companion(draft, "wal")):
        leftover.unlink(missing_ok=True)
    connection = connect(draft, write=True, memory_limit=memory_limit)
    try:
        furnish(connection, key)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
    draft.chmod(0o600)
    draft.replace(path)
    companion(path, "last").unlink(missing_ok=True)


def equip(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what questions share, for as long as the connection lasts."""
    for statement in connection.extract_statements(script("macros")):
        connection.execute(statement.query)


def furnish(connection: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Make the tables and views, and note what kind of store this is."""
    for statement in connection.extract_statements(script("schema")):
        connection.execute(statement.query)
    for name, value in (
        ("schema_version", SCHEMA_VERSION),
        ("duckdb_version", duckdb.__version__),
        ("store_id", uuid.uuid4().hex),
        ("store_text", STORE_TEXT),
        ("key_print", key_print(key)),
    ):
        connection.execute("INSERT INTO meta VALUES (?, ?)", [name, value])


def read_meta(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """Return what the store says of itself; StoreDamaged when it is not one of ours."""
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    except duckdb.CatalogException:
        raise StoreDamaged(
            f"{path} is a DuckDB database, but not a store of postmortem. Name another file with "
            "--store."
        ) from None
    if meta.get("schema_version") in OLDER_VERSIONS:
        raise OlderSchema(path)
    if meta.get("schema_version") != SCHEMA_VERSION:
        raise StoreDamaged(
            f"{path} has the tables of version {meta.get('schema_version')}, and this postmortem "
            f"knows version {SCHEMA_VERSION}. Read the exports into a new store."
        )
    return meta
