"""DuckDB's errors in our words, and a way to stop a long statement."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import duckdb

from postmortem.errors import PostmortemError, StoreDamaged, TryAgain, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")

_FULL = re.compile(r"no space left|ENOSPC|disk is full|max_temp_directory_size", re.IGNORECASE)
_LOCK_OWNER = re.compile(r"Could not set lock.*?\(PID (\d+)\)", re.DOTALL)
_NO_PERMISSION = re.compile(r"permission denied|read-only file system|not permitted", re.IGNORECASE)
_INTERRUPTION = "Query interrupted"
"""The whole message of the RuntimeError by which DuckDB tells that a signal came."""
_NEWER = re.compile(r"version number|Failed to deserialize|storage version", re.IGNORECASE)


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Turn what DuckDB raises about the store at `path` into an error a person can act on.

    KeyboardInterrupt for a statement that a signal has stopped: DuckDB puts an error of its own in
    the place of what the signal's handler raised, and that must not pass for a fault of an export.
    """
    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except duckdb.Error as error:
        raise _translate(path, error) from error
    except RuntimeError as error:
        if str(error) == _INTERRUPTION:
            raise KeyboardInterrupt from error
        raise


def _translate(path: Path, error: duckdb.Error) -> PostmortemError:
    words = str(error)
    first = words.strip().splitlines()[0] if words.strip() else type(error).__name__
    owner = _LOCK_OWNER.search(words)
    if owner:
        return TryAgain(
            f"{path} is open in another program (process {owner[1]}). Close it there and try again."
        )
    if _FULL.search(words):
        return TryAgain(f"{path}: the disk is full, and nothing half-written was kept. {first}")
    if _NO_PERMISSION.search(words) and isinstance(error, duckdb.IOException):
        return UsageError(
            f"no permission to write {path}: choose another store or change its permissions."
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return TryAgain(f"{path}: not enough memory for this step. {first}")
    if _NEWER.search(words) and isinstance(
        error, duckdb.IOException | duckdb.SerializationException
    ):
        return StoreDamaged(f"{path} was written by another version of DuckDB. {first}")
    if isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.InternalException):
        return StoreDamaged(
            f"{path} cannot be used: {first} Loads that were reported as done are safe in a copy; "
            "keep the file and its .wal, and read the exports into a new store."
        )
    return PostmortemError(f"{path}: {first}")


class Worker:
    """Runs statements beside the main thread, so that Ctrl-C reaches Python while DuckDB works.

    In the main thread DuckDB would answer a signal only after the statement.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._pool = ThreadPoolExecutor(1, "store")

    def run(self, work: Callable[[], T]) -> T:
        """Return what `work` returns; an exception in this thread interrupts the statement."""
        future = self._pool.submit(work)
        try:
            return future.result()
        except BaseException:
            if not future.done():
                self._connection.interrupt()
                future.exception()
            raise

    def close(self) -> None:
        """Let the thread end."""
        self._pool.shutdown()
