"""The tables that VADER's rules read, and what each word of them means to the rules.

The tables come from the installed vaderSentiment and are never copied; other engines exchange some
of them (a user's word list, our emoji ratings, another language's negators) and keep the rules.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NEGATES, NO, OR, BUT, KIND, OF, LEAST, AT, NEVER, SO, WITHOUT, DOUBT, PHRASE = (
    1 << place for place in range(13)
)
"""Parts a word can play. `SO` is so/this, `AT` is at/very (before least), `OR` is or/nor;
`PHRASE` marks one word of each phrase, so that phrases are only looked for where that word is."""

ENGLISH_PARTS: Mapping[str, int] = {
    "no": NO,
    "or": OR,
    "nor": OR,
    "but": BUT,
    "kind": KIND,
    "of": OF,
    "least": LEAST,
    "at": AT,
    "very": AT,
    "never": NEVER,
    "so": SO,
    "this": SO,
    "without": WITHOUT,
    "doubt": DOUBT,
}
"""The words that vaderSentiment's code, not its tables, gives a part to."""

SUMS_COMPENSATE = sum([0.1] * 10) == 1.0
"""Whether this interpreter's `sum` of floats is compensated (CPython from 3.12 on)."""

SUM_RULE = "sum312" if SUMS_COMPENSATE else "sum311"
"""Part of the engine's id. vaderSentiment adds up a post with `sum`, so its scores depend on the
interpreter: in 22 of a million posts a total cancels to exactly 0 under one rule and to 2e-16 under
the other, and emphasis is added to it or not. We follow the interpreter, like the reference does,
and say which it was."""


class Term(NamedTuple):
    """What the tables know of one word."""

    value: float | None
    """Its place in the lexicon, −4…4."""
    boost: float | None
    """How much it strengthens (or, negative, weakens) a word that follows."""
    parts: int
    """The parts it plays, or-ed."""


@dataclass(frozen=True)
class Rules:
    """One complete set of tables. Words are lower-case; phrases are words joined by one space."""

    lexicon: Mapping[str, float]
    boosters: Mapping[str, float]
    negators: frozenset[str]
    idioms: Mapping[str, float] = field(default_factory=dict)
    """Phrases of two or three words whose value stands for the lexicon word inside them."""
    emoji: Mapping[str, str] = field(default_factory=dict)
    """What single code points are read as."""
    parts: Mapping[str, int] = field(default_factory=lambda: dict(ENGLISH_PARTS))
    contraction: str = "n't"
    """A word that contains this negates; empty: none does."""

    def phrases(self) -> Iterator[tuple[tuple[str, ...], float, bool]]:
        """Yield the words, the value and whether it is an idiom (else it boosts) of each phrase."""
        for table, is_idiom in ((self.idioms, True), (self.boosters, False)):
            for phrase, value in table.items():
                words = tuple(phrase.split(" "))
                if 2 <= len(words) <= 3:
                    yield words, value, is_idiom

    @cached_property
    def vocabulary(self) -> dict[str, Term]:
        """Every word that any rule asks about."""
        parts = dict(self.parts)
        for word in self.negators:
            parts[word] = parts.get(word, 0) | NEGATES
        for words, _, _ in self.phrases():
            for word in words:
                parts.setdefault(word, 0)
            parts[self._telling(words)] |= PHRASE
        vocabulary_words = dict.fromkeys((*self.lexicon, *self.boosters, *parts))
        return {word: self._term(word, parts.get(word, 0)) for word in vocabulary_words}

    def _telling(self, words: tuple[str, ...]) -> str:
        """Return the word of a phrase that is likely the rarest: "die" of "to die for"."""
        return max(words, key=lambda word: (len(word), word in self.lexicon))

    def _term(self, word: str, parts: int) -> Term:
        if self.contraction and self.contraction in word:
            parts |= NEGATES
        return Term(self.lexicon.get(word), self.boosters.get(word), parts)

    @cached_property
    def sha256(self) -> str:
        """Hash of all tables, in hex; the order they were written in does not matter."""
        tables = (
            self.lexicon,
            self.boosters,
            sorted(self.negators),
            self.idioms,
            self.emoji,
            self.parts,
            self.contraction,
        )
        canonical_json = json.dumps(tables, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(canonical_json.encode()).hexdigest()
