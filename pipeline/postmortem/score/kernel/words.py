"""From a text to its words, each looked up once: the part of VADER that reads every character."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, NamedTuple

from postmortem.score.kernel.rules import BUT, NEGATES, Rules, Term

if TYPE_CHECKING:
    from collections.abc import Iterable

_PUNCTUATION = string.punctuation
_MOST_TOKENS = 1 << 17
"""Tokens kept before starting over: about 20 MB, and posts repeat their words."""


class Word(NamedTuple):
    """One token of a text, and all that the rules ask of it."""

    is_noted: bool
    """Whether it carries a value or is a "but": the rules begin only there."""
    lower: str
    """Empty when no table knows it."""
    loud: bool
    value: float | None
    boost: float | None
    parts: int


BEGINNING = Word(False, "", False, 0.0, None, 0)
"""Stands before the first word. It has a value, because rules pass over words that have one."""
END = Word(False, "", False, None, None, 0)
"""Stands behind the last word."""


class Reader:
    """Splits texts into words by the tables of `rules`; safe to share between threads."""

    def __init__(self, rules: Rules) -> None:
        self.word = _Words(rules).__getitem__
        """The word that a token of a text is."""
        self._emoji = rules.emoji
        self._emoji_near = _coarse(rules.emoji)

    def describe(self, text: str) -> str:
        """Return `text` with each emoji written out, as vaderSentiment reads it."""
        if not self._emoji_near.search(text):
            return text
        return self._emoji_near.sub(self._describe, text)

    def _describe(self, sign: re.Match[str]) -> str:
        character = sign.group()
        description = self._emoji.get(character)
        if description is None:
            return character
        start = sign.start()
        # Only a space counts as apart; behind a line end a second blank does no harm.
        return f" {description}" if start and sign.string[start - 1] != " " else description


class _Words(dict[str, Word]):
    """From tokens to words; remembers the tokens worth remembering."""

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self._contraction = rules.contraction
        self._vocabulary = {
            word: (_word(word, term, False), _word(word, term, True))
            for word, term in rules.vocabulary.items()
        }
        self._other_word = (
            _word("", Term(None, None, 0), False),
            _word("", Term(None, None, 0), True),
        )
        negates = Term(None, None, NEGATES)
        self._contraction_word = (_word("", negates, False), _word("", negates, True))

    def __missing__(self, token: str) -> Word:
        bare_token = token.strip(_PUNCTUATION)
        text = bare_token if len(bare_token) > 2 else token  # ":)" would lose all it has
        lower = text.lower()
        both = self._vocabulary.get(lower)
        if both is None:
            is_contraction = bool(self._contraction) and self._contraction in lower
            both = self._contraction_word if is_contraction else self._other_word
        word = both[text.isupper()]
        if len(token) < 20 and token[0] != "@":
            if len(self) >= _MOST_TOKENS:
                self.clear()
            self[token] = word
        return word


def _word(lower: str, term: Term, loud: bool) -> Word:
    has_value = term.value is not None and term.boost is None
    return Word(has_value or bool(term.parts & BUT), lower, loud, *term)


def _coarse(emoji: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of a few ranges around all `emoji`.

    A class of a thousand single characters is searched one by one, 31 µs a post; a few ranges and
    a look into the table take a tenth.
    """
    points = sorted({ord(sign) for sign in emoji if len(sign) == 1})
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point - ranges[-1][1] < 0x1000:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    inside = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return re.compile(f"[{inside}]" if inside else r"(?!)")
