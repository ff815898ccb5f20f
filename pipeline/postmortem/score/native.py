"""VADER's rules in C, where they were compiled: the same scores, thirty times as fast.

The compiled module knows no words and no Unicode; both are handed to it here, from the installed
vaderSentiment and from this interpreter. The few texts it leaves alone (a rounding that only exact
arithmetic can settle, a capital whose lower case depends on its place, hundreds of hits around a
"but") are scored by `pure`.
"""

from __future__ import annotations

import os
from array import array
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from postmortem.score.pure import PureScorer
from postmortem.score.rules import COMPENSATED

try:
    from postmortem._kernel import Kernel
except ImportError:
    Kernel = None  # type: ignore[assignment, misc]

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from postmortem.score.rules import Rules

_SPACE, _UPPER, _LOWER, _UNSURE = 1, 2, 4, 8
_LETTERS_END = 0x1F200
"""Beyond this code point nothing is a space and nothing has case."""
_CONTEXTUAL = "\u0130\u03a3"
"""Capitals whose lower case is two characters, or depends on what follows."""
_TEXTS_A_THREAD = 20_000

AVAILABLE = Kernel is not None
"""Whether this copy was built where a compiler was."""


@cache
def _letters() -> tuple[bytes, array[int]]:
    """Return what each character is, and its lower case, by code point."""
    characters = [chr(point) for point in range(_LETTERS_END)]
    traits = bytearray(
        _SPACE * one.isspace()
        | _UPPER * one.isupper()
        | _LOWER * (one.islower() or (one.istitle() and not one.isupper()))
        for one in characters
    )
    lowered = array("I", range(_LETTERS_END))
    for point, one in enumerate(characters):
        lower = one.lower()
        if lower != one and len(lower) == 1:
            lowered[point] = ord(lower)
    for one in _CONTEXTUAL:
        traits[ord(one)] |= _UNSURE
    return bytes(traits), lowered


class NativeScorer:
    """Scores texts by `rules`, over all cores; raises ImportError where nothing was compiled."""

    def __init__(self, rules: Rules) -> None:
        if not AVAILABLE:
            raise ImportError("postmortem was installed without its compiled kernel")
        self._pure = PureScorer(rules)
        number = {word: place for place, word in enumerate(rules.vocabulary, start=1)} | {"": 0}
        terms = [
            (
                word.encode("utf-8", "surrogatepass"),
                np.nan if term.value is None else term.value,
                np.nan if term.boost is None else term.boost,
                term.parts,
            )
            for word, term in rules.vocabulary.items()
        ]
        phrases = [
            (tuple(number[word] for word in (*words, "", "")[:3]), value, is_idiom)
            for words, value, is_idiom in rules.phrases()
        ]
        emoji = [(ord(sign), told.encode()) for sign, told in rules.emoji.items() if len(sign) == 1]
        self._kernel = Kernel(
            terms, phrases, emoji, *_letters(), bool(rules.contraction), COMPENSATED
        )

    def score_all(self, texts: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        """Return neg, neu, pos and compound of each text in rows, and the hits."""
        scores = np.empty((len(texts), 4))
        hits = np.empty(len(texts), np.int32)
        threads = max(1, min(_cores(), len(texts) // _TEXTS_A_THREAD))
        cuts = [len(texts) * part // threads for part in range(threads + 1)]

        def score_part(part: tuple[int, int]) -> None:
            here = slice(*part)
            self._kernel.score(texts[here], scores[here], hits[here])

        if threads == 1:
            score_part((0, len(texts)))
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(score_part, pairwise(cuts)))
        for left in np.flatnonzero(hits < 0).tolist():
            *scores[left], hits[left] = self._pure.score(texts[left])
        return scores, hits


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
