"""VADER's rules in C, where they were compiled: the same scores, thirty times as fast.

The compiled module knows no words and no Unicode; both are handed to it here, from the installed
vaderSentiment and from this interpreter. The few texts it leaves alone (a rounding that only exact
arithmetic can settle, a capital whose lower case depends on its place) are
scored by `pure`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.score.kernel.column import TextColumn
from postmortem.score.kernel.cores import over_cores
from postmortem.score.kernel.letters import for_rules
from postmortem.score.kernel.pure import PureScorer
from postmortem.score.kernel.rules import SUMS_COMPENSATE
from postmortem.texts.extension import AVAILABLE, Kernel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from postmortem.score.kernel.rules import Rules


class NativeScorer:
    """Scores texts by `rules`, over all cores; raises ImportError where nothing was compiled."""

    def __init__(self, rules: Rules) -> None:
        if not AVAILABLE:
            raise ImportError("postmortem was installed without its compiled kernel")
        self.pure = PureScorer(rules)
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
        emoji = [
            (ord(sign), words.encode()) for sign, words in rules.emoji.items() if len(sign) == 1
        ]
        self.kernel = Kernel(
            terms, phrases, emoji, *for_rules(), bool(rules.contraction), SUMS_COMPENSATE
        )

    def score_all(self, texts: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        """Return neg, neu, pos and compound of each text in rows, and the hits."""
        scores = np.empty((len(texts), 4))
        hits = np.empty(len(texts), np.int32)

        def score_some(some: slice) -> None:
            part = texts[some]
            if isinstance(part, TextColumn):
                self.kernel.score_utf8(part.utf8, part.offsets, scores[some], hits[some])
            else:
                self.kernel.score(part, scores[some], hits[some])

        over_cores(len(texts), score_some)
        for place_left in np.flatnonzero(hits < 0).tolist():
            *scores[place_left], hits[place_left] = self.pure.score(texts[place_left])
        return scores, hits
