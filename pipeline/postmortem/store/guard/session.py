"""Opening a store: the lock before anything, the checks before the connection.

The order is the safety: lock, look whether the file is a database at all, connect, compare with the
receipt of the last load; at the end checkpoint, close, and only then let the lock go.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

import duckdb

from postmortem.errors import StoreDamaged, UsageError
from postmortem.store.guard.companions import (
    companion,
    make_key,
    read_key,
    read_receipt,
    require_duckdb,
)
from postmortem.store.guard.connection import OlderSchema, connect, create, read_meta
from postmortem.store.guard.faults import plain_words
from postmortem.store.guard.lock import hold_lock
from postmortem.store.guard.migration import migrate, require_rights

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MIGRATION_MEMORY = "1GB"
_connected_paths: list[Path] = []
"""Stores this process is connected to, whose files it must not open a second time."""


@contextmanager
def session(
    path: Path, *, write: bool, lock_timeout: float, memory_limit: str
) -> Iterator[tuple[duckdb.DuckDBPyConnection, bytes | None]]:
    """Hold the store at `path`; yield its connection and its key (which a reader may lack).

    One of an older version is brought up to date first, whatever it is opened for.
    """
    with ExitStack() as stack:
        opening = (path, write, lock_timeout, memory_limit)
        try:
            store = stack.enter_context(_session(*opening))
        except OlderSchema:
            require_rights(path)
            with hold(path, write=True, lock_timeout=lock_timeout):
                migrate(path, _MIGRATION_MEMORY)
            store = stack.enter_context(_session(*opening))
        yield store


@contextmanager
def _session(
    path: Path, write: bool, lock_timeout: float, memory_limit: str
) -> Iterator[tuple[duckdb.DuckDBPyConnection, bytes | None]]:
    if not path.exists() and not (write and path.absolute().parent.is_dir()):
        raise UsageError(_missing(path, write=write))
    with hold(path, write=write, lock_timeout=lock_timeout):
        key = _prepare(path, memory_limit) if write else read_key(path)
        with open_connection(path, write=write, memory_limit=memory_limit) as connection:
            yield connection, key


@contextmanager
def hold(path: Path, *, write: bool, lock_timeout: float) -> Iterator[None]:
    """Keep other processes away from the store at `path`, and errors of DuckDB in plain words."""
    lock = companion(path, "lock")
    with _umask(), hold_lock(lock, write=write, timeout=lock_timeout), plain_words(path):
        yield


@contextmanager
def open_connection(
    path: Path, *, write: bool, memory_limit: str
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connect to a store that `hold` keeps; what was written is in the one file afterwards."""
    real = path.resolve()
    if real not in _connected_paths:
        require_duckdb(path)
    connection = _newest(path, write=write, memory_limit=memory_limit)
    _connected_paths.append(real)
    try:
        yield connection
        if write:
            connection.execute("CHECKPOINT")
    finally:
        with suppress(duckdb.Error):
            connection.close()
        _connected_paths.remove(real)


@contextmanager
def _umask() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _prepare(path: Path, memory_limit: str) -> bytes:
    """Return the key of the store at `path`, making both where there are none."""
    if path.exists():
        key = read_key(path)
        if key is None:
            raise UsageError(
                f"{companion(path, 'key')} is missing. Restore it: under a new key every "
                "author would become a new one. Or read the exports into a new store."
            )
        return key
    if companion(path, "wal").exists():
        raise StoreDamaged(
            f"{path} is gone, but its {path.name}.wal is still there: restore the store, or move "
            "the .wal away to begin a new one."
        )
    key = make_key(path)
    create(path, key, memory_limit)
    return key


def _newest(path: Path, *, write: bool, memory_limit: str) -> duckdb.DuckDBPyConnection:
    """Connect, and make sure that the newest load known to be committed is there.

    The lock should make its absence impossible; a second look tells a stale read from a loss.
    """
    for _ in range(2):
        connection = connect(path, write=write, memory_limit=memory_limit)
        try:
            meta = read_meta(connection, path)
            newest_load = connection.execute(
                "SELECT coalesce(max(load_id), 0) FROM load"
            ).fetchone()
        except BaseException:
            connection.close()
            raise
        newest = read_receipt(path, meta["store_id"])
        if newest_load and newest_load[0] >= newest:
            return connection
        connection.close()
    raise StoreDamaged(
        f"{path} lacks load {newest}, which was reported as done. If an older copy was put back on "
        f"purpose, delete {path.name}.last and read the exports again; else keep the file and its "
        ".wal for a look, and read the exports into a new store."
    )


def _missing(path: Path, *, write: bool) -> str:
    if write:
        return f"{path}: the folder {path.parent} does not exist. Make it, or name another --store."
    return f"{path} does not exist. `postmortem ingest` makes it from your exports first."
