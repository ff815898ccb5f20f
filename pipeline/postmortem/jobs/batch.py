"""Exports in, a report out, in one process: a nightly batch pays for start-up once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.jobs.ingest import Ingestion, IngestSettings, ingest
from postmortem.jobs.report import Look, ReportFiles, report_incident

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from postmortem.jobs.project import Project
    from postmortem.store import Ledger


@dataclass(frozen=True, slots=True)
class Batch:
    """What was loaded, and the report of what the store then held."""

    ingestion: Ingestion
    report: ReportFiles


def run_batch(
    project: Project,
    words: Sequence[str],
    incident: str,
    target: Path,
    *,
    settings: IngestSettings | None = None,
    look: Look | None = None,
    on_ledger: Callable[[Ledger], None] = lambda ledger: None,
) -> Batch:
    """Load what `words` name, without one the config's inboxes, and report one incident.

    Rows that cannot be read are in the ledgers and stop nothing: the report tells what the store
    holds. UsageError, before anything is loaded, for an incident or a look that does not exist.
    """
    look = look or Look()
    look.check()
    project.incident(incident)
    settings = settings or IngestSettings.of(project.config)
    ingestion = ingest(project, words, settings, on_ledger)
    return Batch(ingestion, report_incident(project, incident, target, look))
