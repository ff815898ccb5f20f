"""What an apology says, found by its phrases and shown in its own sentences. English only.

The components and their order of weight: Lewicki, Polin and Lount, "An Exploration of the Structure
of Effective Apologies", Negotiation and Conflict Management Research 9 (2016). Wording that takes
responsibility back again: Kampf, "Public (non-) apologies", Journal of Pragmatics 41 (2009).
"""

from __future__ import annotations

import re

COMPONENTS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "responsibility": r"\b(our (own )?(fault|mistake|failure|responsibility)"
        r"|we (got|did|handled|made|were|are|have been) [^.!?]{0,40}\b(wrong|mistake)"
        r"|(take|accept|bear)s? (full |the )?responsibility|should (never|not) have"
        r"|we failed|we let (you|people|everyone|our) [^.!?]{0,30}down|let you down|no excuse)",
        "repair": r"\b((we('ll| will| have|'ve| are)|we) [^.!?]{0,30}"
        r"\b(refund|repay|donat|compensat|replac|remov|delet|review|train|paus|stopp|chang|mak)"
        r"\w*|make (it|this|things) right|making (it|this) right)",
        "regret": r"\b(sorry|apolog(y|ies|i[sz]e|i[sz]ing)|regret)",
        "explanation": r"\b(because|what happened|was scheduled|were scheduled|due to|the reason"
        r"|how this happened|happened when)\b",
        "repentance": r"\b(never (happen )?again|not happen again|do better|learn(ed|t|ing)? from"
        r"|we promise|from now on|change how we)\b",
        "forgiveness": r"\b(forgive|forgiveness|earn back your trust)\b",
    }.items()
}
"""Component → how it is recognised, heaviest first."""

_HEDGES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "conditional": r"\b(if (any(one|body)?|some(one|body)?|you|people|our|we|it|this)\b"
        r"[^.!?]{0,40}\b(offen[dcs]|upset|hurt|caus|felt|feel|seem|came across)\w*"
        r"|to (those|anyone|anybody) (who|offended|upset)|any offen[cs]e|may have|might have)",
        "minimising": r"\b(seem(ed|s)? (to|insensitive|inappropriate)|misunderst|misinterpret"
        r"|out of context|mistakes were made|never (our|the) intention|just a joke)\w*",
        "blame_shift": r"\b(agency|intern|contractor|freelancer|third[- ]party|hacked"
        r"|rogue employee|former employee)\b",
        "humour": r"(\b(oops|whoops|lol|haha+|our bad|my bad)\b|[😂🤣😅😉😜🙃])",
    }.items()
}
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def components(text: str) -> dict[str, str | None]:
    """Return, for each component, the sentence of `text` that shows it, or `None`.

    >>> found = components("We are sorry. This was our mistake.")
    >>> found["regret"], found["responsibility"], found["repair"]
    ('We are sorry.', 'This was our mistake.', None)
    """
    return {name: _first(pattern, text) for name, pattern in COMPONENTS.items()}


def hedges(text: str) -> dict[str, str]:
    """Return the sentences of `text` that take something back, by the way they do it.

    >>> hedges("Sorry if anyone was offended.")
    {'conditional': 'Sorry if anyone was offended.'}
    """
    sentences = ((name, _first(pattern, text)) for name, pattern in _HEDGES.items())
    return {name: sentence for name, sentence in sentences if sentence}


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    """Return the first sentence in which `pattern` occurs."""
    sentences = (match.group().strip() for match in _SENTENCE.finditer(text))
    return next((sentence for sentence in sentences if pattern.search(sentence)), None)
