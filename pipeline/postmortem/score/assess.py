"""Texts in; languages, scores and reasons out: the whole of scoring, without a store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postmortem.score.gate import NOTHING_USUAL, UNKNOWN, WORDLESS, Decision, Gate, Hint, Usual
from postmortem.score.languages import is_wordless

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from postmortem.score._engine import Engine

EMPTY = "empty"
"""Reason of a text without a word and without a sign the engine knows."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What scoring found about each text, in the order the texts came."""

    lang: list[str]
    lang_by: list[str | None]
    compound: NDArray[np.float64]
    """NaN where `reasons` says why."""
    hits: NDArray[np.int32]
    reasons: list[str | None]
    """`None` where a compound was found; else `language:xx`, `language:und` or `empty`."""


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
    return score_decided(texts, gate.decide(texts, hints, usual), engine=engine)


def score_decided(
    texts: Sequence[str], decisions: Sequence[Decision], *, engine: Engine
) -> Assessment:
    """Score the texts whose decided language `engine` can read."""
    compound = np.full(len(texts), np.nan)
    hits = np.zeros(len(texts), np.int32)
    reasons = [_unreadable(decision, engine.languages) for decision in decisions]
    readable = [index for index, reason in enumerate(reasons) if reason is None]
    scores = engine.score([texts[index] for index in readable])
    compound[readable] = scores.compound
    hits[readable] = scores.hits
    for index in np.flatnonzero(hits == 0).tolist():
        if reasons[index] is None and is_wordless(texts[index]):
            reasons[index], compound[index] = EMPTY, np.nan
    return Assessment(
        [decision.lang for decision in decisions],
        [decision.by for decision in decisions],
        compound,
        hits,
        reasons,
    )


def _unreadable(decision: Decision, languages: AbstractSet[str] | None) -> str | None:
    """Return why an engine of `languages` must not score a text of that decision.

    A guess that nothing bears out is not told as a language: the text is in an unknown one.
    """
    lang = decision.lang
    if languages is None or lang in languages or lang == WORDLESS:
        return None
    return f"language:{lang if decision.by else UNKNOWN}"
