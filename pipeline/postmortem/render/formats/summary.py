"""`summary.json`: every number of a report, once; the other renderings repeat it.

Keys and their order are the contract of `postmortem/report/1`. Floats have six significant digits,
times are UTC with a Z, and what is not known is null.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from postmortem.model.results import IN_WORDS_ONLY
from postmortem.render.sections.timeline import timeline
from postmortem.wording import Clock, days_without_posts, every_day, stable

if TYPE_CHECKING:
    from postmortem.model import Incident, Report

_HOUR = timedelta(hours=1)
SCHEMA = "postmortem/report/1"
_KEYS = {
    ("DataUsed", "starts_at"): "from",
    ("DataUsed", "ends_at"): "to",
    ("Exclusions", "starts_at"): "from",
    ("Exclusions", "ends_at"): "to",
    ("WindowSummary", "starts_at"): "from",
    ("WindowSummary", "ends_at"): "to",
}


def summary_json(report: Report) -> str:
    """Return the text of `summary.json`, with a line feed at its end."""
    text = json.dumps(summary(report), ensure_ascii=False, indent=1, allow_nan=False)
    return _encodable(text) + "\n"


def summary(report: Report) -> dict[str, Any]:
    """Return the summary as plain values, in the order of the contract."""
    measures = report.measures
    return {
        "schema": SCHEMA,
        "tool": _plain(report.tool),
        "brand": report.brand,
        "timezone": report.timezone,
        "incident": _incident(report.incident),
        "data": _data(report),
        **{name: _plain(recovery) for name, recovery in measures.recoveries.items()},
        "engagement": _plain(measures.engagement),
        "windows": _plain(measures.windows),
        "timeline": _plain(timeline(report)),
        "apology": _plain(measures.apology),
        "conduct": _plain(report.conduct),
        "composition": _plain(measures.composition),
        "platforms": _plain(measures.platforms),
        "control": _plain(measures.control),
        "shares": _plain(measures.shares),
        "rhythm": _plain(report.rhythm),
        "terms": _plain(report.terms),
        "warnings": _plain((*report.warnings, *measures.warnings)),
        "notes": report.notes,
        "quotes": _plain(report.quotes),
        "command": report.command,
    }


def _data(report: Report) -> dict[str, Any]:
    """Return the data; also how many days there are, and on how many a source brought none."""
    days, zone = report.data.days, Clock(report.timezone).zone
    day_counts = {
        "days_covered": max(map(len, every_day(days, zone).values()), default=0),
        "days_without_posts": days_without_posts(days, zone),
    }
    return {**_plain(report.data), **day_counts}


def _incident(incident: Incident) -> dict[str, Any]:
    """Return the incident; each event also says how long after the beginning it was.

    Where only its day is known, that is from its first to its last hour.
    """
    record: dict[str, Any] = _plain(incident)
    for event, event_record in zip(incident.events, record["events"], strict=True):
        event_record["elapsed_hours"] = stable((event.at - incident.began_at) / _HOUR)
        event_record["elapsed_hours_at_most"] = stable((event.until - incident.began_at) / _HOUR)
    first = ("id", "title", "began_at", "events")
    return {key: record[key] for key in (*first, *(key for key in record if key not in first))}


def _plain(value: object) -> Any:
    """Turn records, instants and floats into what JSON holds."""
    if isinstance(value, bool | str | int) or value is None:
        return value
    if isinstance(value, float):
        return stable(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if is_dataclass(value):
        return _record(value)
    return str(value)


def _record(value: Any) -> dict[str, Any]:
    """Return a record's fields: an estimate's own parts first, then what it carries besides."""
    name = type(value).__name__
    return {
        _KEYS.get((name, field.name), field.name): _plain(getattr(value, field.name))
        for field in fields(value)
        if field.name not in IN_WORDS_ONLY
    }


def _encodable(text: str) -> str:
    """Escape lone surrogates, which UTF-8 cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
