"""How long a measurement takes on a million scored posts, beside a plain group-by of the same.

    python tests/benchmarks/measure.py [POSTS]

CPU time, one thread. The peer is what any tool must do first: sort the posts and take hourly means.
The bars: 2 s a series, 30 s for everything (three series, each asked again under other rules and
beginnings, placebo, apology, composition, regulars, platforms), 1 GB. Leaves with 1 beyond a bar.
"""

from __future__ import annotations

import os

for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"  # before numpy loads

import resource  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from datetime import UTC, datetime, timedelta  # noqa: E402
from typing import TYPE_CHECKING  # noqa: E402

import numpy as np  # noqa: E402

from postmortem.measure import Audience, OwnPosts, Settings, measure  # noqa: E402
from postmortem.measure.course.fit import BinnedPosts, bin_scored_posts, fit_mean  # noqa: E402
from postmortem.measure.course.volume import fit_volume  # noqa: E402
from postmortem.measure.posts.case import Case  # noqa: E402
from postmortem.measure.posts.metric import NEGATIVE_SHARE, SENTIMENT  # noqa: E402
from postmortem.model import Event, Incident  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

BEGAN = datetime(2026, 3, 12, 13, 20, tzinfo=UTC)
BEFORE, AFTER = 336.0, 240.0
SERIES, EVERYTHING, MEMORY = 2.0, 30.0, 1000.0


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


def timed(label: str, work: Callable[[], object], unit: float, bar: float) -> bool:
    """Run `work`, print CPU seconds, the ratio to `unit` and the bar; return whether it is met."""
    taken = seconds(work)
    print(f"{label:30s} {taken:6.2f} s CPU {taken / unit:8.1f} × the group-by   bar {bar:.0f} s")
    return taken <= bar


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of `work`."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Time the parts and the whole."""
    posts = crowd(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    apology = Event(kind="apology", at=BEGAN + timedelta(hours=40))
    incident = Incident(id="made-up", title="Made up", began_at=BEGAN, events=(apology,))
    print(f"{len(posts):,} posts")
    unit = seconds(lambda: hourly_means(posts))
    print(f"{'hourly means (peer)':30s} {unit:6.2f} s CPU")
    case = Case(audience=posts.in_order(), observed_hours=AFTER, settings=Settings())
    binned = bin_scored_posts(case)
    met = [
        timed("sentiment, binning included", lambda: sentiment(case), unit, SERIES),
        timed("negative share, bins shared", lambda: negative_share(binned), unit, SERIES),
        timed("volume", lambda: fit_volume(case), unit, SERIES),
        timed("everything (measure)", lambda: whole(posts, incident), unit, EVERYTHING),
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'peak memory':30s} {peak:6.0f} MB {'':28s} bar {MEMORY:.0f} MB")
    sys.exit(0 if all(met) and peak <= MEMORY else 1)


def sentiment(case: Case) -> object:
    """Bin and fit the mean compound."""
    return fit_mean(SENTIMENT, bin_scored_posts(case))


def negative_share(binned: BinnedPosts) -> object:
    """Fit the share of negative posts."""
    return fit_mean(NEGATIVE_SHARE, binned)


def whole(posts: Audience, incident: Incident) -> object:
    """Measure everything, the brand's own 500 posts included."""
    draw = np.random.default_rng(2)
    n = 500
    own = OwnPosts(
        hours=draw.uniform(-BEFORE, AFTER, n),
        engagement=draw.poisson(200, n).astype(float),
        impressions=draw.lognormal(9, 0.5, n),
        followers=np.full(n, 1e5),
        age_hours=np.full(n, 500.0),
        account=np.zeros(n, np.int64),
    )
    return measure(posts, own, incident)


if __name__ == "__main__":
    main()
