"""VADER as vaderSentiment ships it: the reference that every faster scorer must equal."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from postmortem.score.kernel.rules import Rules

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

READS = frozenset({"en"})
"""VADER's words are English; on Norwegian its daily mean tracks the truth with r = 0.2."""


@cache
def analyzer() -> SentimentIntensityAnalyzer:
    """Return the installed analyzer, built once."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


@cache
def vader_rules() -> Rules:
    """Return the rules with the installed package's tables."""
    from vaderSentiment import vaderSentiment

    tables = analyzer()
    return Rules(
        lexicon=tables.lexicon,
        boosters=vaderSentiment.BOOSTER_DICT,
        negators=frozenset(vaderSentiment.NEGATE),
        idioms=vaderSentiment.SPECIAL_CASES,
        emoji={sign: words for sign, words in tables.emojis.items() if len(sign) == 1},
    )


def installed_version() -> str:
    """Return the version of the installed vaderSentiment."""
    return version("vaderSentiment")
