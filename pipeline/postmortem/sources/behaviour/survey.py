"""What only the rows of a table can tell: the order of its dates, and what a score is."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Protocol

from postmortem.errors import MalformedExport
from postmortem.model import Reject
from postmortem.sources.behaviour.dates import HALF_SWAPPED, DateOrder
from postmortem.sources.delimited.aliases import bare
from postmortem.sources.values.cells import CellError, count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from postmortem.sources.delimited.rows import Row


_STARS = 5
_RATINGS = frozenset(("rating", "stars", "starrating", "reviewrating"))
_OF_REVIEWS = frozenset(
    (*_RATINGS, "reviewid", "reviewdate", "thumbsupcount", "helpfulvotes", "reviewcreatedversion")
)
"""Names that only tables of reviews have."""


@dataclass(slots=True)
class Survey:
    """What was found so far; None is not known yet."""

    day_first: bool | None = None
    numeric_dates: bool = False
    half_swapped: bool = False
    score_is_external: bool | None = None
    is_rating: bool = False
    """Whether the score is one to five stars."""


def survey_rows(
    rows: Iterable[Row | Reject], columns: tuple[str, ...], fields: Mapping[str, str]
) -> Survey:
    """Return what the rows tell, reading no further than it takes."""
    survey = Survey()
    places = {field: columns.index(name) for field, name in fields.items() if name in columns}
    names = {bare(name) for name in columns}
    is_review = bool(names & _OF_REVIEWS) or ("likes" in fields and "subreddit" not in names)
    scores = _Scores(places, fields.get("score", ""), is_review=is_review)
    looks: list[_Look] = [_Dates(places), scores]
    for row in rows:
        if isinstance(row, Reject):
            continue
        looks = [look for look in looks if look.at(row[1], survey)]
        if not looks:
            break
    for look in looks:
        look.end(survey)
    return survey


def require_order(survey: Survey, name: str) -> None:
    """Raise MalformedExport where dates of numbers are in no one order that the rows tell."""
    if survey.numeric_dates and survey.half_swapped:
        raise MalformedExport(f"{name}: {HALF_SWAPPED}")
    if survey.numeric_dates and survey.day_first is None:
        raise MalformedExport(
            f"{name}: its dates can be read as day/month or as month/day, and no row tells which. "
            'Say it: [columns] dates = "day-first" (or "month-first").'
        )


class _Look(Protocol):
    """One question asked of the rows."""

    def at(self, cells: list[str], survey: Survey) -> bool:
        """Look at a row; False when there is nothing more to learn."""

    def end(self, survey: Survey) -> None:
        """Conclude what the end of the rows allows."""


class _Dates:
    """In which order the numbers of dates stand; it takes all rows to see whether it is one."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self._at = places.get("posted_at", -1)
        self._order = DateOrder()

    def at(self, cells: list[str], survey: Survey) -> bool:
        """Look at a row; False when there is nothing more to learn."""
        if self._at < 0:
            return False
        text = cells[self._at].strip()
        return not text or self._order.add(text) or bool(self._order)

    def end(self, survey: Survey) -> None:
        """Conclude from all dates there were."""
        survey.numeric_dates = bool(self._order)
        survey.day_first = self._order.day_first
        survey.half_swapped = self._order.is_half_swapped


class _Scores:
    """Whether `score` is a sentiment in −1…1, votes, or the stars of a review.

    Only a column of that bare name may be votes; `compound` says that it is a sentiment. Votes are
    told by a number beyond 1, stars by numbers in 1…5 alone beside likes or in a table of reviews.
    """

    def __init__(self, places: Mapping[str, int], name: str, *, is_review: bool) -> None:
        self._at = places.get("score", -1)
        self._may_be_votes = bare(name) == "score"
        self._may_be_stars = bare(name) in _RATINGS or (self._may_be_votes and is_review)
        self._most: float | None = None

    def at(self, cells: list[str], survey: Survey) -> bool:
        """Look at a row; False when there is nothing more to learn."""
        if self._at < 0:
            return False
        if not (self._may_be_votes or self._may_be_stars):
            survey.score_is_external = True
            return False
        value = _number(cells[self._at])
        if value is not None:
            self._may_be_stars = self._may_be_stars and 1 <= value <= _STARS
            self._most = max(abs(value), self._most or 0.0)
            if self._most > 1 and not self._may_be_stars:
                survey.score_is_external = False
                return False
        return True

    def end(self, survey: Survey) -> None:
        """Conclude from all numbers: none lay beyond 1, or all are stars."""
        survey.is_rating = self._may_be_stars and self._most is not None
        survey.score_is_external = not survey.is_rating


def _number(text: str) -> float | None:
    """Return the number in a cell; None for a cell without one, which settles nothing."""
    try:
        value = float(text)
    except ValueError:
        try:
            return count(text)
        except CellError:
            return None
    return None if isnan(value) else value


def text_of(value: object) -> str:
    """Return a JSON scalar as the cell of a table; '' for null and for containers."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith("$"):
        # MongoDB says of which type a value is.
        return text_of(next(iter(value.values())))
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def rows_of_objects(
    items: Iterable[tuple[int, dict[str, object]] | Reject], columns: tuple[str, ...]
) -> Iterator[Row | Reject]:
    """Yield JSON objects as rows; `columns` are paths into them (`user.screen_name`)."""
    paths = paths_of(columns)
    flat = all(len(path) == 1 for path in paths)
    for item in items:
        if isinstance(item, Reject):
            yield item
        elif flat:
            values = map(item[1].get, columns)
            yield item[0], [v if isinstance(v, str) else text_of(v) for v in values]
        else:
            yield item[0], [text_of(_inside(item[1], path)) for path in paths]


def paths_of(columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the keys that lead to each column."""
    return [tuple(name.split(".")) for name in columns]


def _inside(value: object, path: tuple[str, ...]) -> object:
    for at, key in enumerate(path):
        if not isinstance(value, dict):
            return None if at == 0 or any(part[:1] != "$" for part in path[at:]) else value
        value = value.get(key)
    return value
