"""The language of each text, and on whose word: an engine must never score what it cannot read.

In this order: the export's own tag; the script; py3langid, for texts long enough to tell; the
language the account usually writes in; the language that dominates the set; an unsure guess.
What none of these tells is `und`. A tag is not believed against the script of the text: some
exports write the reader's language there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from postmortem.score.kernel.column import texts_at
from postmortem.score.language.codes import canonical
from postmortem.score.language.detector import (
    CERTAIN,
    LIKELY_LANGUAGES,
    NOT_PLAIN,
    Detector,
    Guess,
    detector,
)
from postmortem.score.language.prose import SHORT, letter_count, prose
from postmortem.score.language.scripts import (
    is_all_latin,
    is_written_in,
    language_of_script,
    languages_of,
    script_of,
)
from postmortem.score.language.verdicts import Decision, Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from postmortem.score.language.verdicts import LangBy

NO_LANGUAGE = "und"
WORDLESS = "zxx"
"""Text without a letter: emoji, digits, links. BCP 47's code for "no linguistic content"."""

AUTHOR_TEXTS = 3
AUTHOR_SHARE = 0.8
SET_TEXTS = 20
SET_SHARE = 0.9
"""How many decided texts, and which share of them in one language, make a language usual. A set
must be clearer than an account: its people differ."""


class Hint(NamedTuple):
    """What is known about a text besides its words. The same text posted often has one hint."""

    tag: str | None = None
    """The export's own language tag."""
    author: str | None = None
    """Any key that tells accounts apart."""
    group: str | None = None
    """The set of posts it belongs to."""


class Usual(NamedTuple):
    """Languages that accounts and sets usually write in."""

    authors: Mapping[str, str]
    groups: Mapping[str, str]


NOTHING_USUAL = Usual({}, {})
_OWN_WORD = ("export", "script", "detected")
"""What makes a language usual; decisions that lean on usual languages must not feed them."""


class Gate:
    """Decides languages; each distinct text is to be shown once."""

    def __init__(self, languages: Iterable[str] = ()) -> None:
        self._languages = LIKELY_LANGUAGES | frozenset(filter(None, map(canonical, languages)))

    def decide(
        self, texts: Sequence[str], hints: Sequence[Hint], usual: Usual = NOTHING_USUAL
    ) -> list[Decision]:
        """Return one decision a text; what these texts make usual goes before `usual`."""
        decisions = self.alone(texts, [hint.tag for hint in hints])
        doubts = [place for place, decision in enumerate(decisions) if decision.by is None]
        if doubts:
            here = usual_languages(decisions, hints)
            usual = Usual({**usual.authors, **here.authors}, {**usual.groups, **here.groups})
        for place in doubts:
            of_author = usual.authors.get(hints[place].author or "")
            of_group = usual.groups.get(hints[place].group or "")
            decisions[place] = in_company(texts[place], decisions[place], of_author, of_group)
        return decisions

    def alone(self, texts: Sequence[str], tags: Sequence[str | None]) -> list[Decision]:
        """Return what each text tells by its tag, its script and its words."""
        return self.verdicts(texts, tags).decisions()

    def verdicts(self, texts: Sequence[str], tags: Sequence[str | None]) -> Verdicts:
        """Return the same for many texts, without one object a text."""
        if not any(tags):
            return self._by_words(texts)
        by_tag = [_by_tag(text, tag) for text, tag in zip(texts, tags, strict=True)]
        without_tag = np.array([decision is None for decision in by_tag])
        tag_verdicts = Verdicts.of([decision or _NO_DECISION for decision in by_tag])
        return tag_verdicts.putting(
            self._by_words(texts_at(texts, np.flatnonzero(without_tag))), without_tag
        )

    def _by_words(self, texts: Sequence[str]) -> Verdicts:
        if not texts:
            return Verdicts.of([])
        latin = self._detector("Latin")
        letters, places, likely = latin.look(texts)
        unsure = (Decision(language, None) for language in latin.languages)
        sure = (Decision(language, "detected") for language in latin.languages)
        kinds = (_WITHOUT_WORDS, _NO_DECISION, *chain.from_iterable(zip(unsure, sure, strict=True)))
        codes = np.where(places >= 0, 2 * places + (likely >= CERTAIN) + 2, letters > 0)
        odd = places == NOT_PLAIN
        closer = [self._by_script(text) for text in texts_at(texts, np.flatnonzero(odd))]
        return Verdicts(kinds, codes.astype(np.intp)).putting(Verdicts.of(closer), odd)

    def _by_script(self, text: str) -> Decision:
        words = prose(text)
        script = script_of(words)
        if only_language := language_of_script(script):
            return Decision(only_language, "script")
        letters = letter_count(words)
        enough = letters >= SHORT
        return _by_letters(letters, self._detector(script).guess(words) if enough else None)

    def _detector(self, script: str) -> Detector:
        return detector(languages_of(script, self._languages))


def _by_tag(text: str, tag: str | None) -> Decision | None:
    """Return the language of the export's tag, where the script allows it."""
    language = canonical(tag) if tag else None
    if language and (is_all_latin(text) or is_written_in(language, script_of(prose(text)))):
        return _decision(language, "export")
    return None


def _by_letters(letters: int, guess: Guess | None) -> Decision:
    """Return the guess where there is one, sure or not; else what the letters leave open."""
    if guess:
        return _decision(guess.language, "detected" if guess.probability >= CERTAIN else None)
    return _NO_DECISION if letters else _WITHOUT_WORDS


@cache
def _decision(lang: str, by: LangBy | None) -> Decision:
    """Return one object for all texts decided alike: there are millions of texts."""
    return Decision(lang, by)


_WITHOUT_WORDS = Decision(WORDLESS, "script")
_NO_DECISION = Decision(NO_LANGUAGE, None)


def in_company(text: str, doubt: Decision, of_author: str | None, of_group: str | None) -> Decision:
    """Return the language usual for the account, else for the set, else the doubt as it was.

    A usual language that is not written in the script of `text` tells nothing.
    """
    script = script_of(prose(text))
    if of_author and is_written_in(of_author, script):
        return Decision(of_author, "author")
    if of_group and is_written_in(of_group, script):
        return Decision(of_group, "set")
    return doubt


def usual_languages(decisions: Sequence[Decision], hints: Sequence[Hint]) -> Usual:
    """Return the languages that dominate each account and each set among texts already told."""
    authors: defaultdict[str, Counter[str]] = defaultdict(Counter)
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for decision, hint in zip(decisions, hints, strict=True):
        if decision.by in _OWN_WORD and decision.lang not in (NO_LANGUAGE, WORDLESS):
            if hint.author:
                authors[hint.author][decision.lang] += 1
            if hint.group:
                groups[hint.group][decision.lang] += 1
    return Usual(
        _dominant(authors, AUTHOR_TEXTS, AUTHOR_SHARE),
        _dominant(groups, SET_TEXTS, SET_SHARE),
    )


def _dominant(counts_of: Mapping[str, Counter[str]], at_least: int, share: float) -> dict[str, str]:
    dominant = {}
    for key, counts in counts_of.items():
        # Ties cannot reach the share, so which of two equals comes first does not matter.
        language, count = max(counts.items(), key=lambda item: item[1])
        if count >= at_least and count >= share * counts.total():
            dominant[key] = language
    return dominant
