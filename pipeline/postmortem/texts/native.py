"""What a store keeps of texts and names, by the compiled kernel: a pass over each column.

Columns go in and come out as Arrow, so that nothing is copied into Python. The few rows that the
kernel leaves (a rare character, a sign of a phone number) are done by the pure path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from postmortem.privacy import pseudonym
from postmortem.texts.characters import characters
from postmortem.texts.copies import KEYS, copy_keys
from postmortem.texts.extension import Masker, Namer, Preparer, Stream
from postmortem.texts.masking import CarefulMask
from postmortem.texts.pure import MOST_TEXTS, name_number

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


class NativeMasker:
    """Masks texts in one scan; those with a sign of more are masked by `mask` itself."""

    def __init__(self, keep: AbstractSet[str]) -> None:
        traits, _ = characters()
        self._kernel = Masker(traits, [handle.encode() for handle in sorted(keep)])
        self._careful = CarefulMask(keep)

    def of(self, texts: pl.Series) -> pl.Series:
        """Return what `mask` returns of each text."""
        answer = pl.DataFrame(Stream(self._kernel.mask(texts)))
        safe_texts, rest = answer["text"], answer["is_left"].cast(pl.Boolean)
        if not rest.any():
            return safe_texts
        return safe_texts.scatter(rest.arg_true(), self._careful.of(texts.filter(rest)))


class NativePreparer:
    """Numbers and hashes texts, and makes the keys of their copies."""

    def __init__(self) -> None:
        self._kernel = Preparer(*characters(), MOST_TEXTS)

    def of(self, texts: pl.Series) -> pl.DataFrame:
        """Return the columns of Preparer."""
        answer = pl.DataFrame(Stream(self._kernel.prepare(texts)))
        rest = answer["is_left"].cast(pl.Boolean)
        preparation = answer.drop("is_left").cast({"is_new": pl.Boolean})
        if not rest.any():
            return preparation
        places, keys = rest.arg_true(), copy_keys(texts.filter(rest))
        whole_keys = (preparation[name].scatter(places, keys[name]) for name in KEYS)
        return preparation.with_columns(whole_keys)


class NativeNamer:
    """Names the distinct accounts of each block."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._kernel = Namer(key)

    def of(self, platform: str, identities: pl.Series) -> pl.Series:
        """Return the pseudonym of each account of `platform`."""
        before = f"{platform}|".encode("utf-8", "replace")
        answer = pl.DataFrame(Stream(self._kernel.name(before, identities)))
        names, rest = answer["name"], answer["is_left"].cast(pl.Boolean)
        if not rest.any():
            return names
        odd_names = [
            name_number(pseudonym(self._key, platform, one))
            for one in identities.filter(rest).to_list()
        ]
        return names.scatter(rest.arg_true(), pl.Series(odd_names, dtype=pl.UInt64))
