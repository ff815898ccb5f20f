"""What of a post is written language, and how much of it there is."""

from __future__ import annotations

import re

SHORT = 20
"""Posts with fewer letters than this say too little to be identified (measured: sentiment.md)."""

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


def is_wordless(text: str) -> bool:
    """Whether nothing is left to read once links, mentions, hashtags, digits and signs are gone."""
    return not _BARE_WORD.search(text) and not any(map(str.isalpha, prose(text)))
