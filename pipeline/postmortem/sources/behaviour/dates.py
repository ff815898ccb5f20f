"""Whether 10/11/2024 is the tenth or the eleventh, and whether a spreadsheet turned half of them.

A spreadsheet that takes 03/04/2026 for the third of April writes it as 04/03/2026, and leaves
13/04/2026, which is no date to it, as it was. Read in one order, the turned ones then lie in months
that the others know nothing of; in the other order they lie among them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d\d)\b")
_ISO = re.compile(r"(\d{4}-\d\d-(\d\d))\b")
_MONTHS = 12
_NEARLY_ALL, _MOST = 0.95, 0.6
_FEW = 0.01
"""Share of dates in the other order up to which they are slips, and no second order."""

HALF_SWAPPED = (
    "some of its dates are day/month and some month/day, as a spreadsheet leaves them that turned "
    "those it could. Export again and do not save it from a spreadsheet; or take one order for "
    'all: [columns] dates = "day-first" (or "month-first").'
)
"""What to say of a file whose dates were turned."""


def are_half_swapped(cells: Sequence[str]) -> bool:
    """Whether the dates of a file stand in two orders, in whichever way a spreadsheet left them.

    >>> are_half_swapped(["04/03/2026"] * 5 + ["13/03/2026"] * 5)
    False
    >>> are_half_swapped(["03/04/2026", "03/05/2026", "03/13/2026", "14/03/2026", "15/03/2026"])
    True
    """
    order = DateOrder()
    for cell in cells:
        order.add(cell)
    return order.is_half_swapped or are_partly_turned(cells)


def are_partly_turned(cells: Iterable[str]) -> bool:
    """Whether days up to the twelfth stand as real dates, and only later ones as they were typed.

    >>> are_partly_turned(["2026-01-03", "2026-02-03", "13/03/2026", "14/03/2026"])
    True
    """
    iso_days: dict[str, int] = {}
    order = DateOrder()
    for cell in cells:
        if match := _ISO.match(cell):
            iso_days[match[1]] = int(match[2])
        elif cell:
            order.add(cell)
    is_early = len(iso_days) > 1 and max(iso_days.values()) <= _MONTHS
    return is_early and order.is_past_twelve


class DateOrder:
    """Counts the dates of a file by their first two numbers."""

    def __init__(self) -> None:
        self._dates: Counter[tuple[int, int]] = Counter()

    def add(self, text: str) -> bool:
        """Count a date; False where it is none of numbers in an order to be found."""
        match = _NUMERIC.match(text)
        if match:
            self._dates[int(match[1]), int(match[2])] += 1
        return match is not None

    def __bool__(self) -> bool:
        return bool(self._dates)

    @property
    def is_past_twelve(self) -> bool:
        """Whether there are several dates, each with a number that is no month."""
        return len(self._dates) > 1 and all(max(pair) > _MONTHS for pair in self._dates)

    @property
    def day_first(self) -> bool | None:
        """Whether the day comes first, as most numbers past 12 tell; None where there are none."""
        first, second = self._past_twelve(0), self._past_twelve(1)
        return None if first == second == 0 else first >= second

    @property
    def is_half_swapped(self) -> bool:
        """Whether one order holds for some of the dates and the other one for the rest."""
        first, second = self._past_twelve(0), self._past_twelve(1)
        if min(first, second) > _FEW * self._dates.total():
            return True
        day_first = self.day_first
        if day_first is None:
            return False
        month = 1 if day_first else 0
        sure_months = {pair[month] for pair in self._dates if max(pair) > _MONTHS}
        open_dates = Counter(
            {
                pair: n
                for pair, n in self._dates.items()
                if max(pair) <= _MONTHS and len({*pair}) > 1
            }
        )
        if len(open_dates) < 2:
            return False
        as_told = _share_near(open_dates, month, sure_months)
        as_turned = _share_near(open_dates, 1 - month, sure_months)
        return as_turned >= _NEARLY_ALL and as_told < _MOST

    def _past_twelve(self, place: int) -> int:
        return sum(n for pair, n in self._dates.items() if pair[place] > _MONTHS)


def _share_near(dates: Counter[tuple[int, int]], month: int, months: set[int]) -> float:
    """Return the share of dates that lie in one of the months, or in the one before or after."""
    near = {(each + step - 1) % _MONTHS + 1 for each in months for step in (-1, 0, 1)}
    return sum(n for pair, n in dates.items() if pair[month] in near) / dates.total()
