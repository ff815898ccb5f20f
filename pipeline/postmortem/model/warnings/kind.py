"""What is known of one kind of warning, whoever raises it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from postmortem.model.metrics import METRIC_NAMES, MetricName

Severity = Literal["error", "warning", "note"]
"""`error`: a number has nothing to stand on. `warning`: a number may be off. `note`: it stands."""
Subject = MetricName | Literal["engagement", "apology"]
"""What the numbers are of that a warning touches."""

MOOD: tuple[Subject, ...] = ("sentiment", "negative_share")
AUDIENCE: tuple[Subject, ...] = METRIC_NAMES
EVERY: tuple[Subject, ...] = (*AUDIENCE, "engagement", "apology")
NOTHING_TO_DO = "Nothing to do: "


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningKind:
    """One kind of warning: how bad it is, what is said, and what a reader can do about it."""

    severity: Severity
    sentence: str
    """What is said, with its parameters as `str.format` takes them; `{cure}` puts the cure into it.

    Where the words depend on more than parameters, the place that warns has them, and this says in
    general what the code means.
    """
    cure: str
    metrics: tuple[Subject, ...] = ()
    """What the number of may be touched by it; none where no number is."""

    @property
    def says_its_cure(self) -> bool:
        """Whether the sentence itself tells what to do."""
        return "{cure}" in self.sentence

    def text(self, **parameters: object) -> str:
        """Return the sentence with its parameters filled in; `KeyError` where one is missing."""
        return self.sentence.format(cure=self.cure, **parameters)
