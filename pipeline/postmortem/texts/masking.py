"""Texts masked by the thousand: what `mask` does to nearly all of them, in a few scans.

Nearly all texts have no more in them than handles and links. Those are masked here by the same
patterns; any text with a sign of more (an address, a link to a profile, many digits) is handed on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from postmortem.privacy import mask

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

# Python's \w is a letter, a number or _; that of Polars has marks and joiners too.
_WORD = r"[\p{L}\p{N}_]+"
_PART = rf"{_WORD}(?:[.-]+{_WORD})*"
_HANDLE = rf"@{_PART}(?:@{_PART})*"
_LINK = r"(https?://[^\s?#]+)[?#]\S*"
_ODD = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f＠٠-٩۰-۹०-९０-９]"
"""Blanks that only Python takes for blanks, and signs that `mask` reads as others."""
_MORE = r"/status/|u/|\.(?:com|net|me|it)/|[\p{L}\p{N}_.+%-]@"
"""In a link to a profile, or in an e-mail address."""
_DIGITS = r"^(?:[^0-9]*[0-9]){7}"
_NOT_ASCII = r"@\S*[^\x00-\x7f]"
"""A handle that may go on: the newest letters are known to one and not to the other."""
_MOST_TEXTS = 50_000


class CarefulMask:
    """Masks texts one by one; remembers the last thousands, as many come again."""

    def __init__(self, keep: AbstractSet[str]) -> None:
        self._keep = keep
        self._recent: dict[str, str] = {}

    def of(self, texts: pl.Series) -> pl.Series:
        """Return what `mask` returns of each text."""
        return pl.Series([self._mask(text) for text in texts.to_list()], dtype=pl.String)

    def _mask(self, text: str) -> str:
        masked_text = self._recent.get(text)
        if masked_text is None:
            if len(self._recent) >= _MOST_TEXTS:
                self._recent.clear()
            masked_text = self._recent[text] = mask(text, self._keep)
        return masked_text


class PureMasker:
    """Masks texts in scans of Polars."""

    def __init__(self, keep: AbstractSet[str]) -> None:
        self._careful = CarefulMask(keep)
        self._kept_handles = [f"@{handle}" for handle in sorted(keep)]

    def of(self, texts: pl.Series) -> pl.Series:
        """Return what `mask` returns of each text."""
        short_links = texts.str.replace_all(_LINK, "${1}")
        without_handles = short_links.str.replace_all(_HANDLE, "@user")
        doubtful = texts.str.contains(_ODD) | short_links.str.contains(_MORE)
        doubtful |= without_handles.str.contains(_DIGITS) | texts.str.contains(_NOT_ASCII)
        if self._kept_handles:
            doubtful |= texts.str.contains_any(self._kept_handles, ascii_case_insensitive=True)
        if not doubtful.any():
            return without_handles
        closer = self._careful.of(texts.filter(doubtful))
        return without_handles.scatter(doubtful.arg_true(), closer)
