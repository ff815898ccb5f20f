"""One chart of one incident, as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.jobs.folder import write_chart
from postmortem.jobs.review import review

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.charts import SizeName, ThemeName
    from postmortem.jobs.project import Project
    from postmortem.model import Report


def chart_incident(
    project: Project, name: str, chart: str, target: Path, *, size: SizeName, theme: ThemeName
) -> Report:
    """Measure an incident and draw one chart of it into the file `target`; return its report."""
    report = review(project, name)
    write_chart(report, chart, target, size=size, theme=theme)
    return report
