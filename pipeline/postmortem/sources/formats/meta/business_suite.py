"""What the two content exports of Meta Business Suite have in common."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.values.cells import CellError

if TYPE_CHECKING:
    from collections.abc import Collection

    from postmortem.model import Post
    from postmortem.sources.delimited.layout import Cells
    from postmortem.sources.peek import Peek

LIFETIME = "lifetime"
_PUBLISH_TIME = re.compile(r"\d\d[/.]\d\d[/.]\d{4},? \d\d:\d\d")


def publish_time(text: str) -> datetime:
    """Return `09/28/2026 18:12`: month first, no zone.

    >>> publish_time("09/28/2026 18:12").isoformat()
    '2026-09-28T18:12:00'
    """
    day, _, clock = text.strip().partition(" ")
    try:
        month, number, year = day.split("/")
        hour, minute = clock.split(":")[:2]
        return datetime(int(year), int(month), int(number), int(hour), int(minute))  # noqa: DTZ001
    except (ValueError, OverflowError) as error:
        raise CellError(f"no time as Meta writes it: {text[:40]!r}") from error


def in_english(peek: Peek, columns: Collection[str], site: str) -> Recognition:
    """Recognise by `columns`; by its rows where the headers follow another language.

    Such a table is not read, for no list of Meta's words is known; what to do is said.
    """
    fit = has_columns(peek, *columns)
    rows = [row for row in peek.rows if _is_row(row, site)]
    if fit.certain or not rows:
        return fit
    return Recognition(len(rows[0]), ("headers in English (set Business Suite to English)",))


def _is_row(row: tuple[str, ...], site: str) -> bool:
    return any(map(_PUBLISH_TIME.fullmatch, row)) and any(f"{site}/" in cell for cell in row)


def lifetime_only(post: Post, cells: Cells) -> Post:
    """Drop the counts of a row that covers one day: days and the lifetime must not be added."""
    if cells["span"].strip().lower() in ("", LIFETIME):
        return post
    return post._replace(
        likes=None, reposts=None, replies=None, views=None, reach=None, saves=None, clicks=None
    )
