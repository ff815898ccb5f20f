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

__all__ = ["MOST_TEXTS", "PureMasker", "PureNamer", "PurePreparer", "name_number"]

MOST_TEXTS = 1_000_000
_MOST_NAMES = 200_000
"""Remembered at a time; some 40 MB of names, and 120 MB of the hashes of texts (compiled: 40)."""
_MOST_PLATFORMS = 100
_HALF = 8
_NO_HASH = b"\0" * 2 * _HALF
_BLANK = r"^[\s\x1c-\x1f]*$"
"""Nothing but what Python takes for blanks."""


def name_number(name: str) -> int:
    """Return a pseudonym of privacy.pseudonym as the number that its hex digits write.

    >>> name_number("00000000000000ff")
    255
    """
    return int(name, 16)


class PurePreparer:
    """Hashes texts in one loop, and makes the keys of their copies in Polars."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._next = 0

    def of(self, texts: pl.Series) -> pl.DataFrame:
        """Return the columns of Preparer."""
        blank = texts.str.contains(_BLANK).fill_null(value=True)
        hashes = [
            _NO_HASH if is_blank else hashlib.sha256(raw).digest()[: 2 * _HALF]
            for raw, is_blank in zip(texts.cast(pl.Binary).to_list(), blank, strict=True)
        ]
        numbers, is_new = self._enter(hashes)
        preparation = pl.DataFrame(
            [
                pl.Series("number", numbers, dtype=pl.Int32),
                _halves("hash_high", hashes, slice(_HALF)),
                _halves("hash_low", hashes, slice(_HALF, None)),
                pl.Series("is_new", is_new, dtype=pl.Boolean),
            ]
        )
        new_texts = texts.zip_with(preparation["is_new"], pl.Series([None], dtype=pl.String))
        return preparation.hstack(copy_keys(new_texts))

    def _enter(self, hashes: list[bytes]) -> tuple[list[int | None], list[bool]]:
        """Return the number of each text, and whether it has just been given it."""
        if len(self._numbers) >= MOST_TEXTS:
            self._numbers.clear()
        book = self._numbers
        numbers: list[int | None] = []
        is_new = []
        for digest in hashes:
            number = None if digest is _NO_HASH else book.setdefault(digest, self._next)
            numbers.append(number)
            is_new.append(number == self._next)
            self._next += number == self._next
        return numbers, is_new


def _halves(name: str, hashes: list[bytes], half: slice) -> pl.Series:
    values = [int.from_bytes(digest[half], "big") for digest in hashes]
    return pl.Series(name, values, dtype=pl.UInt64)


class _Pseudonyms(dict[str | None, int | None]):
    """The pseudonyms of the accounts of one platform."""

    def __init__(self, key: bytes, platform: str) -> None:
        super().__init__()
        self._key = key
        self._platform = platform

    def __missing__(self, identity: str | None) -> int | None:
        if len(self) >= _MOST_NAMES:
            self.clear()
        name = pseudonym(self._key, self._platform, identity) if identity else None
        self[identity] = number = name_number(name) if name else None
        return number


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
        return pl.Series([pseudonyms[one] for one in identities.to_list()], dtype=pl.UInt64)
