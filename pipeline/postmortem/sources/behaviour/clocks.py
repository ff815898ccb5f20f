"""What ids and times say of each other: the platform, the zone, the order of dates, the hours."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from postmortem.sources.behaviour.dates import are_partly_turned
from postmortem.sources.delimited.aliases import bare
from postmortem.sources.delimited.rules import id_in_cell
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.ids import coarse_x_time
from postmortem.sources.values.times import about_time, utc_offset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from postmortem.sources.behaviour.sample import Sample

_VOTES = 300
"""Rows with an id that settle the platform and the zone."""
_NEARLY_ALL = 0.95
_ALL = 0.99
_NEAR = timedelta(hours=15)
"""A local time is never further from its instant."""
_FIRST_LOOK = 20
_MIDNIGHT = re.compile(
    r"[ T,](?:0?0[:.]00(?:[:.]00(?:[.,]0+)?)?(?![:.\d])|12:00(?::00)?\s*[Aa]\.?[Mm])"
)


@dataclass(frozen=True, slots=True)
class Clocks:
    """What was concluded; None and False where nothing follows."""

    platform: str = "unknown"
    day_first: bool | None = None
    """How 10/11/2024 is to be read so that it agrees with the ids."""
    offset: timedelta | None = None
    """How far the file's clock is from UTC, as the ids prove it."""
    at_midnight: bool = False
    """Whether all times are midnights: days, written with a clock."""
    half_swapped: bool = False
    """Whether a spreadsheet turned some of the dates, and left the others as they were."""


def clocks_of(sample: Sample, fields: Mapping[str, str]) -> Clocks:
    """Return what the rows with an id say; rows without one have no vote."""
    times = sample.cells(fields.get("posted_at"))
    at_midnight, half_swapped = _is_at_midnight(times), are_partly_turned(times)
    pairs = list(_pairs(sample, fields))
    day_first = _order(pairs)
    votes = [_agrees(pair, day_first) for pair in pairs]
    platform = _platform_by_name(sample.columns)
    if not platform and votes and sum(votes) >= _NEARLY_ALL * _ids(sample, fields):
        platform = "x"
    if platform != "x":
        return Clocks(platform or "unknown", None, None, at_midnight, half_swapped)
    return Clocks(platform, day_first, _offset(pairs, day_first), at_midnight, half_swapped)


_Pair = tuple[datetime, timedelta, str]
"""The instant in an id, how far off it may be, and the time beside it."""


def _pairs(sample: Sample, fields: Mapping[str, str]) -> Iterator[_Pair]:
    """Yield what ids that may be X's tell, beside the time of the row."""
    ids, times = (sample.cells(fields.get(name)) for name in ("post_id", "posted_at"))
    count = 0
    for post_id, time in zip(ids, times, strict=True):
        if not post_id:
            continue
        count += 1
        if count > _VOTES:
            return
        id_time = coarse_x_time(post_id)
        if id_time and time:
            yield (*id_time, time)


def _ids(sample: Sample, fields: Mapping[str, str]) -> int:
    """Return how many rows have a vote."""
    ids, times = (sample.cells(fields.get(name)) for name in ("post_id", "posted_at"))
    votes = sum(1 for pair in zip(ids, times, strict=True) if id_in_cell(pair[0]))
    return min(votes, _VOTES)


def _platform_by_name(columns: tuple[str, ...]) -> str:
    names = {bare(name) for name in columns}
    if any("tweet" in name for name in names):
        return "x"
    return "reddit" if "subreddit" in names else ""


def _order(pairs: list[_Pair]) -> bool | None:
    """Return whether days stand before months, where only one of the two agrees with the ids."""
    fits = {order: sum(_agrees(pair, order) for pair in pairs) for order in (True, False)}
    winners = [order for order, fit in fits.items() if fit >= _NEARLY_ALL * len(pairs)]
    return winners[0] if len(winners) == 1 and pairs else None


def _agrees(pair: _Pair, day_first: bool | None) -> bool:
    """Whether an id taken as X's tells the time that stands beside it."""
    id_time, error, text = pair
    try:
        moment, day_only = about_time(text, day_first)
    except CellError:
        return False
    if moment.tzinfo is not None:
        return abs(moment - id_time) < timedelta(minutes=1) + error
    return abs(moment.replace(tzinfo=UTC) - id_time) < (2 * _NEAR if day_only else _NEAR) + error


def _offset(pairs: list[_Pair], day_first: bool | None) -> timedelta | None:
    """Return the offset at which the local times stand nearly all, or the most of them."""
    offsets: Counter[timedelta | None] = Counter()
    for id_time, error, text in pairs:
        try:
            moment, day_only = about_time(text, day_first)
        except CellError:
            continue
        if moment.tzinfo is None and not day_only:
            offsets[utc_offset(id_time, moment, error)] += 1
    offset, count = max(offsets.items(), key=lambda item: item[1], default=(None, 0))
    return offset if 2 * count > offsets.total() else None


def _is_at_midnight(cells: tuple[str, ...]) -> bool:
    """Whether (nearly) all times stand at midnight, though they are written with a clock."""
    times = [cell for cell in cells if cell]
    return len(times) > 1 and all(
        sum(1 for cell in some if _MIDNIGHT.search(cell)) >= _ALL * len(some)
        for some in (times[:_FIRST_LOOK], times)
    )
