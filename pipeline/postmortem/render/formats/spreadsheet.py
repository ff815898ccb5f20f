"""CSV that spreadsheets open without running anything in it."""

from __future__ import annotations

import csv as writer
import io
import re
from dataclasses import fields
from typing import TYPE_CHECKING

from postmortem.model import Estimate
from postmortem.model.results import IN_WORDS_ONLY
from postmortem.wording import stable, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from postmortem.model import Report

_TRIGGERS = frozenset("=+-@|%＝＋－＠")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as CSV for people: figures rounded as everywhere, no control characters.

    The first row's keys are the columns; None is an empty cell.
    """
    columns = list(rows[0]) if rows else []
    return _sheet(columns, ([cell(row.get(column)) for column in columns] for row in rows))


def exact_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV with every value as it is; None is an empty cell."""
    texts = (["" if value is None else str(value) for value in row] for row in rows)
    return _sheet(columns, texts)


def _sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return every cell quoted and inert."""
    sheet = io.StringIO()
    out = writer.writer(sheet, quoting=writer.QUOTE_ALL, lineterminator="\n")
    if columns:
        out.writerow([inert(name) for name in columns])
    out.writerows([inert(text) for text in row] for row in rows)
    return sheet.getvalue()


def inert(text: str) -> str:
    """Put a quote mark before text that a spreadsheet could run as a formula; numbers stay.

    Blanks and what cannot be seen do not hide a formula, nor does a line before it: a spreadsheet
    skips them, or splits the cell there.

    >>> inert("=1+1"), inert(" ＝1"), inert("-0.3"), inert("a = b")
    ("'=1+1", "' ＝1", '-0.3', 'a = b')
    """
    if _NUMBER.fullmatch(text):
        return text
    starts = text.startswith(("\t", "\r")) or any(map(_is_formula, text.splitlines()))
    return f"'{text}" if starts else text


def _is_formula(line: str) -> bool:
    first = next((c for c in line if c.isprintable() and not c.isspace()), "")
    return first in _TRIGGERS


def cell(value: object) -> str:
    r"""Return the text of one cell.

    >>> cell("a\x1bb"), cell(-0.5), cell(None)
    ('a\\x1bb', '-0.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        number = stable(value)
        return "" if number is None else repr(number)
    return visible(str(value), lines=True)


def measures_csv(report: Report) -> str:
    """Return one row per number of the measurement: metric, number, value, low, high."""
    return csv(list(_numbers(report)))


def _numbers(report: Report) -> Iterator[dict[str, object]]:
    measures = report.measures
    records: dict[str, object] = {
        **dict[str, object](measures.recoveries.items()),
        "engagement": measures.engagement,
        **{f"platform {name}": entry for name, entry in sorted(measures.platforms.items())},
    }
    for metric, entry in records.items():
        yield from _record(metric, "", entry)
    for window in measures.windows:
        yield from _record(f"window {window.name}", "", window)
    for effect in measures.apology:
        yield from _record(effect.event, "", effect)


def _record(metric: str, prefix: str, record: object) -> Iterator[dict[str, object]]:
    for field in fields(record):  # type: ignore[arg-type]  # always one of our records
        if field.name in IN_WORDS_ONLY:
            continue
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
