"""What a store keeps of texts and names, without the compiled kernel.

Each distinct account is hashed once. The memory of what came before is emptied when it grows, so
that it never grows with the export.
"""

from __future__ import annotations

import hashlib

import polars as pl

from postmortem.privacy import pseudonym
from postmortem.texts.copies import copy_keys
from postmortem.texts.masking import PureMasker

__all__ = ["MOST_TEXTS", "PureMasker", "PureNamer", "PurePreparer", "digest_of"]

MOST_TEXTS = 100_000
_MOST_NAMES = 200_000
"""Remembered at a time; some 40 MB of names, and 10 MB of the hashes of texts."""
_MOST_PLATFORMS = 100
_HASH_DIGITS = 32
_BLANK = r"^[\s\x1c-\x1f]*$"
"""Nothing but what Python takes for blanks."""


def digest_of(text: str) -> str:
    """Return the hash a text is known by: half of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_DIGITS]


class PurePreparer:
    """Hashes texts in one loop, and makes the keys of their copies in Polars."""

    def __init__(self) -> None:
        self._recent: set[str] = set()

    def of(self, texts: pl.Series) -> pl.DataFrame:
        """Return text_hash, is_new, copy_key, copy_head and copy_length of each text."""
        sha256 = hashlib.sha256
        raw_texts = texts.cast(pl.Binary).to_list()
        hashes = [sha256(raw).hexdigest()[:_HASH_DIGITS] for raw in raw_texts]
        blank = texts.str.contains(_BLANK)
        is_new = self._are_new(hashes) & ~blank
        nothing = pl.Series([None], dtype=pl.String)
        text_hashes = pl.Series(hashes, dtype=pl.String).zip_with(~blank, nothing)
        columns = [text_hashes.alias("text_hash"), is_new.alias("is_new")]
        return pl.DataFrame(columns).hstack(copy_keys(texts.zip_with(is_new, nothing)))

    def _are_new(self, hashes: list[str]) -> pl.Series:
        """Whether each came in no block before, nor before it in this one."""
        if len(self._recent) >= MOST_TEXTS:
            self._recent.clear()
        recent = self._recent
        is_new = []
        for digest in hashes:
            is_new.append(digest not in recent)
            recent.add(digest)
        return pl.Series(is_new, dtype=pl.Boolean)


class _Pseudonyms(dict[str | None, str | None]):
    """The pseudonyms of the accounts of one platform."""

    def __init__(self, key: bytes, platform: str) -> None:
        super().__init__()
        self._key = key
        self._platform = platform

    def __missing__(self, identity: str | None) -> str | None:
        if len(self) >= _MOST_NAMES:
            self.clear()
        name = pseudonym(self._key, self._platform, identity) if identity else None
        self[identity] = name
        return name


class PureNamer:
    """Names accounts one by one; remembers the last hundreds of thousands."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._platforms: dict[str, _Pseudonyms] = {}

    def of(self, platform: str, identities: pl.Series) -> pl.Series:
        """Return the pseudonym of each account of `platform`."""
        if platform not in self._platforms:
            if len(self._platforms) >= _MOST_PLATFORMS:
                self._platforms.clear()
            self._platforms[platform] = _Pseudonyms(self._key, platform)
        pseudonyms = self._platforms[platform]
        return pl.Series([pseudonyms[one] for one in identities.to_list()], dtype=pl.String)
