"""One process at a time: an operating-system lock on a file beside the store.

DuckDB's own lock is not enough. Version 2.0.0 reads a file's header before it takes its lock, so a
process that opens right behind a writer overwrites what that writer committed. This lock is held
from before the connect until after the close, and vanishes with its process.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from postmortem.errors import TryAgain, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform != "win32":
    import fcntl

_POLL_SECONDS = 0.02


@contextmanager
def hold_lock(path: Path, *, write: bool, timeout: float) -> Iterator[None]:
    """Hold `path` for writing alone, or for reading beside other readers.

    TryAgain names the process that holds it, after `timeout` seconds.
    """
    if sys.platform == "win32":
        raise UsageError(
            f"{path.with_suffix('')}: a store is locked as Linux and macOS do it, not Windows. "
            "Run postmortem in WSL there (wsl --install)."
        )
    handle = _open(path)
    try:
        _take(handle, path, fcntl.LOCK_EX if write else fcntl.LOCK_SH, timeout)
        if os.access(path, os.W_OK):
            os.truncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except PermissionError:
        if path.exists():
            return os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        raise UsageError(
            f"no permission to write {path.parent}, where the store's lock lives: choose another "
            "folder or change its permissions."
        ) from None
    except OSError as error:
        raise UsageError(f"{path}: the store's lock cannot be made: {error.strerror}.") from error


def _take(handle: int, path: Path, mode: int, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while True:
        try:
            fcntl.flock(handle, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise TryAgain(_busy(handle, path, timeout)) from None
            time.sleep(_POLL_SECONDS)
        else:
            return


def _busy(handle: int, path: Path, timeout: float) -> str:
    holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "unknown"
    return (
        f"{path.with_suffix('')} is in use by process {holder}; waited {timeout:g} s. "
        "Try again when it is done, or wait longer with --lock-timeout."
    )
