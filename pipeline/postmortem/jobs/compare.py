"""Shell: several incidents side by side, on one "since it began" axis."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from postmortem.errors import UsageError
from postmortem.jobs.review.folder import save_figure
from postmortem.wording import rank, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postmortem.charts import SizeName, ThemeName
    from postmortem.model import Report


def compared(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Return one record per incident: how far it fell, how long it took, in words and numbers.

    `rank` is its place among those that had a drop, longest first, where the intervals settle it.
    Raises UsageError for fewer than two incidents.
    """
    _check_several(reports)
    rows = []
    for report in reports:
        others = [other.measures.sentiment for other in reports if other is not report]
        place, ranked = rank(report.measures.sentiment, others)
        found = report.measures.sentiment
        hours = found.recovery.hours
        rows.append(
            {
                "id": report.incident.id,
                "title": report.incident.title,
                "status": found.status,
                "told": sentence(found),
                "recovery_hours": asdict(hours) if hours else None,
                "censored": found.recovery.censored,
                "observed_hours": found.recovery.observed_hours,
                "drop": asdict(found.drop) if found.drop else None,
                "rank": place,
                "ranked": ranked,
            }
        )
    return rows


def write_comparison(
    reports: Sequence[Report], target: Path, *, size: SizeName, theme: ThemeName
) -> Path:
    """Draw the comparison into `target`; UsageError when there are not two falls to compare."""
    from postmortem import charts

    _check_several(reports)
    why = charts.compare_reason(reports)
    if why:
        raise UsageError(f"the incidents cannot be compared: {why}.")
    figure = charts.draw_compare(reports, charts.Frame(size=size, theme=theme))
    return save_figure(figure, target, charts.compare_alt(reports))


def _check_several(reports: Sequence[Report]) -> None:
    """Refuse what is no comparison: one incident, or the same one again."""
    if len({report.incident.id for report in reports}) < 2:
        raise UsageError("compare needs two or more incidents. Name another one as well.")
