"""VADER in linear time, in Python: every rounded score equals vaderSentiment's.

vaderSentiment lower-cases the whole post again for each word it knows. Here each distinct token
is looked up once and remembered as a `Word`, and the rules run only at the words that carry a
value: one in eleven. The order of the arithmetic is vaderSentiment's own, because floating point
sums depend on it; so are its oddities, each with a comment where it is.
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import chain
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from postmortem.score.kernel.rules import (
    AT,
    BUT,
    DOUBT,
    KIND,
    LEAST,
    NEGATES,
    NEVER,
    NO,
    OF,
    OR,
    PHRASE,
    SO,
    WITHOUT,
)
from postmortem.score.kernel.words import BEGINNING, END, Reader, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from postmortem.score.kernel.rules import Rules

SHOUT = 0.733
"""What capitals add, where not everything is in capitals. This and the following numbers are
vaderSentiment's, found by Hutto & Gilbert (2014) with human raters."""
NEGATION = -0.74
_BOOST_FADES = (1.0, 0.95, 0.9)
_NEVER_SO = 1.25
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_EXCLAMATION, _MOST_EXCLAMATIONS = 0.292, 4
_QUESTION, _MANY_QUESTIONS = 0.18, 0.96
_SPREAD = 15

_FEW = 64
"""Up to so many values a search through all of them beats keeping track of where they are."""


class VaderScore(NamedTuple):
    """vaderSentiment's four numbers, rounded like its own, and the words that carry a value."""

    neg: float
    neu: float
    pos: float
    compound: float
    hits: int


_BEFORE, _BEHIND = (BEGINNING,) * 3, (END,) * 2
"""Stand around the words of a text, so that no rule has to ask whether there is a neighbour."""
_AROUND = len(_BEFORE) + len(_BEHIND)

_NOTHING = (0.0, 0.0, 0.0, 0.0, 0)
_NEUTRAL = (0.0, 1.0, 0.0, 0.0, 0)


