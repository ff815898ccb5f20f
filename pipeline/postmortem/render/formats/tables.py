"""CSV that spreadsheets open without running anything in it."""

from __future__ import annotations

import csv as writer
import io
import re
from dataclasses import fields
from typing import TYPE_CHECKING

from postmortem.model import Estimate
from postmortem.wording import stable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from postmortem.model import Report

_FORMULA = re.compile(r"(?:^|\n)[\s\u00a0]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as CSV: every cell quoted, text that could act as a formula led by a quote mark.

    The first row's keys are the columns; None is an empty cell.
    """
    sheet = io.StringIO()
    out = writer.writer(sheet, quoting=writer.QUOTE_ALL, lineterminator="\n")
    columns = list(rows[0]) if rows else []
    if columns:
        out.writerow(columns)
    for row in rows:
        out.writerow([cell(row.get(column)) for column in columns])
    return sheet.getvalue()


def cell(value: object) -> str:
    """Return the text of one cell.

    >>> cell("=1+1"), cell(-0.5), cell(None)
    ("'=1+1", '-0.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        kept = stable(value)
        return "" if kept is None else repr(kept)
    text = visible(str(value), lines=True)
    if _FORMULA.search(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def measures_csv(report: Report) -> str:
    """Return one row per number of the measurement: metric, number, value, low, high."""
    return csv(list(_numbers(report)))


def _numbers(report: Report) -> Iterator[dict[str, object]]:
    measures = report.measures
    found = {
        "sentiment": measures.sentiment,
        "negative_share": measures.negative_share,
        "volume": measures.volume,
        "engagement": measures.engagement,
        **{f"platform {name}": entry for name, entry in sorted(measures.platforms.items())},
    }
    for metric, entry in found.items():
        yield from _record(metric, "", entry)
    for window in measures.windows:
        yield from _record(f"window {window.name}", "", window)
    for effect in measures.apology:
        yield from _record(effect.event, "", effect)


def _record(metric: str, prefix: str, record: object) -> Iterator[dict[str, object]]:
    for field in fields(record):  # type: ignore[arg-type]  # always one of our records
        value, name = getattr(record, field.name), f"{prefix}{field.name}"
        if isinstance(value, Estimate):
            yield _row(metric, name, value.value, value.low, value.high)
        elif field.name == "recovery":
            yield from _record(metric, "recovery.", value)
        elif isinstance(value, bool | int | float | str) and value != "":
            yield _row(metric, name, value)
        elif value is None:
            yield _row(metric, name, None)


def _row(
    metric: str, name: str, value: object, low: float | None = None, high: float | None = None
) -> dict[str, object]:
    return {"metric": metric, "number": name, "value": value, "low": low, "high": high}
