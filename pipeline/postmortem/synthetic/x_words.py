"""How X writes times and texts, whichever export."""

from __future__ import annotations

import html
from datetime import UTC, datetime

LIMIT = 280
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def iso(instant: datetime) -> str:
    """Return `instant` to the second, as X does: its milliseconds are in the id alone."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def old_style(instant: datetime) -> str:
    """Return `instant` as archives write it, in English whatever the locale.

    >>> old_style(datetime(2024, 11, 9, 12, 14, 18, tzinfo=UTC))
    'Sat Nov 09 12:14:18 +0000 2024'
    """
    utc = instant.astimezone(UTC)
    day, month = _DAYS[utc.weekday()], _MONTHS[utc.month - 1]
    return f"{day} {month} {utc:%d %H:%M:%S} +0000 {utc.year}"


def day_only(instant: datetime) -> str:
    """Return the day of `instant` as the analytics write it.

    >>> day_only(datetime(2026, 7, 14, 23, tzinfo=UTC))
    'Tue, Jul 14, 2026'
    """
    utc = instant.astimezone(UTC)
    return f"{_DAYS[utc.weekday()]}, {_MONTHS[utc.month - 1]} {utc.day}, {utc.year}"


def cut(text: str) -> str:
    """Return what fits a post; the rest stands in its note."""
    return text if len(text) <= LIMIT else f"{text[:256]}… https://t.co/Nl9kQ2wXyZ"


def escape(text: str) -> str:
    """Escape as X does: the three marks of HTML, and no quotes."""
    return html.escape(text, quote=False)
