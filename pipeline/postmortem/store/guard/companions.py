"""What lies beside the store: its key, and the receipt of its last load.

posts.duckdb        the store
posts.duckdb.lock   who uses it (guard/lock)
posts.duckdb.key    the secret of its pseudonyms, 0600: never inside the store
posts.duckdb.last   the newest load that was committed, to notice a store that lost one
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from typing import TYPE_CHECKING

from postmortem.errors import StoreDamaged, UsageError

if TYPE_CHECKING:
    from pathlib import Path

_KEY_BYTES = 32
_MAGIC_AT = 8


def companion(store: Path, suffix: str) -> Path:
    """Return the path of the store's companion with that suffix."""
    return store.with_name(f"{store.name}.{suffix}")


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`, 0600, whole or not at all, and on the disk when this returns."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(path)


def read_key(store: Path) -> bytes | None:
    """Return the store's key, or None where there is none; UsageError when it is not a key."""
    path = companion(store, "key")
    try:
        words = path.read_text("ascii")
        key = bytes.fromhex(words.strip())
    except FileNotFoundError:
        return None
    except (ValueError, OSError) as error:
        raise UsageError(
            f"{path} cannot be read as a key ({error}). Restore it from a backup: without it the "
            "store's authors cannot be matched with new posts."
        ) from error
    if len(key) != _KEY_BYTES:
        raise UsageError(f"{path} holds {len(key)} bytes, not {_KEY_BYTES}. Restore it.")
    return key


def make_key(store: Path) -> bytes:
    """Return the store's key, making one where there is none."""
    key = read_key(store)
    if key is None:
        key = secrets.token_bytes(_KEY_BYTES)
        write_whole(companion(store, "key"), key.hex().encode() + b"\n")
    return key


def key_print(key: bytes) -> str:
    """Return what the store remembers of its key: enough to tell it from another."""
    return hmac.digest(key, b"the key of this store", "sha256").hex()[:16]


def read_receipt(store: Path, store_id: str) -> int:
    """Return the newest load this store is known to have committed; 0 when nothing is known.

    A receipt of another store (one was put in the place of the other) says nothing.
    """
    try:
        receipt = json.loads(companion(store, "last").read_text("utf-8"))
        return int(receipt["load"]) if receipt["store"] == store_id else 0
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def write_receipt(store: Path, store_id: str, load_id: int) -> None:
    """Note on the disk that `load_id` is committed."""
    receipt = json.dumps({"load": load_id, "store": store_id})
    write_whole(companion(store, "last"), receipt.encode() + b"\n")


def require_duckdb(store: Path) -> None:
    """Raise StoreDamaged unless the file begins as a DuckDB database.

    Asked before any connection: DuckDB would try to download an extension for a SQLite file, and
    closing a file this process already has open as a database would drop its lock.
    """
    handle = os.open(store, os.O_RDONLY | os.O_CLOEXEC)
    try:
        head = os.pread(handle, 64, 0)
    finally:
        os.close(handle)
    if head[_MAGIC_AT : _MAGIC_AT + 4] == b"DUCK":
        return
    if not head:
        what = "is empty"
    elif head.startswith(b"SQLite format 3"):
        what = "is a SQLite database"
    else:
        what = "is not a DuckDB database"
    raise StoreDamaged(
        f"{store} {what}, so it is not a store of postmortem. Move it away, or name another file "
        "with --store."
    )
