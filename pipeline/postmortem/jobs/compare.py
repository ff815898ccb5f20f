"""Shell: several incidents side by side, on one "since it began" axis."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from postmortem.errors import UsageError
from postmortem.jobs.folder import save_figure
from postmortem.jobs.review import review_all
from postmortem.wording import rank, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postmortem.charts import SizeName, ThemeName
    from postmortem.jobs.project import Project
    from postmortem.model import Report


def compare_incidents(
    project: Project,
    names: Sequence[str],
    target: Path | None,
    *,
    size: SizeName,
    theme: ThemeName,
) -> list[dict[str, Any]]:
    """Measure several incidents, draw them into `target` if there is one, and return the rows."""
    reports = review_all(project, names)
    if target is not None:
        write_comparison(reports, target, size=size, theme=theme)
    return comparison(reports)


def comparison(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Return one record per incident: how far it fell, how long it took, in words and numbers.

    `rank` is its place among those that had a drop, longest first, where the intervals settle it.
    Raises UsageError for fewer than two incidents.
    """
    _check_several(reports)
    rows = []
    for report in reports:
        others = [other.measures.sentiment for other in reports if other is not report]
        sentiment = report.measures.sentiment
        place, sentence_of_rank = rank(sentiment, others)
        hours = sentiment.recovery.hours
        rows.append(
            {
                "id": report.incident.id,
                "title": report.incident.title,
                "status": sentiment.status,
                "told": sentence(sentiment),
                "recovery_hours": asdict(hours) if hours else None,
                "censored": sentiment.recovery.censored,
                "observed_hours": sentiment.recovery.observed_hours,
                "drop": asdict(sentiment.drop) if sentiment.drop else None,
                "rank": place,
                "ranked": sentence_of_rank,
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
