"""Brand names out of the score: "United" alone would lift every post about the airline by 0.42.

A name is replaced piece by piece, so that the text keeps its number of tokens (VADER looks three
tokens back). A piece in capitals is replaced by capitals: VADER asks whether *some* words shout,
and a lower-case stand-in would make the rest of an all-caps post look like shouting, while a
capital one would make a calm post shout. Signs around the name stay, so that "United!!!" keeps
its emphasis.
"""

from __future__ import annotations

import hashlib
import re
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from postmortem.score.engines.interface import Engine, Scores

STAND_IN = "brandname"
"""In no lexicon; longer than two characters, below which VADER leaves punctuation on a token."""

_PIECE = re.compile(r"\S+")


def _stand_in(piece: re.Match[str]) -> str:
    return STAND_IN.upper() if piece.group().isupper() else STAND_IN


def _replace(name: re.Match[str]) -> str:
    return _PIECE.sub(_stand_in, name.group())


class Terms:
    """The names to mask, matched as whole words, in any case and with any white space between."""

    def __init__(self, terms: Iterable[str]) -> None:
        folded_terms = {" ".join(term.split()).casefold() for term in terms}
        self.terms = tuple(sorted(folded_terms - {""}))
        """Folded, without doubles, sorted: the order they are written in changes nothing."""
        longest_first = sorted(self.terms, key=lambda term: (-len(term), term))
        either = "|".join(r"\s+".join(map(re.escape, term.split())) for term in longest_first)
        pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
        self._mask = partial(pattern.sub, _replace)

    @property
    def sha256(self) -> str:
        """Hash of the terms, in hex."""
        return hashlib.sha256("\n".join(self.terms).encode()).hexdigest()

    def mask(self, text: str) -> str:
        """Return `text` with each name replaced by as many neutral tokens.

        >>> Terms(["united", "thunder air"]).mask("UNITED!!! and Thunder  Air, united we stand")
        'BRANDNAME!!! and brandname  brandname, brandname we stand'
        """
        return self._mask(text) if self.terms else text


class MaskingEngine:
    """An engine that does not see the brand's names."""

    def __init__(self, engine: Engine, terms: Terms) -> None:
        self._engine = engine
        self._terms = terms
        self.id = f"{engine.id}.{terms.sha256[:8]}"
        self.lexicon_sha256 = engine.lexicon_sha256
        self.implementation = engine.implementation
        self.notes = engine.notes
        self.languages = engine.languages

    def score(self, texts: Sequence[str]) -> Scores:
        """Return the scores of `texts` without the names in them."""
        return self._engine.score([self._terms.mask(text) for text in texts])
