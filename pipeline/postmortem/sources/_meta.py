"""What the two content exports of Meta Business Suite have in common."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from postmortem.sources._cells import CellError

if TYPE_CHECKING:
    from postmortem.model import Post
    from postmortem.sources._layout import Cells

LIFETIME = "lifetime"


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


def lifetime_only(post: Post, cells: Cells) -> Post:
    """Drop the counts of a row that covers one day: days and the lifetime must not be added."""
    if cells["span"].strip().lower() in ("", LIFETIME):
        return post
    return post._replace(
        likes=None, reposts=None, replies=None, views=None, reach=None, saves=None, clicks=None
    )


def zone_by(made: datetime | None, naive: datetime) -> timedelta | None:
    """Return the offset at which a local time agrees with the instant in an id, or None.

    Zones lie on quarters of an hour; a post is made within minutes of its id, unless scheduled.
    """
    if made is None:
        return None
    apart = naive - made.replace(tzinfo=None)
    quarters = round(apart / timedelta(minutes=15))
    offset = quarters * timedelta(minutes=15)
    near = abs(apart - offset) <= timedelta(minutes=2)
    return offset if near and abs(offset) <= timedelta(hours=14) else None
