"""The language of each text, and on whose word: an engine must never score what it cannot read.

In this order: the export's own tag; the script; py3langid, for texts long enough to tell; the
language the account usually writes in; the language that dominates the set; an unsure guess.
What none of these tells is `und`. A tag is not believed against the script of the text: some
exports write the reader's language there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

from postmortem.score.detector import CERTAIN, EXPECTED, Guess, detector
from postmortem.score.languages import SHORT, canonical, letter_count, prose
from postmortem.score.scripts import is_written_in, language_of_script, script_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LangBy = Literal["export", "script", "detected", "author", "set"]

UNKNOWN = "und"
WORDLESS = "zxx"
"""Text without a letter: emoji, digits, links. BCP 47's code for "no linguistic content"."""

_AUTHOR_TEXTS = 3
_AUTHOR_SHARE = 0.8
_SET_TEXTS = 20
_SET_SHARE = 0.9
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


class Decision(NamedTuple):
    """The language of a text, and what told it (`None`: nothing did)."""

    lang: str
    by: LangBy | None


class Usual(NamedTuple):
    """Languages that accounts and sets usually write in, from earlier texts."""

    authors: Mapping[str, str]
    groups: Mapping[str, str]


NOTHING_USUAL = Usual({}, {})
_OWN_WORD = ("export", "script", "detected")
"""What makes a language usual; decisions that lean on usual languages must not feed them."""
_UNDECIDED = Decision(UNKNOWN, None)


class _Doubt(NamedTuple):
    """A text that its own words do not decide."""

    position: int
    script: str
    guess: Guess | None


class Gate:
    """Decides languages; each distinct text is to be shown once."""

    def __init__(self, languages: Iterable[str] = ()) -> None:
        configured = {canonical(language) for language in languages} - {None}
        self._expected = EXPECTED | {language for language in configured if language}

    def decide(
        self, texts: Sequence[str], hints: Sequence[Hint], usual: Usual = NOTHING_USUAL
    ) -> list[Decision]:
        """Return one decision a text. Order of the texts does not matter to any of them."""
        decisions: list[Decision] = []
        doubts: list[_Doubt] = []
        for index, (text, hint) in enumerate(zip(texts, hints, strict=True)):
            told = self._by_itself(text, hint, index)
            if isinstance(told, _Doubt):
                doubts.append(told)
                told = _UNDECIDED
            decisions.append(told)
        if doubts:
            usual = _with(usual, usual_languages(decisions, hints))
            for doubt in doubts:
                decisions[doubt.position] = _by_company(doubt, hints[doubt.position], usual)
        return decisions

    def _by_itself(self, text: str, hint: Hint, index: int) -> Decision | _Doubt:
        """Decide from tag, script and words, or return the doubt."""
        tagged = canonical(hint.tag)
        if tagged and text.isascii():
            return Decision(tagged, "export")
        words = prose(text)
        script = script_of(words)
        if tagged and is_written_in(tagged, script):
            return Decision(tagged, "export")
        if told := language_of_script(script):
            return Decision(told, "script")
        letters = letter_count(words)
        if letters == 0:
            return Decision(WORDLESS, "script")
        if letters < SHORT:
            return _Doubt(index, script, None)
        guess = detector(self._expected).guess(words)
        if guess.probability >= CERTAIN:
            return Decision(guess.language, "detected")
        return _Doubt(index, script, guess)


def _by_company(doubt: _Doubt, hint: Hint, usual: Usual) -> Decision:
    """Decide from what the account, else the set, usually writes; else the unsure guess."""
    of_author = usual.authors.get(hint.author or "")
    if of_author and is_written_in(of_author, doubt.script):
        return Decision(of_author, "author")
    of_group = usual.groups.get(hint.group or "")
    if of_group and is_written_in(of_group, doubt.script):
        return Decision(of_group, "set")
    return Decision(doubt.guess.language, "detected") if doubt.guess else _UNDECIDED


def usual_languages(decisions: Sequence[Decision], hints: Sequence[Hint]) -> Usual:
    """Return the languages that dominate each account and each set among texts already told."""
    authors: defaultdict[str, Counter[str]] = defaultdict(Counter)
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for decision, hint in zip(decisions, hints, strict=True):
        if decision.by in _OWN_WORD and decision.lang not in (UNKNOWN, WORDLESS):
            if hint.author:
                authors[hint.author][decision.lang] += 1
            if hint.group:
                groups[hint.group][decision.lang] += 1
    return Usual(
        _dominant(authors, _AUTHOR_TEXTS, _AUTHOR_SHARE),
        _dominant(groups, _SET_TEXTS, _SET_SHARE),
    )


def _dominant(counted: Mapping[str, Counter[str]], at_least: int, share: float) -> dict[str, str]:
    found = {}
    for key, counts in counted.items():
        # Ties cannot reach the share, so which of two equals comes first does not matter.
        language, count = max(counts.items(), key=lambda item: item[1])
        if count >= at_least and count >= share * counts.total():
            found[key] = language
    return found


def _with(earlier: Usual, now: Usual) -> Usual:
    """Let what these texts say go before what earlier ones said."""
    return Usual({**earlier.authors, **now.authors}, {**earlier.groups, **now.groups})
