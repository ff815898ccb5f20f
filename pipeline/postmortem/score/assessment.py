"""Texts in; languages, scores and reasons out: the whole of scoring, without a store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postmortem.score.kernel.column import texts_at
from postmortem.score.language.gate import NO_LANGUAGE, NOTHING_USUAL, WORDLESS, Gate, Hint, Usual
from postmortem.score.language.prose import are_wordless
from postmortem.score.language.verdicts import Decision, Verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from postmortem.score.engines.interface import Engine

EMPTY = "empty"
"""Reason of a text without a word and without a sign the engine knows."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What scoring found about each text, in the order the texts came."""

    verdicts: Verdicts
    compound: NDArray[np.float64]
    """NaN where `reasons` says why."""
    hits: NDArray[np.int32]
    whys: tuple[str | None, ...]
    """The different reasons; one may stand here twice."""
    why: NDArray[np.intp]
    """Of each text, the place of its reason in `whys`."""

    @property
    def lang(self) -> list[str]:
        """The language of each text."""
        return [decision.lang for decision in self.verdicts.decisions()]

    @property
    def lang_by(self) -> list[str | None]:
        """What told it."""
        return [decision.by for decision in self.verdicts.decisions()]

    @property
    def reasons(self) -> list[str | None]:
        """`None` where a compound was found; else `language:xx`, `language:und` or `empty`."""
        return [self.whys[place] for place in self.why.tolist()]


def assess(
    texts: Sequence[str],
    hints: Sequence[Hint],
    *,
    engine: Engine,
    gate: Gate,
    usual: Usual = NOTHING_USUAL,
) -> Assessment:
    """Decide the language of each text, and score those that `engine` can read.

    `texts` are distinct; `hints` has one entry a text; `usual` is what earlier texts told about
    accounts and sets. Pure: nothing is stored, and no text outlives the call.
    """
    return score_decided(texts, Verdicts.of(gate.decide(texts, hints, usual)), engine=engine)


def score_decided(texts: Sequence[str], verdicts: Verdicts, *, engine: Engine) -> Assessment:
    """Score the texts whose decided language `engine` can read."""
    compound = np.full(len(texts), np.nan)
    hits = np.zeros(len(texts), np.int32)
    readable = can_read(engine, verdicts)
    if readable.all():
        scores = engine.score(texts)
    else:
        scores = engine.score(texts_at(texts, np.flatnonzero(readable)))
    compound[readable] = scores.compound
    hits[readable] = scores.hits
    whys = [_unreadable(kind, engine.languages) for kind in verdicts.kinds]
    why = verdicts.codes.copy()
    without_hits = np.flatnonzero(readable & (hits == 0))
    empty = without_hits[are_wordless(texts_at(texts, without_hits))]
    why[empty], compound[empty] = len(whys), np.nan
    return Assessment(verdicts, compound, hits, (*whys, EMPTY), why)


def can_read(engine: Engine, verdicts: Verdicts) -> NDArray[np.bool_]:
    """Return, of each text, whether `engine` may score it."""
    return verdicts.where(lambda decision: _unreadable(decision, engine.languages) is None)


def _unreadable(decision: Decision, languages: AbstractSet[str] | None) -> str | None:
    """Return why an engine of `languages` must not score a text of that decision.

    A guess that nothing bears out is not told as a language: the text is in an unknown one.
    """
    lang = decision.lang
    if languages is None or lang in languages or lang == WORDLESS:
        return None
    return f"language:{lang if decision.by else NO_LANGUAGE}"
