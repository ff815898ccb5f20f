"""Measure made-up streams whose answer is known, and write how often we were right.

    python tests/validation/study.py --streams 100 --out tests/validation/RESULTS.md

Seeds below 10,000 were used while the method was tuned; published figures start at 150,000
(those of 0.1.0 at 50,000).
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from outcomes import Outcome, outcome
from scenarios import SCENARIOS
from tables import report, row

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

PUBLISHED = 150_000


def named(name: str, seed: int) -> Outcome:
    """Return the outcome of one stream; scenarios hold functions, so names travel instead."""
    return outcome(SCENARIOS[name], seed)


def run(name: str, streams: int, first: int, pool: Pool) -> list[Outcome]:
    """Return the outcomes of one scenario over consecutive seeds."""
    return pool.map(partial(named, name), range(first, first + streams), chunksize=4)


def main() -> None:
    """Run the study and write its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=PUBLISHED)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--scenario", action="append", choices=sorted(SCENARIOS))
    parser.add_argument("--group", action="append")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    names = [
        name
        for name, scenario in SCENARIOS.items()
        if (not asked.scenario or name in asked.scenario)
        and (not asked.group or scenario.group in asked.group)
    ]
    found: dict[str, list[Outcome]] = {}
    # set before the workers load numpy: a process a core, a thread a process
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    with get_context("spawn").Pool(asked.processes) as pool:
        for name in names:
            found[name] = run(name, asked.streams, asked.first_seed, pool)
            print(row(SCENARIOS[name], found[name]), file=sys.stderr, flush=True)
    text = report(found, asked.first_seed)
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
