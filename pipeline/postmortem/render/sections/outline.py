"""A report's headings, in the order of an incident review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.render.document import Document
from postmortem.render.sections.conduct import response_section
from postmortem.render.sections.context import day_section, engagement_section, words_section
from postmortem.render.sections.course import impact_section, timeline_section
from postmortem.render.sections.evidence import method_section, notes_section, reproduce_section
from postmortem.render.sections.lead import summary_section
from postmortem.wording import Clock, sentence
from postmortem.wording import headline as headline_of

if TYPE_CHECKING:
    from postmortem.model import Report


def headline(report: Report) -> str:
    """Return the report's finding in one sentence, with its interval."""
    return sentence(report.measures.sentiment, report.data)


def document(report: Report) -> Document:
    """Return the whole report as blocks."""
    clock = Clock(report.timezone)
    data_to = f", data to {clock.date(report.data.ends_at)}" if report.data.ends_at else ""
    status = report.measures.sentiment.status.replace("_", " ")
    return Document(
        title=headline_of(report.measures.sentiment),
        kicker=f"{report.brand}: {report.incident.title} ({clock.date(report.incident.began_at)})",
        status=f"Status: {status} · postmortem {report.tool.version}{data_to} · "
        "Authors: ______ · Reviewed: ______",
        sections=(
            summary_section(report),
            timeline_section(report),
            impact_section(report),
            response_section(report),
            words_section(report),
            day_section(report),
            engagement_section(report),
            method_section(report),
            notes_section(report),
            reproduce_section(report),
        ),
    )
