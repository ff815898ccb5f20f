"""incidents/NAME.toml: what happened, when, and which posts speak of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from postmortem.config.toml import Section, check, read_toml
from postmortem.config.vocabulary import platform
from postmortem.errors import UsageError
from postmortem.model import Event, EventKind, Incident, Precision

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from postmortem.config.settings import Config

_FOLDER = "incidents"


def _instant(value: object) -> object:
    """Accept only TOML's own dates: a number would be taken for seconds since 1970."""
    if not isinstance(value, datetime):
        raise ValueError("write a TOML date and time, as in 2026-03-12T14:20:00+01:00")
    return value


Instant = Annotated[datetime, BeforeValidator(_instant)]


class _EventTable(Section):
    kind: EventKind
    at: Instant
    precision: Precision = "minute"
    post: str | None = None
    text: str | None = None
    source: str | None = None
    title: str | None = None


class _IncidentTable(Section):
    title: str
    began_at: Instant
    posts: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    platforms: tuple[Annotated[str, AfterValidator(platform)], ...] = ()
    terms: tuple[str, ...] = ()
    precision: Precision = "minute"
    event: tuple[_EventTable, ...] = ()


def incident_names(config: Config) -> list[str]:
    """Return the stems of the incident files beside the config, sorted."""
    return sorted(path.stem for path in (config.root / _FOLDER).glob("*.toml"))


def find_incident(name: str, config: Config) -> Path:
    """Return the file that INCIDENT names: a path, or a stem in incidents/."""
    for path in (Path(name), config.root / _FOLDER / f"{name}.toml"):
        if path.is_file():
            return path
    names = incident_names(config)
    have = f"There are: {', '.join(names)}." if names else "`postmortem init` writes a first one."
    raise UsageError(
        f"{name}: no such incident file, and no {_FOLDER}/{name}.toml beside the config. {have}"
    )


def read_incident(path: Path, config: Config) -> Incident:
    """Return the incident `path` describes; a time without a zone is in the brand's.

    Raises UsageError, naming the line, for anything unknown or impossible.
    """
    text, content = read_toml(path)
    table = check(_IncidentTable, _instants(content), path=path, text=text)
    events = tuple(
        Event(**(dict(event) | {"at": _aware(event.at, config, path)})) for event in table.event
    )
    return Incident(
        id=path.stem,
        title=table.title,
        began_at=_aware(table.began_at, config, path),
        events=tuple(sorted(events, key=lambda event: (event.at, event.kind))),
        sets=table.posts,
        control=table.control,
        platforms=table.platforms,
        terms=table.terms,
        precision=table.precision,
    )


def _instants(content: dict[str, Any]) -> dict[str, Any]:
    """Turn a bare TOML date into its midnight, known to the day unless the file says otherwise."""
    events = content.get("event", [])
    event_list = events if isinstance(events, list) else []
    tables = [content, *(table for table in event_list if isinstance(table, dict))]
    for table in tables:
        for key in ("began_at", "at"):
            value = table.get(key)
            if isinstance(value, date) and not isinstance(value, datetime):
                table[key] = datetime(value.year, value.month, value.day)  # noqa: DTZ001 zone: _aware
                table.setdefault("precision", "day")
    return content


def _aware(moment: datetime, config: Config, path: Path) -> datetime:
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    if config.brand.timezone is None:
        raise UsageError(
            f"{path}: {moment.isoformat()} has no zone. Write an offset, as in "
            f"{moment.isoformat()}+01:00, or set brand.timezone in postmortem.toml."
        )
    if moment.time() != time.min:
        _require_once(moment, config.zone, path)
    return moment.replace(tzinfo=config.zone).astimezone(UTC)


def _require_once(moment: datetime, zone: ZoneInfo, path: Path) -> None:
    """Raise UsageError for a time that the zone's clock showed twice, or never."""
    first, second = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return
    says = f"{path}: {moment.isoformat(sep=' ')}"
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise UsageError(f"{says} did not exist in {zone.key}: the clock was put forward past it.")
    ways = " or ".join(each.isoformat(sep=" ") for each in (first, second))
    raise UsageError(
        f"{says} came twice in {zone.key}: the clock was put back. Write which one it was: {ways}."
    )
