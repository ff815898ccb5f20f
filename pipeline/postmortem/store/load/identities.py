"""Who wrote and what, made safe: the pseudonym of every account, and the hash of every text.

Each distinct account is hashed once. The memory of what was seen is emptied when it grows, so that
it never grows with the export.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from postmortem.privacy import pseudonym
from postmortem.store.load.masking import Masking

if TYPE_CHECKING:
    from collections.abc import Sequence

StoreText = Literal["masked", "full", "hash"]

_MOST_NAMES = 200_000
_MOST_PLATFORMS = 100
_MOST_TEXTS = 100_000
"""Remembered at a time; some 40 MB of names, and 10 MB of the hashes of texts."""
_HASH_DIGITS = 32
_BLANK = r"^[\s\x1c-\x1f]*$"
"""Nothing but what Python takes for blanks."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """How much of the words is kept. From its first load on, a store stays with one."""

    store_text: StoreText = "masked"
    """Without names and addresses, as they are, or not at all (hashes and scores only)."""
    keep_handles: frozenset[str] = frozenset()
    """Handles that are no person's and stay readable: lower-case, without @."""


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


class Names:
    """Gives every account its pseudonym, the same in every export under one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._of: dict[str, _Pseudonyms] = {}

    def of(
        self, platforms: pl.Series, accounts: pl.Series, handles: pl.Series
    ) -> tuple[pl.Series, pl.Series]:
        """Return who wrote each post (its account id, else its handle), and under which handle."""
        by_handle = self._pseudonyms_of(platforms, handles)
        if accounts.equals(handles, null_equal=True):
            return by_handle.alias("author"), by_handle.alias("handle")
        identities = accounts.zip_with((accounts != "").fill_null(value=False), handles)
        authors = self._pseudonyms_of(platforms, identities)
        return authors.alias("author"), by_handle.alias("handle")

    def _pseudonyms_of(self, platforms: pl.Series, identities: pl.Series) -> pl.Series:
        if identities.null_count() == len(identities):
            return identities
        distinct = platforms.unique().to_list()
        if len(distinct) == 1:
            of_platform = self._at(distinct[0])
            pseudonyms = [of_platform[identity] for identity in identities.to_list()]
        else:
            pairs = zip(platforms.to_list(), identities.to_list(), strict=True)
            pseudonyms = [self._at(platform)[identity] for platform, identity in pairs]
        return pl.Series(pseudonyms, dtype=pl.String)

    def _at(self, platform: str) -> _Pseudonyms:
        if platform not in self._of:
            if len(self._of) >= _MOST_PLATFORMS:
                self._of.clear()
            self._of[platform] = _Pseudonyms(self._key, platform)
        return self._of[platform]


class Texts:
    """Hashes texts as they may be kept, and tells which of them come for the first time."""

    def __init__(self, privacy: Privacy) -> None:
        is_full = privacy.store_text == "full"
        self._masking = None if is_full else Masking(privacy.keep_handles)
        self._recent: set[str] = set()

    def of(self, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
        """Return the hash of each text, null of a blank one, and the text where it is new."""
        blank = texts.str.contains(_BLANK)
        safe_texts = texts if self._masking is None else self._masking.of(texts)
        hashes = _digests(safe_texts)
        known_hashes = pl.Series("text_hash", hashes, dtype=pl.String)
        nothing = pl.Series([None], dtype=pl.String)
        fresh = safe_texts.zip_with(self._is_new(hashes) & ~blank, nothing)
        if blank.any():
            known_hashes = known_hashes.zip_with(~blank, nothing)
        return known_hashes, fresh.alias("text")

    def _is_new(self, hashes: Sequence[str]) -> pl.Series:
        """Whether each was in no block before, as far as is remembered."""
        if len(self._recent) >= _MOST_TEXTS:
            self._recent.clear()
        new = [digest not in self._recent for digest in hashes]
        self._recent.update(hashes)
        return pl.Series(new, dtype=pl.Boolean)


def _digests(texts: pl.Series) -> list[str]:
    """Return what `digest_of` returns of each text: in one loop, because there are millions."""
    sha256 = hashlib.sha256
    return [sha256(raw).hexdigest()[:_HASH_DIGITS] for raw in texts.cast(pl.Binary).to_list()]


def digest_of(text: str) -> str:
    """Return the hash a text is known by: half of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_DIGITS]
