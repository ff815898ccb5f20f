"""What it costs to load posts: `python tests/benchmarks/ingest_posts.py 1000000`.

The peer makes columns of the same posts with Polars and inserts them into DuckDB as they are: no
masks, no pseudonyms, no text hashes, no ledger, no second look. The ratio is what those cost.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from postmortem.model import Post
from postmortem.store import CHUNK, Load, Store
from postmortem.store.arrow import ArrowStream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START = datetime(2025, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = (
    "platform",
    "post_id",
    "posted_at",
    "text",
    "author_id",
    "author",
    "lang",
    "likes",
    "views",
)


def posts(count: int, likes: int = 0) -> Iterator[Post]:
    """Yield posts of a quarter as many authors, all with words of their own."""
    chance = random.Random(1)
    words = [f"w{number:x}" * (number % 3 + 1) for number in range(5000)]
    for number in range(count):
        author = f"user{chance.randrange(count // 4 + 1)}"
        link = f" https://t.co/{number:x}?s=20" if number % 3 == 0 else ""
        yield Post(
            line=number + 1,
            platform="x",
            post_id=str(1_700_000_000_000_000_000 + number * 4001),
            posted_at=START + timedelta(seconds=number),
            text=f"@brand {' '.join(chance.choices(words, k=11))}{link}",
            author_id=author[4:],
            author=author,
            lang="en",
            likes=number % 50 + likes,
            reposts=number % 7,
            replies=0,
            views=number,
        )


def peer(path: Path, count: int) -> None:
    with duckdb.connect(str(path)) as connection:
        source = posts(count)
        while chunk := list(islice(source, CHUNK)):
            cells = dict(zip(Post._fields, zip(*chunk, strict=True), strict=True))
            frame = pl.DataFrame(
                {name: cells[name] for name in COLUMNS} | {"at": cells["posted_at"]}
            )
            connection.register("incoming", ArrowStream(frame))
            there = connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
            verb = "INSERT INTO post" if there and there[0] else "CREATE TABLE post AS"
            connection.execute(f"{verb} SELECT * FROM incoming").fetchall()


def ours(path: Path, name: str, count: int, likes: int = 0) -> None:
    with Store.open(path, write=True) as store:
        load = Load(path=name, sha256=name, now=NOW, observed_at=START + timedelta(days=likes))
        if store.loaded_before(load) is None:
            store.add(load, posts(count, likes))


def cost(work: Callable[[], object]) -> float:
    """Return the CPU seconds that `work` takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "posts.duckdb"
        made = cost(lambda: sum(1 for _ in posts(count)))
        plain = cost(lambda: peer(Path(folder) / "peer.duckdb", count)) - made
        print(f"making {count:,} posts: {made:.1f} CPU s (taken off below); peer {plain:.1f}")
        for label, name, likes in (
            ("first load", "a", 0),
            ("same export again", "a", 0),
            ("same posts, another export", "b", 0),
            ("same posts, newer counts", "c", 1),
        ):
            begun = time.monotonic()
            spent = cost(lambda n=name, k=likes: ours(store, n, count, k))  # type: ignore[misc]
            net = spent - (0 if label == "same export again" else made)
            wall = time.monotonic() - begun
            print(f"{label}: {net:.1f} CPU s, {net / plain:.2f} x peer, {wall:.1f} s wall")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
