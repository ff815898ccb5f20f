"""Which of several columns tells when the posts were written.

Tables also hold when an account was made, when a page was scraped and when a label was given. The
time of a post is near that in its id, differs where one author wrote twice, and not all of its
values are one and the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from postmortem.sources.behaviour.sample import has_clock, moment_of
from postmortem.sources.delimited.aliases import bare
from postmortem.sources.delimited.time_names import of_posts
from postmortem.sources.values.ids import coarse_x_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from postmortem.sources.behaviour.sample import Sample

_NEAR = timedelta(hours=15)
"""A local time is never further from its instant."""
_MOST, _NEARLY_ALL = 0.5, 0.95
_WIDER = 4
"""How many times as wide as that of the posts a span is that is not theirs."""
_LONG_AGO = timedelta(days=365)
_OF_ACCOUNTS = ("created", "joined")


@dataclass(frozen=True, slots=True)
class PostTime:
    """The column that tells when the posts were written, and those that could be it too."""

    column: str | None
    others: tuple[str, ...] = ()


class _Column:
    """Times of one column, row by row."""

    def __init__(self, name: str, cells: Sequence[str]) -> None:
        moments = list(map(moment_of, cells))
        self.name = name
        self.filled = sum(map(bool, cells))
        self.moments: Sequence[datetime | None] = [moment and moment[0] for moment in moments]
        self.times = [moment for moment in self.moments if moment]
        self.has_clock = any(map(has_clock, cells))

    @property
    def is_readable(self) -> bool:
        return len(self.times) > _MOST * len(self.moments) and len(self.times) > (
            _MOST * self.filled
        )

    @property
    def span(self) -> timedelta:
        return max(self.times) - min(self.times)

    def is_near(self, other: Sequence[datetime | None]) -> float:
        """Return the share of rows with both times in which they are near each other."""
        pairs = [(a, b) for a, b in zip(self.moments, other, strict=True) if a and b]
        return sum(abs(a - b) <= _NEAR for a, b in pairs) / len(pairs) if pairs else 0.0


def post_time_of(sample: Sample, candidates: Iterable[str], fields: Mapping[str, str]) -> PostTime:
    """Return the column among `candidates`, the likeliest by name first, that tells the time."""
    names = list(candidates)
    if len(names) < 2:
        return PostTime(names[0] if names else None)
    columns = [_Column(name, sample.cells(name)) for name in names]
    readable = [column for column in columns if column.is_readable]
    if len(readable) < 2:
        return PostTime((readable or columns)[0].name)
    likely = _nearest_to_ids(readable, sample.cells(fields.get("post_id")))
    likely = _without(likely, [one for one in likely if len(set(one.times)) < 2])
    authors = sample.cells(fields.get("author_id") or fields.get("author"))
    likely = _without(likely, [one for one in likely if _is_bound(one.moments, authors) is True])
    best = _likeliest(likely, authors)
    best = next((c for c in likely if c.has_clock and c.is_near(best.moments) == 1), best)
    others = [c.name for c in readable if c is not best and c.is_near(best.moments) < _NEARLY_ALL]
    return PostTime(best.name, tuple(others))


def _nearest_to_ids(columns: list[_Column], ids: Sequence[str]) -> list[_Column]:
    """Return the columns that agree with the clock in the ids, where the ids have one."""
    coarse = [coarse_x_time(text) if text else None for text in ids]
    moments = [pair and pair[0] for pair in coarse]
    shares = [column.is_near(moments) for column in columns]
    if max(shares) < _NEARLY_ALL:
        return columns
    return [column for column, share in zip(columns, shares, strict=True) if share >= _NEARLY_ALL]


def _without(columns: list[_Column], losers: list[_Column]) -> list[_Column]:
    """Return columns without some of them, where any other is left."""
    return [column for column in columns if column not in losers] or columns


def _is_bound(moments: Sequence[datetime | None], authors: Sequence[str]) -> bool | None:
    """Whether a time is that of an account: one for each author; None where no author is twice."""
    times_by_author: dict[str, list[datetime]] = defaultdict(list)
    for moment, author in zip(moments, authors, strict=True):
        if moment and author:
            times_by_author[author].append(moment)
    repeats = [times for times in times_by_author.values() if len(times) > 1]
    if not repeats:
        return None
    return sum(len(set(times)) == 1 for times in repeats) >= _NEARLY_ALL * len(repeats)


def _likeliest(columns: list[_Column], authors: Sequence[str]) -> _Column:
    """Return the first column by name, unless it stands to the next as no post's time would."""
    best = columns[0]
    for other in columns[1:] if of_posts(best.name) is None else ():
        if _is_of_accounts(best, other, authors) or _is_of_work(best, other):
            best = other
    return best


def _is_of_accounts(one: _Column, other: _Column, authors: Sequence[str]) -> bool:
    """Whether a column tells when accounts were made: long before the other, over years."""
    return (
        bare(one.name).startswith(_OF_ACCOUNTS)
        and any(authors)
        and _is_bound(one.moments, authors) is None
        and _is_later(other, one)
        and one.span > _LONG_AGO
        and one.span > _WIDER * other.span
    )


def _is_of_work(one: _Column, other: _Column) -> bool:
    """Whether a column tells when rows were gathered: after the other, in a short time."""
    return _is_later(one, other) and _WIDER * one.span < other.span


def _is_later(one: _Column, other: _Column) -> bool:
    pairs = [(a, b) for a, b in zip(one.moments, other.moments, strict=True) if a and b]
    return bool(pairs) and sum(a >= b for a, b in pairs) >= _NEARLY_ALL * len(pairs)
