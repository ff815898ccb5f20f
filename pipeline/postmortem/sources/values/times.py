"""Times as exports write them, to instants in UTC. Nothing is guessed in silence."""

from __future__ import annotations

import re
from calendar import month_abbr
from datetime import UTC, datetime, timedelta, timezone

from postmortem.sources.values.cells import CellError

_FIRST = datetime(2004, 1, 1, tzinfo=UTC)
"""No platform is older; what lies before is a broken clock or the wrong unit."""
_MONTHS = {name.lower(): number for number, name in enumerate(month_abbr) if name}
_ABBREVIATIONS = {
    "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "BST": 1,
    "AKST": -9, "AKDT": -8, "HST": -10, "JST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_BLANK = len("2015-02-24 11:35:52 -0800")
_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|[A-Z]{2,5}|(?:UTC|GMT)?[+-]\d\d:?\d\d)?"
)
_SEPARATOR = r"(?:\s*[,·T]?\s*(?:at\s+)?)"
_SHAPES = tuple(
    re.compile(rf"{day}(?:{_SEPARATOR}{_CLOCK})?\s*")
    for day in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<first>\d{1,2})[-/.](?P<next>\d{1,2})[-/.](?P<year>\d{4}|\d\d)",
        r"(?:[A-Za-z]{3,9},?\s+)?(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
        r"(?:[A-Za-z]{3,9},?\s+)?(?P<day>\d{1,2})[-\s.]+(?P<name>[A-Za-z]{3,9})\.?[-\s,]+(?P<year>\d{4})",
    )
)
_CLASSIC = re.compile(
    r"[A-Z][a-z]{2} (?P<name>[A-Z][a-z]{2}) (?P<day>\d{1,2}) (?P<hour>\d\d):(?P<minute>\d\d):"
    r"(?P<second>\d\d) (?P<zone>[+-]\d{4}|[A-Z]{3,4}) (?P<year>\d{4})"
)


def x_classic_time(text: str) -> datetime:
    """Return the instant of `Sat Nov 09 12:14:18 +0000 2024`.

    >>> x_classic_time("Sat Nov 09 12:14:18 +0000 2024").isoformat()
    '2024-11-09T12:14:18+00:00'
    """
    if len(text) != 30 or text[20:25] != "+0000":
        return _in_utc(parse_time(text)[0])
    try:
        month = _MONTHS[text[4:7].lower()]
        hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
        return datetime(
            int(text[26:]), month, int(text[8:10]), hour, minute, min(second, 59), tzinfo=UTC
        )
    except (KeyError, ValueError) as error:
        raise CellError(f"no time: {text[:40]!r}") from error


def iso_time(text: str) -> datetime:
    """Return the time of an ISO 8601 text, naive when it has no offset.

    >>> iso_time("2021-05-18T19:24:56.000Z").isoformat()
    '2021-05-18T19:24:56+00:00'
    """
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parse_time(text)[0]


def unix_time(value: object) -> datetime:
    """Return the instant of seconds, milliseconds or microseconds since 1970, told by size.

    >>> unix_time("1714557600") == unix_time(1714557600000)
    True
    """
    try:
        seconds = float(str(value))
    except ValueError as error:
        raise CellError(f"no time: {str(value)[:40]!r}") from error
    for scale in (1.0, 1e3, 1e6):
        if 1e9 <= seconds / scale < 1e10:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds / scale)
    raise CellError(f"no time since 2001: {str(value)[:40]!r}")


def parse_time(text: str, day_first: bool | None = None) -> tuple[datetime, bool]:
    """Return the time a text tells, and whether it tells the day only.

    The time is naive when the text has no offset. `day_first` says how to read 10/11/2024;
    None refuses it when both readings are possible. Raises CellError.

    >>> parse_time("Oct 23, 2023 · 6:48 PM UTC")[0].isoformat()
    '2023-10-23T18:48:00+00:00'
    >>> parse_time("24-02-2015 11.35")
    (datetime.datetime(2015, 2, 24, 11, 35), False)
    """
    if text[4:5] == "-":
        try:
            # Python reads every ISO form but the blank before an offset.
            iso = text[:19] + text[20:] if len(text) == _BLANK and text[19] == " " else text
            return datetime.fromisoformat(iso), len(text) <= 10
        except ValueError:
            pass
    text = text.strip()
    if text.replace(".", "", 1).isdigit() and len(text.split(".")[0]) in (10, 13, 16):
        return unix_time(text), False
    for shape in (_CLASSIC, *_SHAPES):
        if match := shape.fullmatch(text):
            parts = match.groupdict()
            try:
                return _assemble(parts, day_first), not parts.get("hour")
            except CellError:
                raise
            except (ValueError, KeyError, OverflowError) as error:
                raise CellError(f"no time: {text[:40]!r}") from error
    raise CellError(f"no time: {text[:40]!r}")


def _assemble(parts: dict[str, str | None], day_first: bool | None) -> datetime:
    year = int(parts["year"] or 0)
    if parts.get("first"):
        month, day = _month_and_day(int(parts["first"] or 0), int(parts["next"] or 0), day_first)
    elif name := parts.get("name"):
        month, day = _MONTHS[name[:3].lower()], int(parts["day"] or 0)
    else:
        month, day = int(parts["month"] or 0), int(parts["day"] or 0)
    hour = int(parts.get("hour") or 0)
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    # A leap second is a second this calendar does not have.
    second = min(int(parts.get("second") or 0), 59)
    micro = int((parts.get("part") or "0")[:6].ljust(6, "0"))
    naive = datetime(  # noqa: DTZ001 - the zone follows
        year + 2000 if year < 100 else year, month, day, hour, int(parts.get("minute") or 0),
        second, micro,
    )  # fmt: skip
    zone = parts.get("zone")
    return naive.replace(tzinfo=_offset(zone)) if zone else naive


def _month_and_day(first: int, second: int, day_first: bool | None) -> tuple[int, int]:
    if day_first is None:
        if first <= 12 and second <= 12 and first != second:
            raise CellError(f"{first}/{second} could be day/month or month/day")
        day_first = first > 12
    return (second, first) if day_first else (first, second)


def _offset(zone: str) -> timezone:
    if zone in _ABBREVIATIONS:
        return timezone(timedelta(hours=_ABBREVIATIONS[zone])) if _ABBREVIATIONS[zone] else UTC
    sign, digits = zone.lstrip("UTCGM")[:1], zone.lstrip("UTCGM")[1:].replace(":", "")
    if sign not in ("+", "-"):
        raise CellError(f"no known zone: {zone}")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return timezone(-away if sign == "-" else away)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise CellError(f"no zone in the time {moment.isoformat()}")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise CellError(f"no time: {moment!s}") from error


def plausible(moment: datetime) -> datetime:
    """Return `moment`; raise CellError when it lies before there were platforms."""
    if moment < _FIRST:
        raise CellError(f"the time {moment.isoformat()} is before 2004")
    return moment


def utc_offset(instant: datetime | None, naive: datetime) -> timedelta | None:
    """Return the offset at which a local time agrees with the instant in an id, or None.

    Zones lie on quarters of an hour; a post is made within minutes of its id, unless scheduled.
    """
    if instant is None:
        return None
    apart = naive - instant.replace(tzinfo=None)
    quarters = round(apart / timedelta(minutes=15))
    offset = quarters * timedelta(minutes=15)
    near = abs(apart - offset) <= timedelta(minutes=2)
    return offset if near and abs(offset) <= timedelta(hours=14) else None
