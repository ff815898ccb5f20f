"""What a reader of an export's numbers must know, counted while reading and said once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from postmortem.model import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model.warnings import Code


class Tally:
    """Counts what happened, and turns it into notes at the end of an export."""

    def __init__(self) -> None:
        self._counts: Counter[Code] = Counter()
        self._details: dict[Code, str] = {}

    def add(self, code: Code, count: int = 1, detail: str = "") -> None:
        """Count `code`; the last `detail` given is the one told."""
        self._counts[code] += count
        if detail:
            self._details[code] = detail

    def count(self, code: Code) -> int:
        """How often `code` was counted."""
        return self._counts[code]

    def drop(self, code: Code) -> None:
        """Forget `code`, because something else now says it better."""
        del self._counts[code]

    def notes(self) -> Iterator[Note]:
        """Yield one note for each code that was counted, by code."""
        for code, count in sorted((+self._counts).items()):
            yield Note.of(code, n=count, detail=self._details.get(code, ""))
