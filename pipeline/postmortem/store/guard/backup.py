"""A consistent copy of the store."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from postmortem.errors import TryAgain, UsageError
from postmortem.store.guard.companions import companion
from postmortem.store.guard.connection import OlderSchema
from postmortem.store.guard.migration import migrate, require_rights
from postmortem.store.guard.session import hold, open_connection

if TYPE_CHECKING:
    from pathlib import Path

_MEMORY = "1GB"


def back_up(store: Path, target: Path, *, with_key: bool = False, lock_timeout: float = 60) -> Path:
    """Copy the store to `target`, and return it.

    A copy of a store that someone writes to would lack what is only in its .wal, without a word.
    So: everything into the one file, then nobody writes until it is copied. The copy appears whole
    or not at all, and overwrites nothing. Without its key it can be read, but takes no new posts;
    `with_key` copies that too, and whoever has both can test whether an account is in it.
    """
    if not store.exists():
        raise UsageError(f"{store} does not exist: there is nothing to copy.")
    if target.exists():
        raise UsageError(f"{target} is already there. Name another file for the copy.")
    if not target.absolute().parent.is_dir():
        raise UsageError(f"{target}: the folder {target.parent} does not exist.")
    _require_room(store, target)
    with hold(store, write=True, lock_timeout=lock_timeout):
        _fold(store)
        _copy(store, target)
        if with_key:
            _copy(companion(store, "key"), companion(target, "key"))
    return target


def _fold(store: Path) -> None:
    """Bring everything into the one file, of the newest schema."""
    try:
        with open_connection(store, write=True, memory_limit=_MEMORY):
            pass
    except OlderSchema:
        require_rights(store)
        migrate(store, _MEMORY)


def _require_room(store: Path, target: Path) -> None:
    size = store.stat().st_size
    free = shutil.disk_usage(target.absolute().parent).free
    if free < size:
        raise TryAgain(f"{target}: the copy needs {size >> 20} MB, and {free >> 20} MB are free.")


def _copy(source: Path, target: Path) -> None:
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with source.open("rb") as read, os.fdopen(handle, "wb") as draft_file:
            shutil.copyfileobj(read, draft_file)
            draft_file.flush()
            os.fsync(draft_file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
