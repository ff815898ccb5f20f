"""Times of one width to instants, by their digits: a column at once, without a parser of times.

Nearly all exports write ISO 8601 in UTC, and each to the same fraction of a second. Then a digit
of every time stands in the same place, and a row of a matrix is one digit of all times.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WHOLE, _FRACTION = b"0000-00-00T00:00:00", b".000000"
_DIGIT = ord("0")
_FORMS = {
    len(form): np.frombuffer(form, np.uint8)[:, np.newaxis]
    for form in (_WHOLE + _FRACTION[:end] + b"Z" for end in (0, *range(2, len(_FRACTION) + 1)))
}
"""Their width → how times may stand, a nought for each digit."""
_FIRST, _YEARS = 2000, 100
"""The years of which each day is known; other times are left to the parser."""


def uniform_instants(texts: pl.Series) -> pl.Series | None:
    """Return the instants of texts `2026-03-01T10:00:00.000Z`; None where one is written otherwise.

    >>> uniform_instants(pl.Series(["2026-03-01T10:00:00.25Z"])).to_list()
    [datetime.datetime(2026, 3, 1, 10, 0, 0, 250000)]
    """
    widths = texts.str.len_bytes().unique().to_list()
    form = _FORMS.get(widths[0] or 0) if len(widths) == 1 else None
    if form is None:
        return None
    letters = np.frombuffer(texts.str.join("").item().encode(), np.uint8)
    # Less the letter that belongs there, all are nought but digits; one too small is a large one.
    digits = np.ascontiguousarray(letters.reshape(-1, len(form)).T) - form
    if (digits > np.where(form == _DIGIT, 9, 0)).any():
        return None
    micros = _micros(digits)
    return None if micros is None else pl.Series(micros, dtype=pl.Int64).cast(pl.Datetime("us"))


def _micros(digits: NDArray[np.uint8]) -> NDArray[np.int64] | None:
    """Return microseconds since 1970, from rows of digits; None unless all times can be."""
    year, month, day = _number(digits[:4]) - _FIRST, _number(digits[5:7]), _number(digits[8:10])
    hour, minute, second = (_number(digits[at : at + 2]) for at in (11, 14, 17))
    ends = ((year, _YEARS), (hour, 24), (minute, 60), (second, 60))
    if year.min() < 0 or any(numbers.max() >= end for numbers, end in ends):
        return None
    days = _days()[year, month, day]
    if days.min() < 0:
        return None
    micros = ((days * 24 + hour) * 60 + minute) * 60 + second
    fraction = digits[len(_WHOLE) + 1 : -1]
    micros *= 10 ** len(fraction)
    micros += _number(fraction)
    micros *= 10 ** (6 - len(fraction))
    return micros


def _number(digits: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Return the numbers that rows of digits make; without a row, nought."""
    number = np.zeros(digits.shape[1], np.int32)
    for row in digits:
        number *= 10
        number += row
    return number


@cache
def _days() -> NDArray[np.int64]:
    """Return days since 1970 by year, month and day as two digits say them; −1 for none."""
    table = np.full((_YEARS, 100, 100), -1, np.int64)
    days = np.arange(f"{_FIRST}-01-01", f"{_FIRST + _YEARS}-01-01", dtype="datetime64[D]")
    months, years = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    places = (years - years[0], months - years + 1, days - months + 1)
    table[tuple(place.astype(int) for place in places)] = days.astype(int)
    return table
