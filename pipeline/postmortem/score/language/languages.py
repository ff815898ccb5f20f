"""Language codes as exports write them, and the letters of a post that tell its language."""

from __future__ import annotations

import re
from functools import cache

SHORT = 20
"""Posts with fewer letters than this say too little to be identified (measured: sentiment.md)."""

_SAME = {
    "nb": "no",
    "nn": "no",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "cmn": "zh",
    "yue": "zh",
    "wuu": "zh",
    "arz": "ar",
    "ary": "ar",
    "fil": "tl",
}
"""Codes that mean one language to an engine. Bokmål and Nynorsk are read alike: word lists for
Norwegian serve both, and platforms tag them `no`, `nb` and `nn` without a rule."""

_SILENT = {"", "und", "zxx", "mis", "mul", "art", "qam", "qct", "qht", "qme", "qst"}
"""Tags that name no language; X writes the `q…` ones for mere mentions and hashtags."""

_NOT_PROSE = re.compile(
    r"(?:https?://|(?<!\w)www\.)\S*|\[(?:email|phone|iban)\]|[@#]\w*(?:[.@-]\w+)*"
)
"""Links, mentions, hashtags, and the `[email]`-like marks that masking leaves."""


_BARE_WORD = re.compile(r"(?:^|\s)(?!https?://|www\.)[^\W\d_]")
"""A word that begins like a word: nearly every post has one, and it is found at once."""


@cache
def canonical(tag: str | None) -> str | None:
    """Return the primary subtag an engine knows, or `None` when the tag names no language.

    >>> canonical("nb-NO"), canonical("EN"), canonical("zh_Hans"), canonical("und")
    ('no', 'en', 'zh', None)
    """
    if tag is None:
        return None
    primary = tag.strip().lower().replace("_", "-").partition("-")[0]
    if primary in _SILENT:
        return None
    return _SAME.get(primary, primary)


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
