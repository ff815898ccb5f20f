"""What only the rows of a table can tell: the order of its dates, its platform, what a score is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from math import isnan
from typing import TYPE_CHECKING, Protocol

from postmortem.model import Reject
from postmortem.sources.delimited.aliases import bare
from postmortem.sources.values.cells import CellError, count
from postmortem.sources.values.ids import is_x_like, plain_id, x_time
from postmortem.sources.values.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from postmortem.sources.delimited.rows import Row

_NUMERIC_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d\d)\b")
_SAMPLE = 300
"""Rows that settle the platform; dates and scores are looked at until they are settled."""
_NEAR = timedelta(hours=15)
"""A local time is never further from its instant."""


@dataclass(slots=True)
class Survey:
    """What was found so far; None is not known yet."""

    day_first: bool | None = None
    numeric_dates: bool = False
    score_is_external: bool | None = None
    platform: str = "unknown"


def survey_rows(
    rows: Iterable[Row | Reject], columns: tuple[str, ...], fields: Mapping[str, str]
) -> Survey:
    """Return what the rows tell, reading no further than it takes."""
    survey = Survey()
    places = {field: columns.index(name) for field, name in fields.items() if name in columns}
    scores = _Scores(places, fields.get("score", ""))
    looks: list[_Look] = [_Dates(places), scores, _Platform(places, columns)]
    for row in rows:
        if isinstance(row, Reject):
            continue
        looks = [look for look in looks if look.at(row[1], survey)]
        if not looks:
            break
    for look in looks:
        look.end(survey)
    return survey


class _Look(Protocol):
    """One question asked of the rows."""

    def at(self, cells: list[str], survey: Survey) -> bool:
        """Look at a row; False when there is nothing more to learn."""

    def end(self, survey: Survey) -> None:
        """Conclude what the end of the rows allows."""


class _Dates:
    """Whether 10/11/2024 is the tenth or the eleventh: told by a number past 12."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self._at = places.get("posted_at", -1)

    def at(self, cells: list[str], survey: Survey) -> bool:
        """Look at a row; False when there is nothing more to learn."""
        if self._at < 0:
            return False
        if not (text := cells[self._at].strip()):
            return True
        match = _NUMERIC_DATE.match(text)
        if not match:
            return False
        survey.numeric_dates = True
        first, second = int(match[1]), int(match[2])
        if first > 12 or second > 12:
            survey.day_first = first > 12
            return False
        return True

    def end(self, survey: Survey) -> None:
        """Nothing follows from the end of the rows."""


class _Scores:
    """Whether `score` is a sentiment in −1…1, or votes: one number beyond settles it.

    Only a column of that bare name may be votes; `compound` says that it is a sentiment.
    """

    def __init__(self, places: Mapping[str, int], name: str) -> None:
        self._at = places.get("score", -1)
        self._may_be_votes = bare(name) == "score"

    def at(self, cells: list[str], survey: Survey) -> bool:
        """Look at a row; False when there is nothing more to learn."""
        if self._at < 0:
            return False
        if not self._may_be_votes:
            survey.score_is_external = True
            return False
        value = _number(cells[self._at])
        if value is not None and abs(value) > 1:
            survey.score_is_external = False
            return False
        return True

    def end(self, survey: Survey) -> None:
        """No number lay beyond: it is a sentiment."""
        survey.score_is_external = True


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


class _Platform:
    """Whether the ids are X's: its names are in the header, or the ids agree with the times."""

    def __init__(self, places: Mapping[str, int], columns: tuple[str, ...]) -> None:
        self._id = places.get("post_id", -1)
        self._time = places.get("posted_at", -1)
        names = {bare(name) for name in columns}
        self._by_name = "reddit" if "subreddit" in names else ""
        if any("tweet" in name for name in names):
            self._by_name = "x"
        self._rows = 0
        self._agree = 0

    def at(self, cells: list[str], survey: Survey) -> bool:
        """Look at a row; False when there is nothing more to learn."""
        if self._by_name:
            survey.platform = self._by_name
            return False
        if self._id < 0 or self._time < 0:
            return False
        self._rows += 1
        self._agree += _agrees(plain_id(cells[self._id]), cells[self._time])
        if self._rows == _SAMPLE:
            self.end(survey)
            return False
        return True

    def end(self, survey: Survey) -> None:
        """All ids that were seen agree with their times, or it stays unknown."""
        if self._rows and self._agree == self._rows:
            survey.platform = "x"


def _agrees(post_id: str, text: str) -> bool:
    """Whether an id taken as X's tells the time that stands beside it."""
    id_time = x_time(post_id) if is_x_like(post_id) else None
    if id_time is None:
        return False
    try:
        moment, day_only = parse_time(text)
    except CellError:
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=id_time.tzinfo)
        return abs(moment - id_time) < (2 * _NEAR if day_only else _NEAR)
    return abs(moment - id_time) < timedelta(minutes=1)


def text_of(value: object) -> str:
    """Return a JSON scalar as the cell of a table; '' for null and for containers."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def rows_of_objects(
    items: Iterable[tuple[int, dict[str, object]] | Reject], columns: tuple[str, ...]
) -> Iterator[Row | Reject]:
    """Yield JSON objects as rows; `columns` are paths into them (`user.screen_name`)."""
    paths = [name.split(".") for name in columns]
    flat = not any("." in name for name in columns)
    for item in items:
        if isinstance(item, Reject):
            yield item
        elif flat:
            values = map(item[1].get, columns)
            yield item[0], [v if isinstance(v, str) else text_of(v) for v in values]
        else:
            yield item[0], [text_of(_inside(item[1], path)) for path in paths]


def _inside(value: object, path: list[str]) -> object:
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value
