"""Posts, loads and stores for tests of the store; and a hash of all that a store says."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

from postmortem.model import Post
from postmortem.store import Load, Store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from postmortem.model import Record
    from postmortem.store import Ledger

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
KEY = "ab" * 32


def post(number: int, text: str | None = None, /, **more: Any) -> Post:
    """Return post `number`: a minute after the one before, by its own author."""
    said: dict[str, Any] = {
        "line": number,
        "platform": "x",
        "post_id": str(number),
        "posted_at": START + timedelta(minutes=number, seconds=1),
        "text": f"words of post {number}" if text is None else text,
        "author_id": f"id{number}",
        "author": f"name{number}",
    }
    return Post(**said | more)


def load(name: str, **more: Any) -> Load:
    said: dict[str, Any] = {"path": name, "sha256": name, "source": "test", "now": NOW}
    return Load(**said | {"default_set": "brand"} | more)


def days(number: float) -> datetime:
    """Return the instant so many days after the start."""
    return START + timedelta(days=number)


def add(path: Path, name: str, records: Iterable[Record], **more: Any) -> Ledger:
    """Load records into the store at `path` in a session of their own."""
    with Store.open(path, write=True) as store:
        ledger = store.add(load(name, **more), records)
    assert ledger.is_balanced, ledger
    return ledger


def with_known_key(path: Path) -> Path:
    """Put a key beside the store to be, so that two stores have the same pseudonyms."""
    path.with_name(f"{path.name}.key").write_text(f"{KEY}\n", "ascii")
    return path


def table(path: Path, statement: str) -> list[tuple[Any, ...]]:
    """Return what a closed store answers to a statement."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(statement).fetchall()


SAID = {
    "posts": "* EXCLUDE (load_id, post_no, text_no)",
    "post_set": "*",
    "counts_over_time": "*",
    "text": "* EXCLUDE (text_no)",
    "total": "* EXCLUDE (load_id)",
}


def logical_hash(path: Path) -> str:
    """Return a hash of all that a store says, apart from which load said it first."""
    digest = hashlib.sha256()
    for name, columns in SAID.items():
        for row in table(path, f"SELECT {columns} FROM {name} ORDER BY ALL"):
            digest.update(repr(row).encode())
    return digest.hexdigest()


class HalfScorer:
    """Scores every text 0.5, and remembers what it was asked."""

    engine = "test@1"
    settles_doubts = True

    def __init__(self, asked: list[str]) -> None:
        self.asked = asked

    def __call__(self, texts: pl.DataFrame) -> pl.DataFrame:
        self.asked.extend(texts["text"])
        return texts.select(
            lang=pl.lit("en"),
            lang_by=pl.lit("detected"),
            compound=pl.repeat(0.5, pl.len()),
            hits=pl.lit(1, pl.Int32),
            reason=pl.lit(None, pl.String),
            is_scored=pl.lit(value=True),
        )
