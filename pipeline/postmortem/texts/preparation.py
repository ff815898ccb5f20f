"""What a store keeps of texts and names: compiled where there was a compiler, else not.

Both ways give the same, byte for byte; only the time differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from postmortem.texts import extension
from postmortem.texts.native import NativeMasker, NativeNamer, NativePreparer
from postmortem.texts.pure import MOST_TEXTS, PureMasker, PureNamer, PurePreparer

__all__ = ["MOST_TEXTS", "Masker", "Namer", "Preparer", "masker", "namer", "preparer"]

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    import polars as pl


class Masker(Protocol):
    """Masks what is a person's in texts."""

    def of(self, texts: pl.Series) -> pl.Series:
        """Return what `privacy.mask` returns of each text."""


class Preparer(Protocol):
    """Tells what is kept beside texts, block after block."""

    def of(self, texts: pl.Series) -> pl.DataFrame:
        """Return the number and the hash of each text and, of a new one, the keys of its copies.

        `number` (int32) counts new texts from 0 and is null of a blank one. `hash_high` and
        `hash_low` (uint64) are the first half of its SHA-256, 0 of a blank one. `is_new`: no block
        before had it, nor a row before it, as far as is remembered: one that was forgotten gets a
        second number. Elsewhere `copy_key`, `copy_head` and `copy_length` are null.
        """


class Namer(Protocol):
    """Gives accounts their pseudonyms under one key."""

    def of(self, platform: str, identities: pl.Series) -> pl.Series:
        """Return what `privacy.pseudonym` returns of each account, as a number (uint64).

        Null where there is none.
        """


def masker(keep: AbstractSet[str]) -> Masker:
    """Return what masks texts, but for the handles in `keep` (lower-case, without @)."""
    return NativeMasker(keep) if extension.AVAILABLE else PureMasker(keep)


def preparer() -> Preparer:
    """Return what prepares the texts of one export."""
    return NativePreparer() if extension.AVAILABLE else PurePreparer()


def namer(key: bytes) -> Namer:
    """Return what names accounts under `key`."""
    return NativeNamer(key) if extension.AVAILABLE else PureNamer(key)
