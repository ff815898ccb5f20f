"""The ledgers of a run as one object, and what they make of the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from postmortem.jobs.ingest.skips import NoExport
    from postmortem.store import Ledger

_COUNTS = ("rows", "new", "updated", "unchanged", "rejected")


def exit_code(ledgers: Iterable[Ledger]) -> int:
    """Return 4 when an export was refused or a row rejected, else 0; a repeat is always 0."""
    partly = any(each.refused or (each.rejected and not each.repeated) for each in ledgers)
    return ExitCode.PARTLY_DONE if partly else ExitCode.OK


def ledger_json(ledgers: Sequence[Ledger], no_exports: Sequence[NoExport] = ()) -> dict[str, Any]:
    """Return the object of `postmortem/ingest/1`."""
    totals = {"files": len(ledgers)}
    totals |= {name: sum(getattr(each, name) for each in ledgers) for name in _COUNTS}
    totals["refused"] = sum(each.refused is not None for each in ledgers)
    return {
        "schema": "postmortem/ingest/1",
        "files": [_file(each) for each in ledgers],
        "skipped": [{"path": each.path, "what": each.what} for each in no_exports],
        "totals": totals,
    }


def _file(ledger: Ledger) -> dict[str, Any]:
    return {
        "path": ledger.path,
        "sha256": ledger.sha256 or None,
        "source": ledger.source,
        "set": ledger.set_name,
        **{name: getattr(ledger, name) for name in _COUNTS},
        "refused": ledger.refused,
        "rejects": [
            {"line": each.line, "reason": each.reason, "count": each.count}
            for each in ledger.rejects
        ],
        "from": _iso(ledger.starts_at),
        "to": _iso(ledger.ends_at),
        "warnings": [note._asdict() for note in ledger.warnings],
        "totals": {
            "rows": ledger.totals.rows,
            "new": ledger.totals.new,
            "updated": ledger.totals.updated,
            "unchanged": ledger.totals.unchanged,
        },
        "observed_at": _iso(ledger.observed_at),
        "joined": ledger.memberships,
        "repeated": ledger.repeated,
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat().replace("+00:00", "Z") if instant else None
