"""`status` for a person: what the store holds, and what it refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.render.formats.terminal import columns
from postmortem.wording import count, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TOTALS = ("posts", "own", "scored", "unscored", "rejected")


def status_text(status: Mapping[str, Any]) -> str:
    """Return the object of `postmortem/status/1` as aligned text."""
    totals = [(name, _shown(status.get(name))) for name in _TOTALS if name in status]
    totals += [(name, _shown(status.get(name))) for name in ("from", "to") if name in status]
    lines = columns(totals, ("left", "right"))
    for name in ("sets", "sources", "loads"):
        lines += _listed(name, status.get(name) or ())
    return "\n".join(lines) + "\n"


def _listed(name: str, entries: Sequence[Any]) -> list[str]:
    """Return a list of records as a table, or of plain values as one line."""
    if not entries:
        return ["", f"{name}: none"]
    if not isinstance(entries[0], dict):
        return ["", f"{name}: {visible(', '.join(map(str, entries)))}"]
    head = list(entries[0])
    rows = [head, *([_shown(entry.get(key)) for key in head] for entry in entries)]
    numeric = [isinstance(entries[0][key], int | float) for key in head]
    align = ["right" if right else "left" for right in numeric]
    return ["", f"{name}:", *(f"  {line}" for line in columns(rows, align))]


def _shown(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return count(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
