"""What of a post is written language, and how much of it there is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHORT = 20
"""Posts with fewer letters say too little to be identified (measured: score/README.md)."""

_NOT_PROSE = re.compile(
    r"(?:https?://|(?<!\w)www\.)\S*|\[(?:email|phone|iban)\]|[@#]\w*(?:[.@-]\w+)*"
)
"""Links, mentions, hashtags, and the `[email]`-like marks that masking leaves."""


_BARE_WORD = re.compile(r"(?:^|\s)(?!https?://|www\.)[^\W\d_]")
"""A word that begins like a word: nearly every post has one, and it is found at once."""


def prose(text: str) -> str:
    """Return `text` without links, mentions and hashtags: what a language can be told from.

    >>> prose("@you see https://x.example/a #now")
    ' see  '
    """
    return _NOT_PROSE.sub("", text)


def letter_count(text: str) -> int:
    """Return how many letters of any script `text` has."""
    return sum(map(str.isalpha, text))


_PLAIN_WORD = r"(?:^|\s)[\p{L}&&[^hHwW]]"
"""A word that begins with a letter no link begins with, in the words of Polars."""


def are_wordless(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Return of each text whether it is wordless; most are not, and that is seen at once."""
    column = pl.Series(texts, dtype=pl.String)
    wordless = ~column.str.contains(_PLAIN_WORD).to_numpy()
    doubtful = np.flatnonzero(wordless)
    wordless[doubtful] = [is_wordless(texts[place]) for place in doubtful.tolist()]
    return wordless


def is_wordless(text: str) -> bool:
    """Whether nothing is left to read once links, mentions, hashtags, digits and signs are gone."""
    return not _BARE_WORD.search(text) and not any(map(str.isalpha, prose(text)))
