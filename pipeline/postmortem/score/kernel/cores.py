"""Work on many texts over the cores of this machine, for code that lets go of the interpreter."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXTS_A_CORE = 20_000
"""Fewer are not worth a thread."""


def over_cores(count: int, work: Callable[[slice], None]) -> None:
    """Call `work` on slices that together are `count` texts, at the same time where that pays."""
    threads = max(1, min(_cores(), count // _TEXTS_A_CORE))
    if threads == 1:
        work(slice(0, count))
        return
    cuts = [count * part // threads for part in range(threads + 1)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, [slice(*cut) for cut in pairwise(cuts)]))


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
