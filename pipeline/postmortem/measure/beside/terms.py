"""Words that rose and fell: weighted log-odds with an informative Dirichlet prior.

Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16 (2008), equations 16 and 18–22.
The prior is the pooled vocabulary, so that a rare word needs more to stand out than a common one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from postmortem.model import Term

if TYPE_CHECKING:
    from collections.abc import Iterable

MIN_AUTHORS = 5
"""A word said by fewer could point at one of them."""
_PRIOR_WEIGHT = 500.0
"""Pseudo-counts of the whole prior."""


class Word(NamedTuple):
    """A word, and how many people said it before, after, and at all."""

    term: str
    before: int
    after: int
    authors: int


def changed_terms(vocabulary: Iterable[Word], *, most: int) -> tuple[Term, ...]:
    """Return up to `most` risen and `most` fallen words, strongest first."""
    words = [word for word in vocabulary if word.authors >= MIN_AUTHORS]
    before, after = sum(word.before for word in words), sum(word.after for word in words)
    if not before or not after or len(words) < 2:
        return ()
    terms = [
        Term(
            term=word.term,
            z=round(_z(word, before, after), 4),
            n_before=word.before,
            n_after=word.after,
            authors=word.authors,
        )
        for word in words
    ]
    terms.sort(key=lambda term: (-term.z, term.term))
    rising = [term for term in terms if term.z > 0][:most]
    falling = [term for term in reversed(terms) if term.z < 0][:most]
    return (*rising, *falling)


def _z(word: Word, before: int, after: int) -> float:
    """Return the z-score of a word's log-odds ratio, after against before, of so many words."""
    prior = _PRIOR_WEIGHT * (word.before + word.after) / (before + after)
    a, b = word.after + prior, word.before + prior
    delta = math.log(a / (after + _PRIOR_WEIGHT - a)) - math.log(b / (before + _PRIOR_WEIGHT - b))
    return delta / math.sqrt(1 / a + 1 / b)
