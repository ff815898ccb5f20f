"""Shell: paths → exports → source → records → store, with a ledger for each export."""

from postmortem.ingest._inboxes import empty_inboxes
from postmortem.ingest._job import Ingesting, Job, ingest_jobs
from postmortem.ingest._ledgers import exit_code, ledger_json
from postmortem.ingest._paths import Unreadable, expand, exports_at

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
