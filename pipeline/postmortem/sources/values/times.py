"""Times as exports write them, to instants in UTC. Nothing is guessed in silence."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from postmortem.sources.values.cells import CellError
from postmortem.sources.values.months import month_called
from postmortem.sources.values.zones import ZONE, AmbiguousZone, in_zone

_FIRST = datetime(2004, 1, 1, tzinfo=UTC)
"""No platform is older; what lies before is a broken clock or the wrong unit."""
_BLANK = len("2015-02-24 11:35:52 -0800")
_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    rf"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>{ZONE})?"
)
_WORD = r"[^\W\d_]{3,12}"
"""A month or a day of the week."""
_AGE = re.compile(
    r"(?:(?:vor|il y a|hace|há|for)\s+)?(?:\d+|an?)\s*(?:seconds?|minutes?|hours?|days?|weeks?"
    r"|months?|years?|mo|yr|[smhdwy]|sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|heures?"
    r"|jours?|semaines?|mois|ans?|horas?|días?|semanas?|meses|años?|timer?|dager?|uker?|måneder?|år)"
    r"\b.*|yesterday.*|today.*|just now|now",
    re.IGNORECASE,
)
"""What a page shows in place of a time."""
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_SERIAL_FIRST, _SERIAL_END = 37_987, 60_000
"""Days of 2004, when platforms began, and of 2064, as spreadsheets count them."""
_SERIAL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
_SEPARATOR = r"(?:\s*[,·T]?\s*(?:at\s+)?)"
_SHAPES = tuple(
    re.compile(rf"{day}(?:{_SEPARATOR}{_CLOCK})?\s*")
    for day in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<first>\d{1,2})[-/.](?P<next>\d{1,2})[-/.](?P<year>\d{4}|\d\d)",
        rf"(?:{_WORD}\.?,?\s+)?(?P<name>{_WORD})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
        rf"(?:{_WORD}\.?,?\s+)?(?P<day>\d{{1,2}})[-\s.]+(?:de\s+)?(?P<name>{_WORD})\.?[-\s,]+"
        r"(?:de\s+)?(?P<year>\d{4})",
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
        month = month_called(text[4:7])
        hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
        return datetime(
            int(text[26:]), month, int(text[8:10]), hour, minute, min(second, 59), tzinfo=UTC
        )
    except CellError:
        raise
    except ValueError as error:
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
            except (ValueError, OverflowError) as error:
                raise CellError(f"no time: {text[:40]!r}") from error
    if _SERIAL.fullmatch(text):
        return _serial_time(text)
    if _AGE.fullmatch(text):
        raise CellError(
            f"no time: {text[:40]!r} is counted from a day that the export does not tell; export "
            "it with dates"
        )
    raise CellError(f"no time: {text[:40]!r}")


def about_time(text: str, day_first: bool | None = None) -> tuple[datetime, bool]:
    """Return what `parse_time` does; a time in one of several zones as if it had none."""
    try:
        return parse_time(text, day_first)
    except AmbiguousZone as error:
        return error.naive, False


def _serial_time(text: str) -> tuple[datetime, bool]:
    """Return the time of a spreadsheet's day number, and whether it is of the day only.

    >>> _serial_time("46093.59722")
    (datetime.datetime(2026, 3, 12, 14, 20), False)
    """
    days = float(text.replace(",", "."))
    if not _SERIAL_FIRST <= days < _SERIAL_END:
        raise CellError(f"no time: {text[:40]!r}")
    seconds = round(days * 86_400)
    return _SERIAL_EPOCH + timedelta(seconds=seconds), not seconds % 86_400


def _assemble(parts: dict[str, str | None], day_first: bool | None) -> datetime:
    year = int(parts["year"] or 0)
    if parts.get("first"):
        month, day = _month_and_day(int(parts["first"] or 0), int(parts["next"] or 0), day_first)
    elif name := parts.get("name"):
        month, day = month_called(name), int(parts["day"] or 0)
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
    return in_zone(naive, zone) if zone else naive


def _month_and_day(first: int, second: int, day_first: bool | None) -> tuple[int, int]:
    if day_first is None:
        if first <= 12 and second <= 12 and first != second:
            raise CellError(f"{first}/{second} could be day/month or month/day")
        day_first = first > 12
    return (second, first) if day_first else (first, second)


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


def utc_offset(
    instant: datetime | None, naive: datetime, error: timedelta = timedelta(0)
) -> timedelta | None:
    """Return the offset at which a local time agrees with the instant in an id, or None.

    Zones lie on quarters of an hour; a post is made within minutes of its id, unless scheduled.
    Where the instant may be off by an `error` of more than some minutes, on whole hours.
    """
    if instant is None:
        return None
    step = timedelta(minutes=15) if error < timedelta(minutes=5) else timedelta(hours=1)
    near = timedelta(minutes=2) + error
    apart = naive - instant.replace(tzinfo=None)
    offset = round(apart / step) * step
    is_near = abs(apart - offset) <= near < step / 2
    return offset if is_near and abs(offset) <= timedelta(hours=14) else None
