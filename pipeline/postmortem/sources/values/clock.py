"""The zone of an export's times, and what summer time makes ambiguous in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from postmortem.errors import MalformedExport, UsageError
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.times import plausible

if TYPE_CHECKING:
    from postmortem.sources.notes import Tally
    from postmortem.sources.values.zones import AmbiguousZone


class Clock:
    """Turns the times of one export into UTC; counts what summer time makes ambiguous."""

    def __init__(
        self, zone: str | None, name: str, tally: Tally, *, is_proven: bool = True
    ) -> None:
        """Read times without a zone in `zone`; told in a note where nothing proves it."""
        self._name = name
        self._is_proven = is_proven
        self._tally = tally
        self._zone: ZoneInfo | None = None
        if zone is not None:
            try:
                self._zone = ZoneInfo(zone)
            except (ZoneInfoNotFoundError, ValueError, OSError) as error:
                raise UsageError(f"{zone}: no such time zone; say one like Europe/Oslo.") from error

    def utc(self, moment: datetime) -> datetime:
        """Return the instant in UTC.

        Raises MalformedExport when the time has no zone and none is known, CellError when it is
        out of every calendar or before there were platforms.
        """
        if moment.tzinfo is UTC:
            return plausible(moment)
        try:
            if moment.tzinfo is None:
                moment = self._instant(moment)
            return plausible(moment.astimezone(UTC))
        except OverflowError as error:
            raise CellError(f"no time: {moment!s}") from error

    def utc_as_named(self, time: AmbiguousZone) -> datetime:
        """Return the instant of a time whose zone has a name that several share.

        Raises it again unless this clock's zone goes by that name at that time.
        """
        if self._zone is None or time.naive.replace(tzinfo=self._zone).tzname() != time.zone:
            raise time
        return plausible(time.naive.replace(tzinfo=self._zone).astimezone(UTC))

    def _instant(self, naive: datetime) -> datetime:
        if self._zone is None:
            raise MalformedExport(
                f"{self._name}: its times have no zone ({naive.isoformat(' ')}). Say which one "
                "they are in with --tz (as in --tz Europe/Oslo), or timezone = … under [brand]."
            )
        if not self._is_proven:
            self._tally.add("zone-assumed", detail=str(self._zone))
        early, late = naive.replace(tzinfo=self._zone), naive.replace(tzinfo=self._zone, fold=1)
        if early.utcoffset() != late.utcoffset():
            back = early.astimezone(UTC).astimezone(self._zone).replace(tzinfo=None)
            self._tally.add("clock-fold" if back == naive else "clock-gap")
        return early
