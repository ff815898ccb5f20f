"""The report of one incident, as a folder of files."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postmortem.errors import UsageError
from postmortem.jobs.folder import Extras, write_bundle, write_report
from postmortem.jobs.review import review
from postmortem.render.formats.office import require_office

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.charts import SizeName, ThemeName
    from postmortem.jobs.project import Project
    from postmortem.model import Report

SIZE: SizeName = "doc"
THEME: ThemeName = "light"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a report looks, and what it holds beyond the usual."""

    quotes: int = 0
    size: SizeName = SIZE
    theme: ThemeName = THEME
    docx: bool = False
    pptx: bool = False
    bundle: bool = False
    template: Path | None = None

    def check(self) -> None:
        """Raise UsageError where it asks for what is not there."""
        if self.template is not None and not self.template.is_dir():
            raise UsageError(f"--template {self.template}: no such folder.")
        require_office(docx=self.docx, pptx=self.pptx)

    def command(self, incident: str) -> str:
        """Return the command that gives the same pages and pictures, quoted for a shell.

        Where it writes, and which formats it adds, changes no byte of them and is left out: the
        same report in another folder is the same report.
        """
        words = ["postmortem", "report", incident, "-o", "report"]
        words += ["--quotes", str(self.quotes)] if self.quotes else []
        words += ["--size", self.size] if self.size != SIZE else []
        words += ["--theme", self.theme] if self.theme != THEME else []
        words += ["--template", str(self.template)] if self.template else []
        return shlex.join(words)


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """A report, and where its files are."""

    report: Report
    folder: Path
    page: Path
    bundle: Path | None

    def summary(self) -> dict[str, str | None]:
        """Return where the files are and what the report finds, as `postmortem/report-files/1`.

        Not `postmortem/report/1`, which is what stands in summary.json.
        """
        return {
            "schema": "postmortem/report-files/1",
            "path": str(self.folder),
            "page": str(self.page),
            "bundle": str(self.bundle) if self.bundle else None,
            "incident": self.report.incident.id,
            "status": self.report.measures.sentiment.status,
        }


def report_incident(
    project: Project, name: str, target: Path, look: Look | None = None
) -> ReportFiles:
    """Measure an incident and write its report into the folder `target`.

    UsageError, before anything is measured, where the look asks for what is not there.
    """
    look = look or Look()
    look.check()
    report = review(project, name, quotes=look.quotes)
    report = replace(report, command=look.command(report.incident.id))
    extras = Extras(docx=look.docx, pptx=look.pptx, templates=look.template)
    write_report(report, target, size=look.size, theme=look.theme, extras=extras)
    bundle = write_bundle(target) if look.bundle else None
    return ReportFiles(report, target, target / "report.html", bundle)


def append_summary(report: Report, target: Path) -> None:
    """Append the text and the tables of a report to a file, as CI summaries are written."""
    from postmortem import render

    with target.open("a", encoding="utf-8") as file:
        file.write(render.markdown(report))
