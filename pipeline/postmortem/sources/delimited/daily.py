"""Tables with a row a day to totals, which are never added to posts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from postmortem.model import Reject, Total
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.values.cells import CellError, count
from postmortem.sources.values.times import parse_time, plausible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from postmortem.sources.export import Export
    from postmortem.sources.options import Options


def plain(column: str) -> str:
    """Return a column's name without blanks and capitals.

    >>> plain("Clicks (organic)") == plain("clicks(organic)")
    True
    """
    return "".join(column.split()).lower()


def daily_totals(
    export: Export,
    options: Options,
    platform: str,
    metrics: Mapping[str, str],
    member: str | None = None,
) -> Iterator[Total | Reject]:
    """Yield each day's totals; days are UTC's, months come before days.

    `metrics` maps plain column names to what they count; other columns are left alone.
    """
    with export.open_text(member, options.encoding) as stream:
        rows = Rows(stream, ("Date",), export.name)
        names = [plain(column) for column in rows.columns]
        metrics_here = [metrics.get(name) for name in names]
        at = names.index("date")
        for row in rows:
            if isinstance(row, Reject):
                yield row
                continue
            line, cells = row
            try:
                yield from _day(line, platform, cells[at], zip(metrics_here, cells, strict=True))
            except CellError as error:
                yield Reject(line, str(error), ",".join(cells))


def _day(
    line: int, platform: str, day: str, cells: Iterable[tuple[str | None, str]]
) -> list[Total]:
    moment = parse_time(day, day_first=False)[0]
    starts = plausible(datetime(moment.year, moment.month, moment.day, tzinfo=UTC))
    ends = starts + timedelta(days=1)
    numbers = [(metric, count(cell)) for metric, cell in cells if metric and cell]
    return [
        Total(line, platform, None, starts, ends, metric, value)
        for metric, value in numbers
        if value is not None
    ]
