"""What an engine is, and what scoring a list of texts gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Scores:
    """One compound and one hit count a text, in the order the texts came."""

    compound: NDArray[np.float64]
    """−1…1; NaN where the engine has nothing to say."""
    hits: NDArray[np.int32]
    """How many words of the text the engine's lexicon knows; 0 beside a compound of 0 means that
    the engine saw nothing, not that the text is balanced."""

    @classmethod
    def none(cls, count: int) -> Scores:
        """Return `count` texts about which nothing is known."""
        return cls(np.full(count, np.nan), np.zeros(count, np.int32))


class Engine(Protocol):
    """Turns texts into compounds. Pure: the same texts give the same scores under the same id."""

    @property
    def id(self) -> str:
        """`name@version+<first 8 hex of the lexicon's hash>`, and whatever else changes a score."""

    @property
    def lexicon_sha256(self) -> str:
        """Hash of every table the scores come from, in hex."""

    @property
    def implementation(self) -> str:
        """What does the work on this machine; it never changes a score."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of its scores must know: terms it passed over, rules it lacks."""

    @property
    def languages(self) -> frozenset[str] | None:
        """Languages it scores; `None` when it does not read the text at all."""

    def score(self, texts: Sequence[str]) -> Scores:
        """Return the scores of `texts`; languages are the caller's business."""
