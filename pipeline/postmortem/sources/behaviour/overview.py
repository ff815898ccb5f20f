"""What only an export as a whole tells, whatever its format: that it was cut, or tells days."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from postmortem.model import Note, Post, Posts, Reject
from postmortem.sources.behaviour.limits import limit_in
from postmortem.sources.behaviour.midnights import Midnights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postmortem.model import Record


@overload
def with_overview(records: Iterable[Record], tz: str | None) -> Iterator[Record]: ...
@overload
def with_overview(
    records: Iterable[Record | Posts], tz: str | None
) -> Iterator[Record | Posts]: ...
def with_overview(records: Iterable[Record | Posts], tz: str | None) -> Iterator[Record | Posts]:
    """Yield records as they are, and notes at the end; `tz` is the zone of times without one."""
    midnights = Midnights(tz)
    limit: str | None = None
    knows_days = False
    for record in records:
        if isinstance(record, Posts):
            midnights.add_all(record)
        elif isinstance(record, Post):
            midnights.add(record.posted_at)
        elif isinstance(record, Reject):
            limit = limit or limit_in(record.text)
        elif isinstance(record, Note):
            knows_days = knows_days or record.code == "day-only"
        yield record
    if limit:
        yield Note.of("export-capped", detail=limit)
    if midnights.days and not knows_days:
        yield Note.of("day-only", n=midnights.days)
