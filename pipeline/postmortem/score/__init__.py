"""Sentiment: engines behind one interface, and the gate that keeps them to what they can read.

A score that cannot be known is NaN with a reason, never 0: in its own language VADER sees something
in 70 % of posts; in Norwegian it sees nothing in 85 % and calls that balanced.
"""

from postmortem.score.assessment import EMPTY, Assessment, assess, can_read, score_decided
from postmortem.score.disagreement import Disagreement, disagreement
from postmortem.score.engines.interface import Engine, Scores
from postmortem.score.engines.lexical import LexicalEngine
from postmortem.score.engines.registry import engine
from postmortem.score.kernel.column import TextColumn
from postmortem.score.language.codes import canonical
from postmortem.score.language.gate import (
    AUTHOR_SHARE,
    AUTHOR_TEXTS,
    NOTHING_USUAL,
    SET_SHARE,
    SET_TEXTS,
    Gate,
    Hint,
    Usual,
    in_company,
    usual_languages,
)
from postmortem.score.language.scripts import BEYOND_LATIN
from postmortem.score.language.verdicts import Decision, Verdicts

__all__ = [
    "AUTHOR_SHARE",
    "AUTHOR_TEXTS",
    "BEYOND_LATIN",
    "EMPTY",
    "NOTHING_USUAL",
    "SET_SHARE",
    "SET_TEXTS",
    "Assessment",
    "Decision",
    "Disagreement",
    "Engine",
    "Gate",
    "Hint",
    "LexicalEngine",
    "Scores",
    "TextColumn",
    "Usual",
    "Verdicts",
    "assess",
    "can_read",
    "canonical",
    "disagreement",
    "engine",
    "in_company",
    "score_decided",
    "usual_languages",
]
