"""What became of an export, in one line for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postmortem.store import Ledger

_REASONS_SHOWN = 3


def told(ledger: Ledger) -> str:
    """Say what was loaded, what was refused and why, and what a reader of its numbers must know."""
    lines = [ledger.told]
    if not ledger.repeated:
        lines += [
            f"  {ledger.path}:{reject.line}: {reject.reason} ({reject.count:,} rows)"
            for reject in ledger.rejects[:_REASONS_SHOWN]
        ]
        lines += [f"  {note.code}: {note.text}" for note in ledger.warnings]
    return "\n".join(lines)


def is_news(ledger: Ledger) -> bool:
    """Whether a person must hear of it even with --quiet: something was refused or rejected."""
    return bool(ledger.refused or (ledger.rejected and not ledger.repeated))
