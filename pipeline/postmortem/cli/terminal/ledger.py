"""What became of an export, in one line for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postmortem.cli.terminal.session import Session
    from postmortem.store import Ledger

_REASONS_SHOWN = 3


def print_ledger(run: Session, ledger: Ledger, *, in_store: bool = True) -> None:
    """Say what became of an export; with --quiet only where a person must hear of it."""
    (run.warn if is_news(ledger) else run.say)(ledger_text(ledger, in_store=in_store))


def ledger_text(ledger: Ledger, *, in_store: bool = True) -> str:
    """Say what was loaded, what was refused and why, and what a reader of its numbers must know.

    `in_store` says whether the store now holds the rejects, to be asked for.
    """
    lines = [ledger.summary]
    if not ledger.repeated:
        lines += [
            f"  {ledger.path}:{reject.line}: {reject.reason} ({_rows(reject.count)})"
            for reject in ledger.rejects[:_REASONS_SHOWN]
        ]
        more = ledger.rejects[_REASONS_SHOWN:]
        if more:
            lines += [f"  and {len(more):,} more{' (postmortem query store_rejects)' * in_store}"]
        lines += [f"  {note.code}: {note.text}" for note in ledger.warnings]
    return "\n".join(lines)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def is_news(ledger: Ledger) -> bool:
    """Whether a person must hear of it even with --quiet: something was refused or rejected."""
    return bool(ledger.refused or (ledger.rejected and not ledger.repeated))
