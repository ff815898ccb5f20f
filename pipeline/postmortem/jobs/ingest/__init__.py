"""Shell: paths → exports → source → records → store, with a ledger for each export."""

from postmortem.jobs.ingest.job import Ingestion, ingest, ingest_jobs
from postmortem.jobs.ingest.ledgers import exit_code, ledger_json
from postmortem.jobs.ingest.paths import Unreadable, expand, exports_at
from postmortem.jobs.ingest.settings import IngestSettings, column_map, skip_list
from postmortem.jobs.ingest.skips import NoExport, list_no_exports

__all__ = [
    "IngestSettings",
    "Ingestion",
    "NoExport",
    "Unreadable",
    "column_map",
    "exit_code",
    "expand",
    "exports_at",
    "ingest",
    "ingest_jobs",
    "ledger_json",
    "list_no_exports",
    "skip_list",
]
