"""Warnings about how an export came to be: what it left out, and what it mixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from postmortem.model.warnings.kind import EVERY, WarningKind

if TYPE_CHECKING:
    from collections.abc import Mapping

CollectingCode = Literal["export-capped", "sets-possible", "times-backdated"]

COLLECTING: Final[Mapping[CollectingCode, WarningKind]] = {
    "export-capped": WarningKind(
        severity="error",
        sentence="The export says itself that it is not whole ({detail}). {cure}",
        cure="Export shorter spans, one after the other; what is not there cannot be counted.",
        metrics=EVERY,
    ),
    "sets-possible": WarningKind(
        severity="note",
        sentence="Many posts share each of the few values of {detail}. {cure}",
        cure='If they are of different brands, say [columns] set = "…" to measure them apart.',
    ),
    "times-backdated": WarningKind(
        severity="warning",
        sentence="Posts dated more than a day before their platform first saw them: {n:,}. Old "
        "posts were brought along, or a clock is slow; the date is taken at its word.",
        cure="Look at them if many lie near the incident.",
        metrics=EVERY,
    ),
}
