"""How long a measurement takes on a million scored posts, beside a plain group-by of the same.

    python tests/benchmarks/measure.py [POSTS]

CPU time, one thread. The peer is what any tool must do first: sort the posts and take hourly means.
"""

from __future__ import annotations

import os

for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"  # before numpy loads

import resource  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from datetime import UTC, datetime, timedelta  # noqa: E402

import numpy as np  # noqa: E402

from postmortem.measure import Audience, OwnPosts, Settings, measure  # noqa: E402
from postmortem.measure.case import Case  # noqa: E402
from postmortem.measure.fit import fitted_mean, prepared  # noqa: E402
from postmortem.measure.metric import NEGATIVE_SHARE, SENTIMENT  # noqa: E402
from postmortem.measure.volume import fitted_volume  # noqa: E402
from postmortem.model import Event, Incident  # noqa: E402

BEGAN = datetime(2026, 3, 12, 13, 20, tzinfo=UTC)
BEFORE, AFTER = 336.0, 240.0


def crowd(posts: int) -> Audience:
    """Return `posts` posts by a few busy and many rare authors, falling and healing."""
    draw = np.random.default_rng(1)
    hours = draw.uniform(-BEFORE, AFTER, posts)
    fall = np.where(hours >= 0, -0.4 * np.exp(-np.maximum(hours, 0) / 24), 0.0)
    author = (draw.pareto(0.7, posts) * 20).astype(np.int64) % (posts // 3)
    return Audience(
        hours=hours,
        author=author,
        platform=draw.integers(0, 2, posts).astype(np.int16),
        platforms=("x", "instagram"),
        compound=np.clip(0.1 + fall + draw.normal(0, 0.5, posts), -1, 1),
    )


def hourly_means(posts: Audience) -> float:
    """Sort and average by hour: the least any tool does."""
    order = np.argsort(posts.hours, kind="stable")
    hour = np.floor(posts.hours[order]).astype(int)
    hour -= hour[0]
    means = np.bincount(hour, weights=posts.compound[order]) / np.bincount(hour)
    return float(means.mean())


def timed(label: str, work: object, unit: float | None = None) -> float:
    """Run `work`, print CPU seconds and the ratio to `unit`."""
    started = time.process_time()
    work()  # type: ignore[operator]
    taken = time.process_time() - started
    ratio = f"{taken / unit:8.1f} × the group-by" if unit else ""
    print(f"{label:32s} {taken:7.2f} s CPU {ratio}")
    return taken


def main() -> None:
    """Time the parts and the whole."""
    posts = crowd(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    apology = Event(kind="apology", at=BEGAN + timedelta(hours=40))
    incident = Incident(id="made-up", title="Made up", began_at=BEGAN, events=(apology,))
    print(f"{len(posts):,} posts")
    unit = timed("hourly means (peer)", lambda: hourly_means(posts))
    ordered = posts.in_order()
    case = Case(audience=ordered, observed=AFTER, settings=Settings())
    timed("sentiment, binning included", lambda: fitted_mean(SENTIMENT, prepared(case)), unit)
    binned = prepared(case)
    timed("negative share, bins shared", lambda: fitted_mean(NEGATIVE_SHARE, binned), unit)
    timed("volume", lambda: fitted_volume(case), unit)
    timed("everything (measure)", lambda: measure(posts, OwnPosts.empty(), incident), unit)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
