"""Which language a text is in, as py3langid judges it, among the languages worth expecting.

Restricting the choice is what makes it good on posts: with all 140 languages a short English tweet
is easily called Scots or Pidgin. The tables are py3langid's own; the arithmetic is here, so that
Bokmål and Nynorsk count as one language and the compiled kernel can do the same.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from postmortem.score.kernel.cores import over_cores
from postmortem.score.kernel.letters import for_languages
from postmortem.score.language.codes import canonical
from postmortem.score.language.prose import SHORT
from postmortem.texts.extension import Identifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from py3langid.langid import LanguageIdentifier

LIKELY_LANGUAGES = frozenset({
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it",
    "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tl", "tr", "uk", "ur", "vi", "zh",
})  # fmt: skip
"""The big languages of the platforms; those a config names come on top."""

CERTAIN = 0.5
"""Probability below which a guess gives way to the language the account usually writes in."""

SHORT_OF_LETTERS, NOT_PLAIN = -1, -2
"""What `Detector.look` says instead of the number of a language."""


class Guess(NamedTuple):
    """The likeliest language, and how likely the model holds it to be among the expected ones."""

    language: str
    probability: float


class Detector:
    """py3langid's model restricted to `languages`; the first one takes a second to load."""

    def __init__(self, languages: frozenset[str]) -> None:
        model = _model()
        label_codes = [canonical(label) for label in model.nb_classes]
        columns = [place for place, language in enumerate(label_codes) if language in languages]
        self.languages = sorted({label_codes[place] or "" for place in columns})
        number = {language: place for place, language in enumerate(self.languages)}
        self._group = np.array([number[label_codes[place] or ""] for place in columns], np.int32)
        self._weight = np.ascontiguousarray(model.nb_ptc[:, columns], np.float32)
        self._prior = np.ascontiguousarray(model.nb_pc[columns], np.float32)
        self._next = model.tk_nextmove
        self._row = np.asarray(model.tk_row, np.uint32)
        self._feature = np.asarray(model.tk_output, np.int32)
        self._steps = ([row << 8 for row in model.tk_row], model.tk_output)
        self._kernel = (
            None
            if Identifier is None
            else Identifier(
                np.frombuffer(self._next, np.uint32),
                self._row,
                self._feature,
                self._weight,
                self._prior,
                self._group,
                for_languages(),
                SHORT,
            )
        )

    def guess(self, words: str) -> Guess:
        """Return the likeliest language of `words`."""
        from py3langid.langid import visit_counts

        plain = unicodedata.normalize("NFC", words.lower() if words.isupper() else words)
        utf8 = plain.encode("utf-8", "surrogatepass")
        visits = visit_counts(self._next, *self._steps, utf8) or {}
        scores = self._prior.astype(np.float64) if visits else np.zeros(len(self._prior))
        if visits:
            times = np.log1p(np.fromiter(visits.values(), np.float64, len(visits)))
            features = np.fromiter(visits.keys(), np.intp, len(visits))
            scores += times @ self._weight[features].astype(np.float64)
        shares = np.exp((scores - scores.max()) / sqrt(len(utf8) or 1))
        by_language = np.bincount(self._group, shares)
        best = int(by_language.argmax())
        return Guess(self.languages[best], float(by_language[best] / shares.sum()))

    def look(
        self, texts: Sequence[str]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
        """Return, of each text, the letters of its prose, its language and how likely that is.

        Languages are places in `languages`, SHORT_OF_LETTERS, or NOT_PLAIN where `guess` must look
        closer: at all that is not plainly Latin, and at every text where nothing was compiled.
        """
        letters = np.zeros(len(texts), np.int32)
        places = np.full(len(texts), NOT_PLAIN, np.int32)
        likely = np.zeros(len(texts))
        kernel = self._kernel
        if kernel is not None:

            def look_at(some: slice) -> None:
                kernel.guess(texts[some], letters[some], places[some], likely[some])

            over_cores(len(texts), look_at)
        return letters, places, likely


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def detector(languages: frozenset[str]) -> Detector:
    """Return the detector of `languages`, made once."""
    return Detector(languages)
