"""Shell: paths → exports → source → records → store, with a ledger for each export."""

from postmortem.jobs.ingest.inboxes import empty_inboxes
from postmortem.jobs.ingest.job import Ingesting, Job, ingest_jobs
from postmortem.jobs.ingest.ledgers import exit_code, ledger_json
from postmortem.jobs.ingest.paths import Unreadable, expand, exports_at

__all__ = [
    "Ingesting",
    "Job",
    "Unreadable",
    "empty_inboxes",
    "exit_code",
    "expand",
    "exports_at",
    "ingest_jobs",
    "ledger_json",
]
