"""Who wrote and what, made safe: the pseudonym of every account, and the words that are kept."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from postmortem.model.privacy import STORE_TEXT, StoreText
from postmortem.texts.preparation import masker, namer, preparer


@dataclass(frozen=True, slots=True)
class Privacy:
    """How much of the words is kept. From its first load on, a store stays with one."""

    store_text: StoreText = STORE_TEXT
    keep_handles: frozenset[str] = frozenset()
    """Handles that are no person's and stay readable: lower-case, without @."""


class Names:
    """Gives every account its pseudonym, the same in every export under one key."""

    def __init__(self, key: bytes) -> None:
        self._namer = namer(key)

    def of(
        self, platforms: pl.Series, accounts: pl.Series, handles: pl.Series
    ) -> tuple[pl.Series, pl.Series]:
        """Return the pseudonyms of each post's account id and of its handle, as numbers.

        An account id that is the handle is none: the same person is the same number everywhere.
        """
        by_handle = self._pseudonyms_of(platforms, handles).alias("handle")
        if accounts.equals(handles, null_equal=True) or accounts.null_count() == len(accounts):
            return pl.repeat(None, len(accounts), dtype=pl.UInt64, eager=True).alias(
                "account"
            ), by_handle
        by_account = self._pseudonyms_of(platforms, accounts)
        is_handle = (by_account == by_handle).fill_null(value=False)
        return by_account.set(is_handle, None).alias("account"), by_handle

    def _pseudonyms_of(self, platforms: pl.Series, identities: pl.Series) -> pl.Series:
        nobody = pl.repeat(None, len(identities), dtype=pl.UInt64, eager=True)
        if identities.null_count() == len(identities):
            return nobody
        distinct = platforms.unique().to_list()
        if len(distinct) == 1:
            return self._namer.of(distinct[0], identities)
        pseudonyms = nobody
        for platform in distinct:
            here = platforms == platform
            names = self._namer.of(platform, identities.filter(here))
            pseudonyms = pseudonyms.scatter(here.arg_true(), names)
        return pseudonyms


class Texts:
    """Makes texts safe, and prepares what is kept beside them."""

    def __init__(self, privacy: Privacy) -> None:
        self._masker = None if privacy.store_text == "full" else masker(privacy.keep_handles)
        self._preparer = preparer()

    def of(self, texts: pl.Series) -> pl.DataFrame:
        """Return the columns of Preparer, and `text` where it is new."""
        safe_texts = texts if self._masker is None else self._masker.of(texts)
        preparation = self._preparer.of(safe_texts)
        new_texts = safe_texts.zip_with(preparation["is_new"], pl.Series([None], dtype=pl.String))
        return preparation.with_columns(new_texts.alias("text"))
