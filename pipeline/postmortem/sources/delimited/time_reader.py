"""When a row was written: from its cells, from its id, and from what other rows prove."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from postmortem.errors import UsageError
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.ids import coarse_x_time, x_time
from postmortem.sources.values.times import parse_time, plausible, utc_offset
from postmortem.sources.values.zones import AmbiguousZone

if TYPE_CHECKING:
    from postmortem.sources.delimited.layout import Layout
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options

_FURTHEST = timedelta(hours=15)
"""No zone is further from UTC."""
_EXACT = timedelta(0)


class TimeReader:
    """Reads the times of one file, row by row."""

    def __init__(
        self, layout: Layout, zone: str | None, name: str, tally: Tally, options: Options
    ) -> None:
        self._layout = layout
        self._zone_is_proven = zone is not None
        self._clock = Clock(zone or options.tz, name, tally, is_proven=zone is not None)
        self._tally = tally
        order = options.columns.get("dates", "")
        if order not in ("", "day-first", "month-first"):
            raise UsageError('[columns] dates: say "day-first" or "month-first".')
        self._day_first = order == "day-first" if order else layout.day_first
        self._parse = layout.moment
        self._offset = layout.offset

    def from_id(self, instant: datetime) -> datetime:
        """Return an instant that an id proves."""
        self._tally.add("zone-from-id")
        return plausible(instant)

    def of(self, day: str, clock: str, post_id: str | None) -> datetime:
        """Return the row's instant; most exports write ISO 8601 in UTC, which Python reads."""
        if self._parse and day:
            return self._clock.utc(self._parse(f"{day} {clock}" if clock else day))
        try:
            moment = datetime.fromisoformat(day)
        except ValueError:
            return self._instant_of(f"{day} {clock}" if clock else day, post_id)
        if moment.tzinfo is UTC and not (clock or self._layout.at_midnight):
            return plausible(moment)
        return self._instant_of(f"{day} {clock}" if clock else day, post_id)

    def _instant_of(self, text: str, post_id: str | None) -> datetime:
        """Return the instant of a time of any kind, its id's where that says more; CellError."""
        try:
            moment, day_only = parse_time(text, self._day_first) if text else (None, True)
        except AmbiguousZone as error:
            return self._instant_in_one_of(error, post_id)
        if moment and self._layout.at_midnight:
            day_only = moment.time() == time.min
        if moment and moment.tzinfo and not day_only:
            return self._clock.utc(moment)
        id_instant, id_error = self._time_in_id(post_id)
        if moment and not day_only:
            return self._instant_of_naive(moment, id_instant, id_error)
        if id_instant and (moment is None or abs((id_instant.date() - moment.date()).days) <= 1):
            self._tally.add("time-from-id")
            return plausible(id_instant)
        if moment is None:
            raise CellError("no time, and none in the id")
        self._tally.add("day-only")
        return self._clock.utc(moment)

    def _time_in_id(self, post_id: str | None) -> tuple[datetime | None, timedelta]:
        """Return the instant in an id, be it rounded, and how far off that may be."""
        id_time = self._layout.id_time
        if id_time is None or not post_id:
            return None, _EXACT
        if instant := id_time(post_id):
            return instant, _EXACT
        return (id_time is x_time and coarse_x_time(post_id)) or (None, _EXACT)

    def _instant_in_one_of(self, time: AmbiguousZone, post_id: str | None) -> datetime:
        """Return the instant of a time in one of several zones: the ids', or the person's."""
        id_instant, error = self._time_in_id(post_id)
        offset = utc_offset(id_instant, time.naive, error) if id_instant else self._offset
        if offset is None:
            return self._clock.utc_as_named(time)
        exact = id_instant if id_instant and not error else None
        return self.from_id(exact or (time.naive - offset).replace(tzinfo=UTC))

    def _instant_of_naive(
        self, naive: datetime, id_instant: datetime | None, error: timedelta
    ) -> datetime:
        """Return the instant of a time without zone: the id's, where it agrees, is proven.

        Of a rounded id, and for a row without one, only the zone is taken: the others'.
        """
        if self._zone_is_proven:
            return self._clock.utc(naive)
        offset = utc_offset(id_instant, naive, error)
        if self._offset is not None and offset is not None:
            self._offset = offset
        if id_instant and not error and abs(id_instant.replace(tzinfo=None) - naive) < _FURTHEST:
            return self.from_id(id_instant)
        offset = self._offset if offset is None else offset
        if offset is not None and (error or not id_instant):
            return self.from_id((naive - offset).replace(tzinfo=UTC))
        return self._clock.utc(naive)
