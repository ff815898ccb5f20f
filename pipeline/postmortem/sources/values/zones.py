"""Zones as times name them: offsets, places, and abbreviations that are of one zone only."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from postmortem.sources.values.cells import CellError

if TYPE_CHECKING:
    from datetime import tzinfo

ZONE = (
    r"(?:Z|[A-Z]{2,5}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d\d)?(?:\[[\w/+-]+\])?"
    r"|[A-Z]\w+(?:/[A-Z][\w+-]*)+)(?:\s*\([^)]*\))?"
)
"""How a zone may be written behind a time."""
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}?):?(\d\d)?(?:\[.*\])?")
_HOURS: dict[str, float] = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9,
    "AKDT": -8, "HST": -10, "NDT": -2.5, "BRT": -3, "BRST": -2, "ART": -3, "UYT": -3, "CLT": -4,
    "CLST": -3, "VET": -4, "COT": -5, "PET": -5, "MSK": 3, "TRT": 3, "EAT": 3, "CAT": 2, "SAST": 2,
    "IRST": 3.5, "AFT": 4.5, "PKT": 5, "UZT": 5, "NPT": 5.75, "MMT": 6.5, "ICT": 7, "WIB": 7,
    "WITA": 8, "SGT": 8, "MYT": 8, "HKT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "WIT": 9,
    "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Abbreviations that are in use for one zone, or that mail has fixed since 1982."""
AMBIGUOUS = {
    "IST": "Asia/Kolkata, Europe/Dublin or Asia/Jerusalem",
    "CST": "America/Chicago, Asia/Shanghai or America/Havana",
    "BST": "Europe/London, Asia/Dhaka or Pacific/Bougainville",
    "AST": "America/Halifax or Asia/Riyadh",
    "ADT": "America/Halifax or Asia/Baghdad",
    "GST": "Asia/Dubai or Atlantic/South_Georgia",
    "SST": "Pacific/Pago_Pago or Asia/Singapore",
    "AMT": "America/Manaus or Asia/Yerevan",
    "ECT": "America/Guayaquil or America/Martinique",
    "WST": "Pacific/Apia or Australia/Perth",
    "NST": "America/St_Johns or another",
}
"""Abbreviations that are in use for several zones, and where."""


class AmbiguousZone(CellError):
    """A time whose zone has a name that several zones share; only a person can say which."""

    def __init__(self, zone: str, naive: datetime) -> None:
        super().__init__(
            f"the zone {zone} may be that of {AMBIGUOUS[zone]}: say which with --tz "
            f"(as in --tz {re.split(' |,', AMBIGUOUS[zone])[0]})"
        )
        self.zone, self.naive = zone, naive


def in_zone(naive: datetime, zone: str) -> datetime:
    """Return a time in the zone that stands behind it; CellError where none is known by the name.

    >>> in_zone(datetime(2026, 3, 1, 10), "NPT").isoformat()
    '2026-03-01T10:00:00+05:45'
    """
    zone = zone.partition("(")[0].strip()
    if zone in AMBIGUOUS:
        raise AmbiguousZone(zone, naive)
    return naive.replace(tzinfo=_zone_called(zone))


def _zone_called(name: str) -> tzinfo:
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name])) if _HOURS[name] else UTC
    if match := _OFFSET.fullmatch(name):
        away = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(-away if match[1] == "-" else away)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CellError(f"no known zone: {name}") from error
