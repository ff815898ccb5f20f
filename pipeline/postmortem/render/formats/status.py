"""`status` for a person: what the store holds, and what it refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.render.formats.columns import align_columns
from postmortem.wording import count, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postmortem.render.document import Align

_TOTALS = ("posts", "own", "scored", "unscored", "rejected")


def status_text(status: Mapping[str, Any]) -> str:
    """Return the object of `postmortem/status/1` as aligned text."""
    totals = [(name, _cell(status.get(name))) for name in _TOTALS if name in status]
    totals += [(name, _cell(status.get(name))) for name in ("from", "to") if name in status]
    lines = align_columns(totals, ("left", "right"))
    for name in ("sets", "sources", "loads"):
        lines += _records(name, status.get(name) or ())
    if rejects := status.get("rejects"):
        lines += _records("rejects", rejects)
    return "\n".join(lines) + "\n"


def _records(name: str, entries: Sequence[Any]) -> list[str]:
    """Return a list of records as a table, or of plain values as one line."""
    if not entries:
        return ["", f"{name}: none"]
    if not isinstance(entries[0], dict):
        return ["", f"{name}: {visible(', '.join(map(str, entries)))}"]
    head = list(entries[0])
    rows = [head, *([_cell(entry.get(key)) for key in head] for entry in entries)]
    align: list[Align] = [
        "right" if isinstance(entries[0][key], int | float) else "left" for key in head
    ]
    return ["", f"{name}:", *(f"  {line}" for line in align_columns(rows, align))]


def _cell(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return count(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
