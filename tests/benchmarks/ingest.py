"""How fast and in how much memory exports are read, against a plain pandas reader.

    python tests/benchmarks/ingest.py [POSTS] [PYTHON_WITH_PANDAS]

Makes POSTS invented posts (default 1,000,000) as CSV and as NDJSON of X's API, and reads each in a
process of its own: `read` is the source alone (every row checked and typed), `ingest` the whole way
into a store, `pandas` what `read_csv` or `read_json(lines=True)` takes to hold the same rows.
Prints CPU seconds, rows per CPU second, peak memory, and the ratios of this run.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
_FIRST_ID = 1_768_000_000_000_000_000
_WORDS = (
    "the",
    "queue",
    "coffee",
    "was",
    "cold",
    "late",
    "mould",
    "jam",
    "why",
    "sorry",
    "☕",
    "kø",
)
_READ = """
import sys
from pathlib import Path
from postmortem.model import Post, Posts
from postmortem.sources import Options, exports, source_for
(export,) = exports(Path(sys.argv[1]))
source = source_for(export)
found = (source.read_columns or source.read)(export, Options())
print(sum(len(r.columns) if isinstance(r, Posts) else isinstance(r, Post) for r in found))
"""
_PANDAS = """
import sys
import pandas
path = sys.argv[1]
table = pandas.read_csv(path, dtype={"id": str}) if path.endswith(".csv") else pandas.read_json(
    path, lines=True, dtype=False)
print(len(table))
"""


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    memory: int
    """Peak, in MB."""
    posts: int


def posts(count: int) -> Iterator[dict[str, str]]:
    """Yield invented posts: id, time, author, text, likes."""
    random = Random(7)
    for number in range(count):
        moment = _BEGAN + timedelta(seconds=number * 2_592_000 // count)
        text = " ".join(random.choices(_WORDS, k=random.randrange(4, 28)))
        yield {
            "id": str(_FIRST_ID + number * 4_194_304),
            "created_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "author": f"user{random.randrange(60_000)}",
            "text": text,
            "likes": str(random.randrange(40)),
        }


def write(folder: Path, count: int) -> tuple[Path, Path]:
    """Write the same posts as a table and as lines of X's API."""
    table, lines = folder / "posts.csv", folder / "posts.jsonl"
    with table.open("w", encoding="utf-8", newline="") as out, lines.open("w") as packed:
        writer = csv.writer(out)
        writer.writerow(["id", "created_at", "author", "text", "likes"])
        for post in posts(count):
            writer.writerow(post.values())
            tweet = {
                "id": post["id"], "created_at": post["created_at"], "author_id": post["author"],
                "conversation_id": post["id"], "text": post["text"], "lang": "en",
                "public_metrics": {"like_count": int(post["likes"]), "retweet_count": 0},
            }  # fmt: skip
            packed.write(json.dumps(tweet) + "\n")
    return table, lines


def cost(command: list[str], count: int | None = None) -> Cost:
    """Run a command to its end and return what it took; `count` when it prints no number."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode()
    if process.returncode:
        sys.exit(f"{' '.join(command[:3])} ended with {process.returncode}")
    found = count if count is not None else int(said)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss >> 10, found)


def main() -> None:
    """Print a line for each file and each way of reading it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    peer = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as folder:
        for path in write(Path(folder), count):
            print(f"{path.suffix[1:]}, {path.stat().st_size >> 20} MB, {count:,} posts")
            store = str(Path(folder) / f"{path.suffix[1:]}.duckdb")
            ingest = [sys.executable, "-m", "postmortem", "--store", store, "-q", "ingest"]
            ways = {
                "read": cost([sys.executable, "-c", _READ, str(path)]),
                "ingest": cost([*ingest, str(path)], count),
            }
            if peer:
                ways["pandas"] = cost([peer, "-c", _PANDAS, str(path)])
            for name, took in ways.items():
                rate = took.posts / took.cpu
                beside = f", {took.cpu / ways['pandas'].cpu:.2f} × pandas" if peer else ""
                print(f"  {name:7} {took.cpu:6.2f} s CPU {rate:10,.0f} rows/s {took.memory:6,} MB"
                      f"{beside}")  # fmt: skip
                assert took.posts == count, f"{name}: {took.posts:,} posts of {count:,}"


if __name__ == "__main__":
    main()