class PureScorer:
    """Scores texts by `rules`; safe to share between threads."""

    def __init__(self, rules: Rules) -> None:
        reader = Reader(rules)
        self._describe = reader.describe
        self._word = reader.word
        self._idioms = {" ".join(words): v for words, v, idiom in rules.phrases() if idiom}
        self._boosters = {" ".join(words): v for words, v, idiom in rules.phrases() if not idiom}

    def score(self, text: str) -> VaderScore:
        """Return vaderSentiment's scores of `text`."""
        return VaderScore(*self._numbers(text))

    def score_all(self, texts: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        """Return neg, neu, pos and compound of each text in rows, and the hits."""
        numbers = chain.from_iterable(map(self._numbers, texts))
        table = np.fromiter(numbers, np.float64, 5 * len(texts)).reshape(len(texts), 5)
        return table[:, :4], table[:, 4].astype(np.int32)

    def _numbers(self, text: str) -> tuple[float, float, float, float, int]:
        """Return what `VaderScore` names. A million bare tuples cost half a second less to make."""
        if not text.isascii():
            text = self._describe(text)
        words = [*_BEFORE, *map(self._word, text.split()), *_BEHIND]
        places_of_note = [place for place, word in enumerate(words) if word[0]]
        if not places_of_note:
            return _NEUTRAL if len(words) > _AROUND else _NOTHING
        values, places, hits, but = self._valences(words, places_of_note)
        if not values:
            return (*_NEUTRAL[:4], hits)
        if but is not None:
            _weigh_around(but, values, places)
        return _four_scores(values, len(words) - _AROUND, _emphasis(text), hits)

    def _valences(
        self, words: list[Word], places_of_note: list[int]
    ) -> tuple[list[float], list[int], int, int | None]:
        """Return the values that are not 0, where they are, all hits, and the first "but"."""
        values: list[float] = []
        places: list[int] = []
        hits = 0
        but: int | None = None
        loud = sum([word[2] for word in words])
        shouting = 0 < loud < len(words) - _AROUND
        for place in places_of_note:
            _, _, _, value, boost, parts = words[place]
            if parts & BUT and but is None:
                but = place
            if value is None or boost is not None:
                continue
            hits += 1
            value = self._valence(words, place, shouting)
            if value:
                values.append(value)
                places.append(place)
        return values, places, hits, but

    def _valence(self, words: list[Word], place: int, shouting: bool) -> float:
        """Return the value of the word at `place`, as the words around it change it."""
        _, _, loud, list_value, _, parts = words[place]
        one, two, three = words[place - 1], words[place - 2], words[place - 3]
        _, _, _, value_one, boost_one, parts_one = one
        _, _, _, value_two, boost_two, parts_two = two
        _, _, _, value_three, boost_three, parts_three = three
        assert list_value is not None
        value = list_value
        near = parts | parts_one | parts_two | parts_three
        phrase = (near | words[place + 1][5] | words[place + 2][5]) & PHRASE
        plain = boost_one is None and boost_two is None and boost_three is None
        if plain and not (near or phrase or loud):
            return value
        if parts & KIND and words[place + 1].parts & OF:
            return 0.0
        if parts & NO and words[place + 1].value is not None:
            value = 0.0
        # Behind "no" the lexicon's value counts again, even for a "no" that was just set to 0.
        if (parts_one | parts_two) & NO or (parts_three & NO and parts_one & OR):
            value = list_value * NEGATION
        if loud and shouting:
            value += SHOUT if value > 0 else -SHOUT
        if value_one is None:
            if boost_one is not None:
                value = _boost(value, one, 0, shouting)
            if parts_one & NEGATES:
                value *= NEGATION
        if value_two is None:
            if boost_two is not None:
                value = _boost(value, two, 1, shouting)
            if parts_two:
                value = _changed_by_second(value, parts_one, parts_two)
        if value_three is None:
            if boost_three is not None:
                value = _boost(value, three, 2, shouting)
            if parts_three or parts_one:
                value = _changed_by_third(value, parts_one, parts_two, parts_three)
            if phrase:
                value = self._in_phrase(value, words, place)
        if parts_one & LEAST and value_one is None and not parts_two & AT:
            value *= NEGATION
        return value

    def _in_phrase(self, value: float, words: list[Word], place: int) -> float:
        """Return the value of an idiom around `place`, and what phrases before it add."""
        zero, one, two, three = (words[place - back].lower for back in range(4))
        before = (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}")
        ending = (f"{one} {zero}", f"{two} {one} {zero}", before[2], before[0], before[1])
        value = next((self._idioms[phrase] for phrase in ending if phrase in self._idioms), value)
        ahead = zero
        for word in words[place + 1 : place + 3]:
            ahead = f"{ahead} {word.lower}"
            value = self._idioms.get(ahead, value)
        for phrase in before:
            value += self._boosters.get(phrase, 0.0)
        return value


def _boost(value: float, word: Word, distance: int, shouting: bool) -> float:
    """Return `value` strengthened or weakened by a booster with `distance` words between."""
    boost = word.boost
    assert boost is not None
    if value < 0:
        boost = -boost
    if word.loud and shouting:
        boost += SHOUT if value > 0 else -SHOUT
    return value + boost * _BOOST_FADES[distance]


def _changed_by_second(value: float, one: int, two: int) -> float:
    """Return `value` as the parts of the two words before it change it."""
    if two & NEVER and one & SO:
        return value * _NEVER_SO
    if two & WITHOUT and one & DOUBT:
        return value
    return value * NEGATION if two & NEGATES else value


def _changed_by_third(value: float, one: int, two: int, three: int) -> float:
    """Return `value` as the parts of the three words before it change it."""
    # "so" or "this" before a word strengthens it even without "never": vaderSentiment's own.
    if one & SO or (three & NEVER and two & SO):
        return value * _NEVER_SO
    if three & WITHOUT and (one | two) & DOUBT:
        return value
    return value * NEGATION if three & NEGATES else value


def _weigh_around(but: int, values: list[float], places: list[int]) -> None:
    """Halve what stands before the "but" and raise what follows, in place.

    vaderSentiment finds each value by its size, so of equal values the first is weighed each time:
    a later one may be weighed twice and another never.
    """
    if len(values) > _FEW:
        _weigh_many(but, values, places)
        return
    for step in range(len(values)):
        value = values[step]
        first = values.index(value)
        if places[first] < but:
            values[first] = value * _BEFORE_BUT
        elif places[first] > but:
            values[first] = value * _AFTER_BUT


def _weigh_many(but: int, values: list[float], places: list[int]) -> None:
    """Do the same for long posts, where searching for each value would take quadratic time."""
    where: dict[float, list[int]] = {}
    for at, value in enumerate(values):
        where.setdefault(value, []).append(at)  # ascending, so already a heap
    for step in range(len(values)):
        value = values[step]
        first = where[value][0]
        if places[first] == but:
            continue
        heappop(where[value])
        values[first] = value * (_BEFORE_BUT if places[first] < but else _AFTER_BUT)
        heappush(where.setdefault(values[first], []), first)


def _emphasis(text: str) -> float:
    """Return what exclamation marks, and more than one question mark, add."""
    exclamations, questions = text.count("!"), text.count("?")
    emphasis = min(exclamations, _MOST_EXCLAMATIONS) * _EXCLAMATION
    if questions > 1:
        emphasis += questions * _QUESTION if questions <= 3 else _MANY_QUESTIONS
    return emphasis


def _four_scores(
    values: list[float], word_count: int, emphasis: float, hits: int
) -> tuple[float, float, float, float, int]:
    """Add the values up into vaderSentiment's four numbers."""
    total = float(sum(values))
    if total > 0:
        total += emphasis
    elif total < 0:
        total -= emphasis
    compound = total / sqrt(total * total + _SPREAD)
    positive = negative = 0.0
    for value in values:
        if value > 0:
            positive += value + 1  # makes up for neutral words, which count as 1
        else:
            negative += value - 1
    neutral = word_count - len(values)
    if positive > -negative:
        positive += emphasis
    elif positive < -negative:
        negative -= emphasis
    whole = positive - negative + neutral
    return (
        round(-negative / whole, 3) if negative else 0.0,
        round(neutral / whole, 3),
        round(positive / whole, 3),
        round(max(-1.0, min(1.0, compound)), 4),
        hits,
    )
