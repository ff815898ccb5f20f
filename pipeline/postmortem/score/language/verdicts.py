"""Languages as they are decided: of one text, and of many.

A store has millions of texts and few languages, so many texts share one decision: each is kept
once, and every text has its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

LangBy = Literal["export", "script", "detected", "author", "set"]


class Decision(NamedTuple):
    """The language of a text, and what told it.

    `by` is `None` in doubt: `lang` is then an unsure guess, or `und`.
    """

    lang: str
    by: LangBy | None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The decisions about many texts."""

    kinds: tuple[Decision, ...]
    """The different decisions; one may stand here twice."""
    codes: NDArray[np.intp]
    """Of each text, the place of its decision in `kinds`."""

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> Verdicts:
        """Return `decisions`, one a text."""
        number = {kind: place for place, kind in enumerate(dict.fromkeys(decisions))}
        codes = np.fromiter(map(number.__getitem__, decisions), np.intp, len(decisions))
        return cls(tuple(number), codes)

    def decisions(self) -> list[Decision]:
        """Return one decision a text."""
        return list(map(self.kinds.__getitem__, self.codes.tolist()))

    def at(self, which: NDArray[np.bool_]) -> Verdicts:
        """Return the decisions about the texts at `which`."""
        return Verdicts(self.kinds, self.codes[which])

    def where(self, test: Callable[[Decision], bool]) -> NDArray[np.bool_]:
        """Return, of each text, whether its decision passes `test`."""
        return np.array([test(kind) for kind in self.kinds] or [False])[self.codes]

    def putting(self, others: Verdicts, which: NDArray[np.bool_]) -> Verdicts:
        """Return these decisions with `others` in the place of those at `which`."""
        codes = self.codes.copy()
        codes[which] = others.codes + len(self.kinds)
        return Verdicts(self.kinds + others.kinds, codes)
