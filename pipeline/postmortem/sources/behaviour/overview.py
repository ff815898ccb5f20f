"""What only an export as a whole tells, whatever its format: that it was cut, or tells days."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from postmortem.model import Note, Post, Posts, Reject
from postmortem.sources.behaviour.midnights import Midnights
from postmortem.sources.values.limits import limit_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postmortem.model import Record
    from postmortem.model.warnings import Code


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
    codes: set[Code] = set()
    for record in records:
        if isinstance(record, Posts):
            midnights.add_all(record)
        elif isinstance(record, Post):
            midnights.add(record.posted_at)
        elif isinstance(record, Reject):
            limit = limit or limit_in(record.text)
        elif isinstance(record, Note):
            codes.add(record.code)
        yield record
    if limit and "export-capped" not in codes:
        yield Note.of("export-capped", detail=limit)
    if midnights.days and "day-only" not in codes:
        yield Note.of("day-only", n=midnights.days)
