"""VADER as vaderSentiment ships it: the reference that every faster scorer must equal."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from postmortem.score._engine import Scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

READS = frozenset({"en"})
"""VADER's words are English; on Norwegian its daily mean tracks the truth with r = 0.2."""


@cache
def analyzer() -> SentimentIntensityAnalyzer:
    """Return the installed analyzer, built once."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


@cache
def tables_sha256() -> str:
    """Return the hash of the installed lexicon and emoji table."""
    tables = analyzer()
    told = tables.lexicon_full_filepath + "\0" + tables.emoji_full_filepath
    return hashlib.sha256(told.encode()).hexdigest()


class ReferenceVader:
    """One call of vaderSentiment a text: slow, and right by definition."""

    def __init__(self) -> None:
        self.lexicon_sha256 = tables_sha256()
        self.id = f"vader@{version('vaderSentiment')}+{self.lexicon_sha256[:8]}"
        self.languages: frozenset[str] | None = READS

    def score(self, texts: Sequence[str]) -> Scores:
        """Return the scores of `texts`, which are taken to be English."""
        of = analyzer().polarity_scores
        compound = np.fromiter((of(text)["compound"] for text in texts), np.float64, len(texts))
        hits = np.fromiter((_hit_count(text) for text in texts), np.int32, len(texts))
        return Scores(compound, hits)


def _hit_count(text: str) -> int:
    """Return how many tokens the lexicon knows, emoji read as their descriptions."""
    from vaderSentiment.vaderSentiment import BOOSTER_DICT, SentiText

    emojis, lexicon = analyzer().emojis, analyzer().lexicon
    described = "".join(f" {emojis[sign]} " if sign in emojis else sign for sign in text)
    words = (word.lower() for word in SentiText(described).words_and_emoticons)
    return sum(word in lexicon and word not in BOOSTER_DICT for word in words)
