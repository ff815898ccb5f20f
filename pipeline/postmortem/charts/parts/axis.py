"""Ticks for an axis that counts hours or days from zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postmortem.charts.paper.page import Page

_HOURS = (1, 2, 3, 6, 12)
_DAYS = (1, 2, 5, 7, 14, 30, 60, 90, 180, 365)


def hour_ticks(page: Page, last: float, width: float) -> list[tuple[float, str]]:
    """Return (hours, label) at the densest round step whose labels stand apart."""
    steps = [(step, "h", 1) for step in _HOURS] + [(24 * step, "days", 24) for step in _DAYS]
    for step, unit, size in steps:
        count = int(last // step) + 1
        labels = [(float(step * k), _label(step * k, unit, size)) for k in range(count)]
        room = max(page.text_width(words, 11) for _, words in labels) + page.em(1.2)
        if width * step / last >= room:
            return labels
    return [(0.0, "0")]


def _label(hours: float, unit: str, size: int) -> str:
    count = hours // size
    if count == 0:
        return "0"
    return f"{count:.0f} {'day' if unit == 'days' and count == 1 else unit}"
