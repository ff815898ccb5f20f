"""From an export to a report, against the plain script of `_peer.py`: CPU time and peak memory.

    pip install pandas
    python tests/benchmarks/end_to_end.py [--posts 1000000] [--runs 3] [--formats csv jsonl]

Each side is a process of its own; the figures are the operating system's for that process, and the
ratio is peer ÷ ours in the same run. Rows: `full` stores the text as it is and has a language
column; `default` masks text and has none. `pure` is the same without the compiled kernel, `batch`
the same in one process where the others are two commands.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from _posts import BEGAN, write_csv, write_jsonl

_CONFIG = """\
[brand]
name = "Shop"
[[data]]
set = "shop"
inbox = ["posts.*"]
[privacy]
store_text = "{text}"
"""
_INCIDENT = f'title = "Benchmark"\nbegan_at = {BEGAN.isoformat()}\nposts = ["shop"]\n'
_WRITERS = {"csv": write_csv, "jsonl": write_jsonl}


def measured(words: list[str], folder: Path, **more: str) -> tuple[float, float]:
    """Run a command; return its CPU seconds and its peak memory in MB."""
    env = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"} | more
    child = subprocess.Popen(words, cwd=folder, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{' '.join(words)} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


_BATCH = """\
from pathlib import Path
from postmortem.jobs.batch import run_batch
from postmortem.jobs.project import Project
run_batch(Project.of(None, None), [], "b", Path("report"))
"""


def fresh_project(folder: Path, text: str) -> None:
    """Leave a project without a store or a report in `folder`."""
    for old in folder.glob("postmortem.duckdb*"):
        old.unlink()
    shutil.rmtree(folder / "report", ignore_errors=True)
    (folder / "incidents").mkdir(exist_ok=True)
    (folder / "postmortem.toml").write_text(_CONFIG.format(text=text), "utf-8")
    (folder / "incidents" / "b.toml").write_text(_INCIDENT, "utf-8")


def ours(folder: Path, text: str, **more: str) -> tuple[float, float]:
    """Ingest, score, measure and report in a fresh project, by two commands."""
    fresh_project(folder, text)
    tool = [sys.executable, "-m", "postmortem", "-q"]
    first = measured([*tool, "ingest"], folder, **more)
    second = measured([*tool, "report", "b", "-o", "report"], folder, **more)
    return first[0] + second[0], max(first[1], second[1])


def batch(folder: Path, text: str, **more: str) -> tuple[float, float]:
    """Do the same in one process."""
    fresh_project(folder, text)
    return measured([sys.executable, "-c", _BATCH], folder, **more)


def compare(kind: str, posts: int, runs: int) -> None:
    """Print one block: the peer, and each of our ways, over the same file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peer_script = str(Path(__file__).with_name("_peer.py"))
        ways = {
            "full": (ours, "full", True, {}),
            "full, batch": (batch, "full", True, {}),
            "full, pure": (ours, "full", True, {"POSTMORTEM_PURE": "1"}),
            "default": (ours, "masked", False, {}),
        }
        path = folder / f"posts.{kind}"
        _WRITERS[kind](path, posts)
        size = path.stat().st_size / 1e6
        print(f"{kind}: {posts:,} posts, {size:.0f} MB, median of {runs}")
        peer = [
            measured([sys.executable, peer_script, path.name, "peer.png"], folder)
            for _ in range(runs)
        ]
        cpu = statistics.median(seconds for seconds, _ in peer)
        memory = statistics.median(megabytes for _, megabytes in peer)
        print(f"  {'peer':<12} {cpu:7.1f} CPU s {memory:7.0f} MB")
        for label, (way, text, language, more) in ways.items():
            _WRITERS[kind](path, posts, language=language)
            found = [way(folder, text, **more) for _ in range(runs)]
            seconds = statistics.median(each for each, _ in found)
            megabytes = statistics.median(each for _, each in found)
            print(
                f"  {label:<12} {seconds:7.1f} CPU s {megabytes:7.0f} MB   "
                f"{cpu / seconds:5.2f} x faster, {megabytes / memory:5.2f} x the memory",
                flush=True,
            )


def main() -> None:
    """Read the options and compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--formats", nargs="+", choices=sorted(_WRITERS), default=["csv", "jsonl"])
    asked = options.parse_args()
    for kind in asked.formats:
        compare(kind, asked.posts, asked.runs)


if __name__ == "__main__":
    main()
