"""How long ago something was, in the words of a page, and how well that tells its time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.sources.values.cells import CellError

if TYPE_CHECKING:
    from datetime import datetime

_AGE = re.compile(
    r"(?:streamed |premiered )?(\d+|an?)\s+(second|minute|hour|day|week|month|year)s?\s+ago"
    r"(?:\s+\(edited\))?",
    re.IGNORECASE,
)
_WITHIN_A_DAY = frozenset(("second", "minute", "hour"))


def is_day_only(age: str) -> bool:
    """Whether an age tells the day of what it is about, but not the hour.

    Raises CellError for an age in weeks, months or years, and for what is none: the time that was
    reckoned from it is wrong by days.

    >>> is_day_only("2 days ago (edited)"), is_day_only("1 hour ago")
    (True, False)
    """
    match = _AGE.fullmatch(age.strip())
    if match is None:
        raise CellError(f"its time is no age in English: {age[:40]!r}")
    unit = match[2].lower()
    if unit != "day" and unit not in _WITHIN_A_DAY:
        raise CellError(f"its time is known to the {unit} only ({age[:40]!r}): use YouTube's API")
    return unit == "day"


def start_of_day(moment: datetime) -> datetime:
    """Return the midnight at which the day of `moment` began, in its own zone."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
