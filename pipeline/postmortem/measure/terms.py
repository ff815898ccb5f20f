"""Words that rose and fell: weighted log-odds with an informative Dirichlet prior.

Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16 (2008), equations 16 and 18–22.
The prior is the pooled vocabulary, so that a rare word needs more to stand out than a common one.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from postmortem.model import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MIN_AUTHORS = 5
"""A word said by fewer could point at one of them."""
_PRIOR_WEIGHT = 500.0
"""Pseudo-counts of the whole prior."""
_WORD = re.compile(r"#?[^\W\d_][\w'’]{2,}")
_NOT_WORDS = re.compile(r"https?://\S+|\[\w+\]|@\w+|&\w+;")
_STOP_WORDS = """
the and for you that this with are was have not but they your from has just all can what our out
who will about how get been would there their when more one had were its it's i'm don't than then
them his her she him did does too very also into over here some any because which
og det som til med for den har ikke jeg på er at av en et de vi du å men så kan var om
"""
_STOP = frozenset(_STOP_WORDS.split())


def changed_terms(
    before: Sequence[tuple[str | None, str]], after: Sequence[tuple[str | None, str]], *, most: int
) -> tuple[Term, ...]:
    """Return up to `most` risen and `most` fallen words, strongest first.

    `before` and `after` are (author, text) pairs; an unknown author counts as one of its own.
    Each author counts once for each word, so that nobody can shout a word up alone.
    """
    said_before, said_after = _speakers(before), _speakers(after, len(before))
    words = sorted(
        word
        for word in said_before.keys() | said_after.keys()
        if len(said_before[word] | said_after[word]) >= MIN_AUTHORS
    )
    counts_before = Counter({word: len(said_before[word]) for word in words})
    counts_after = Counter({word: len(said_after[word]) for word in words})
    found = [
        Term(
            term=word,
            z=round(z, 4),
            n_before=counts_before[word],
            n_after=counts_after[word],
            authors=len(said_before[word] | said_after[word]),
        )
        for word, z in _scores(counts_before, counts_after).items()
    ]
    found.sort(key=lambda term: (-term.z, term.term))
    risen = [term for term in found if term.z > 0][:most]
    fallen = [term for term in reversed(found) if term.z < 0][:most]
    return (*risen, *fallen)


def _speakers(
    posts: Iterable[tuple[str | None, str]], first: int = 0
) -> defaultdict[str, set[object]]:
    """Return, for each word, who said it; unknown authors are numbered from `first`."""
    said: defaultdict[str, set[object]] = defaultdict(set)
    for number, (author, text) in enumerate(posts, first):
        who: object = author if author is not None else ("unknown", number)
        for word in set(_WORD.findall(_NOT_WORDS.sub(" ", text).lower())) - _STOP:
            said[word].add(who)
    return said


def _scores(before: Counter[str], after: Counter[str]) -> dict[str, float]:
    """Return the z-score of each word's log-odds ratio, after against before."""
    n_before, n_after = before.total(), after.total()
    if not n_before or not n_after or len(before.keys() | after.keys()) < 2:
        return {}
    pooled = n_before + n_after
    scores = {}
    for word in before:
        prior = _PRIOR_WEIGHT * (before[word] + after[word]) / pooled
        a, b = after[word] + prior, before[word] + prior
        delta = math.log(a / (n_after + _PRIOR_WEIGHT - a)) - math.log(
            b / (n_before + _PRIOR_WEIGHT - b)
        )
        scores[word] = delta / math.sqrt(1 / a + 1 / b)
    return scores
