"""A word list that a user brings, under VADER's rules: `lexicon:PATH`.

The file has a term and a score a line, apart by comma, semicolon or tab, with or without a header;
further columns are ignored, so VADER's own format is read, too. Scores are on VADER's scale: about
−4…4, at most ±5. Emoji are read by our ratings unless the list rates them itself, and emoticons by
VADER's. Negators, contrasts and boosters come from `negators.toml`, in English from VADER.
"""

from __future__ import annotations

import csv
import math
import string
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from postmortem.errors import UsageError
from postmortem.score.engines.emoji import rated_emoji, with_emoji
from postmortem.score.engines.vader import vader_rules
from postmortem.score.kernel.rules import BUT, ENGLISH_PARTS, Rules

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEGATORS = Path(__file__).with_name("negators.toml")
_STRONGEST = 5.0
_BOOST = 0.293
"""VADER's own, for boosters and (negative) dampeners."""


@dataclass(frozen=True, slots=True)
class WordList:
    """The terms of a file that VADER's rules can use, and what must be said about the rest."""

    terms: dict[str, float]
    emoji: dict[str, float]
    notes: tuple[str, ...]


def read_word_list(path: Path) -> WordList:
    """Return the list in `path`. UsageError names the file, the line, what is wrong, and the cure.

    A term given more than once (a verb and a noun, say) has the mean of its scores.
    """
    scores_of: defaultdict[str, list[float]] = defaultdict(list)
    for line, term, score in _rows(path):
        if abs(score) > _STRONGEST:
            raise UsageError(
                f"{path}:{line}: {term} has a score of {score:g}; VADER's scale is −4…4, and "
                f"nothing may pass ±{_STRONGEST:g}. Divide the whole list by the same number."
            )
        scores_of[term.lower()].append(score)
    if not scores_of:
        raise UsageError(f"{path}: no term in it. Write one a line, like `nydelig,2.5`.")
    means = {term: fmean(scores) for term, scores in sorted(scores_of.items())}
    phrases = [term for term in means if len(term.split()) > 1]
    notes = (
        (f"{path.name}: {len(phrases)} terms of several words are passed over",) if phrases else ()
    )
    emoji = {term: score for term, score in means.items() if _is_sign(term)}
    single = (term for term in means if term not in emoji and len(term.split()) == 1)
    return WordList({_strip(term): means[term] for term in single}, emoji, notes)


def _rows(path: Path) -> Iterator[tuple[int, str, float]]:
    """Yield line number, term and score of each line that is not blank or a header."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot read the word list: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from error
    lines = text.splitlines()
    apart = next((sign for sign in "\t;," if lines and sign in lines[0]), ",")
    # Tabs need no quotes, and emoticons hold some; :" must not swallow the lines after it.
    quote = None if apart == "\t" else '"'
    quoting: Literal[0, 3] = csv.QUOTE_NONE if apart == "\t" else csv.QUOTE_MINIMAL
    rows = csv.reader(lines, delimiter=apart, quotechar=quote, quoting=quoting)
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            continue
        score = _number(row[1]) if len(row) > 1 else None
        if score is None and number > 1:
            raise UsageError(
                f"{path}:{number}: {apart.join(row)!r} is not a term and a score. "
                f"Write `nydelig{apart}2.5`, with a point as decimal sign."
            )
        if score is not None and row[0].strip():
            yield number, row[0].strip(), score


def _number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _is_sign(term: str) -> bool:
    """Whether a term is one emoji, with or without its variation selector."""
    return len(term.rstrip("\ufe0f")) == 1 and ord(term[0]) > 0xFF and not term[0].isalnum()


def _strip(term: str) -> str:
    """Return the term as the rules will see it in a text."""
    word = term.strip(string.punctuation)
    return word if len(word) > 2 else term


def word_list_rules(words: WordList, languages: frozenset[str]) -> Rules:
    """Return VADER's rules over `words`, with what negates and strengthens in `languages`."""
    english = vader_rules()
    tables = [_grammar()[language] for language in sorted(languages) if language in _grammar()]
    negators = {word for table in tables for word in table["negators"]}
    boosters = {word: -_BOOST for table in tables for word in table["dampeners"]}
    boosters |= {word: _BOOST for table in tables for word in table["boosters"]}
    parts = {word: BUT for table in tables for word in table["contrasts"]}
    speaks_english = "en" in languages
    rules = Rules(
        # A word that both strengthens and has a value keeps its value: the list's author meant it.
        boosters={w: b for w, b in boosters.items() if w not in words.terms}
        | (dict(english.boosters) if speaks_english else {}),
        lexicon=_emoticons(english) | words.terms,
        negators=frozenset(negators) | (english.negators if speaks_english else frozenset()),
        idioms=english.idioms if speaks_english else {},
        emoji={},
        parts=parts | (dict(ENGLISH_PARTS) if speaks_english else {}),
        contraction=english.contraction if speaks_english else "",
    )
    own = {sign.rstrip("\ufe0f"): rating for sign, rating in words.emoji.items()}
    return with_emoji(rules, rated_emoji() | own)


def languages_without_negators(languages: frozenset[str]) -> list[str]:
    """Return those of `languages` for which we have no negators."""
    return sorted(languages - _grammar().keys() - {"en"})


def _emoticons(english: Rules) -> dict[str, float]:
    return {
        term: value
        for term, value in english.lexicon.items()
        if not term.isalnum() and len(term.strip(string.punctuation)) <= 2
    }


@cache
def _grammar() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_NEGATORS.read_text("utf-8"))
