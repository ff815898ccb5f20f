"""Posts as what the store keeps of them: names, words and addresses made safe on the way."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

import polars as pl

from postmortem.privacy import pseudonym
from postmortem.store.load.addresses import handles_free, is_id, plain_id
from postmortem.store.load.identities import Names, Privacy, Texts
from postmortem.store.load.posts import COUNTS, complete

_DAY = 86_400_000_000
"""Microseconds."""
_REFERENCES = ("repost_of", "quote_of", "conversation")


class Columns:
    """Turns posts into what the store keeps of them."""

    def __init__(self, key: bytes, privacy: Privacy) -> None:
        self._key = key
        self._keep = privacy.keep_handles
        self._names = Names(key)
        self._texts = Texts(privacy)
        self._repeats: Counter[tuple[str, str]] = Counter()
        self.without_id = 0
        """Posts that came without an id so far."""

    def of(self, posts: pl.DataFrame) -> pl.DataFrame:
        """Return what is kept of `posts`, the columns of Posts.

        Texts are still the columns of Preparer (number, hash, keys) with `text` where it is new,
        and `sets` the names that the row gives.
        """
        posts = complete(posts).with_columns(pl.col("score").fill_nan(None))
        texts = posts["text"]
        accounts, handles = self._names.of(posts["platform"], posts["author_id"], posts["author"])
        text_columns = self._texts.of(texts)
        without_id = (posts["post_id"].is_null() | (posts["post_id"] == "")).alias("id_made")
        ids = _plain_ids(posts["post_id"])
        if without_id.any():
            nobody = accounts.is_null() & handles.is_null()
            ids = self._with_made_ids(ids, posts, text_columns, without_id, nobody)
        return pl.DataFrame(
            [
                posts["platform"],
                ids.alias("post_id"),
                posts["posted_at"],
                accounts,
                handles,
                posts["own"],
                posts["kind"],
                posts["lang"],
                *text_columns,
                texts.str.len_chars().cast(pl.Int32).alias("text_length"),
                _cut(texts).alias("text_cut"),
                without_id,
                posts["sets"],
                self._urls(posts).alias("url"),
                self._reply_targets(posts, ids).alias("reply_to"),
                *(_plain_ids(posts[name]) for name in _REFERENCES),
                *(posts[name] for name in COUNTS),
                posts["score"],
            ]
        )

    def _urls(self, posts: pl.DataFrame) -> pl.Series:
        """Return where posts stand: in full only where the account is the brand's."""
        urls = posts["url"]
        if urls.null_count() == len(urls):
            return urls
        is_brand = posts["own"].fill_null(value=False)
        if self._keep:
            is_kept_handle = posts["author"].str.to_lowercase().is_in(sorted(self._keep))
            is_brand |= is_kept_handle.fill_null(value=False)
        return urls.zip_with(is_brand & (posts["kind"] != "repost"), handles_free(urls))

    def _reply_targets(self, posts: pl.DataFrame, ids: pl.Series) -> pl.Series:
        """Return the ids of the posts that are answered; a handle in its place is keyed."""
        targets = _plain_ids(posts["reply_to"])
        plain = targets.str.contains(r"^[0-9]+$").fill_null(value=True)
        if plain.all():
            return targets
        own_ids = set(ids)
        rest = zip(targets.filter(~plain), posts["platform"].filter(~plain), strict=True)
        safe = [
            value
            if not value or value in own_ids or is_id(value, platform)
            else pseudonym(self._key, platform, value)
            for value, platform in rest
        ]
        return targets.scatter((~plain).arg_true(), pl.Series(safe, dtype=pl.String))

    def _with_made_ids(
        self,
        ids: pl.Series,
        posts: pl.DataFrame,
        texts: pl.DataFrame,
        without_id: pl.Series,
        nobody: pl.Series,
    ) -> pl.Series:
        """Return `ids`, where there is none one made of platform, time, text and author.

        It is the same in every export. The first half holds no secret, so that posts sort alike in
        every store. The second tells authors and unmasked texts apart, and is keyed, so that no
        one can test a guess of them.
        """
        self.without_id += int(without_id.sum())
        identity = posts.select("platform", "posted_at", "author_id", "author", "text")
        rows = (
            identity.with_columns(
                *texts.select("number", "hash_high", "hash_low"),
                pl.col("posted_at").cast(pl.Int64),
                _may_repeat(nobody, posts["posted_at"]).alias("may_repeat"),
            )
            .filter(without_id)
            .rows(named=True)
        )
        made_ids = [self._with_number(self._made_id(row), row) for row in rows]
        return ids.scatter(without_id.arg_true(), pl.Series(made_ids, dtype=pl.String))

    def _with_number(self, made_id: str, row: dict[str, Any]) -> str:
        """Tell rows apart that say the same: the second gets -2, the third -3.

        Only where they may well be two posts; else they are one post twice.
        """
        if not row["may_repeat"]:
            return made_id
        self._repeats[row["platform"], made_id] += 1
        count = self._repeats[row["platform"], made_id]
        return made_id if count == 1 else f"{made_id}-{count}"

    def _made_id(self, row: dict[str, Any]) -> str:
        words = (
            f"{row['hash_high']:016x}{row['hash_low']:016x}" if row["number"] is not None else ""
        )
        instant = row["posted_at"] / 1e6
        public_half = hashlib.sha256(
            f"{row['platform']}|{instant:.6f}|{words}".encode()
        ).hexdigest()
        author = row["author_id"] or row["author"] or ""
        secret_half = pseudonym(self._key, row["platform"], f"{author}|{row['text']}")
        return f"made-{public_half[:16]}-{secret_half[:12]}"


def _plain_ids(ids: pl.Series) -> pl.Series:
    """Return ids as they are kept: those that are addresses hashed."""
    is_address = ids.str.contains("://", literal=True).fill_null(value=False)
    if not is_address.any():
        return ids
    plain = pl.Series([plain_id(value) for value in ids.filter(is_address)], dtype=pl.String)
    return ids.scatter(is_address.arg_true(), plain)


def _cut(texts: pl.Series) -> pl.Series:
    """Whether the export shortened each text: it ends with …, or with … and a link."""
    doubtful = texts.str.contains("…", literal=True)
    if not doubtful.any():
        return doubtful
    cut = pl.Series([_is_cut(text) for text in texts.filter(doubtful)], dtype=pl.Boolean)
    return doubtful.scatter(doubtful.arg_true(), cut)


def _is_cut(text: str) -> bool:
    if "…" not in text[-40:]:
        return False
    words = text.split()
    return words[-1].endswith("…") or (
        len(words) > 1 and words[-2].endswith("…") and words[-1].startswith("http")
    )


def _may_repeat(nobody: pl.Series, instants: pl.Series) -> pl.Series:
    """Whether two rows alike may well be two posts: nobody is named, or only the day is."""
    return nobody | (instants.cast(pl.Int64) % _DAY == 0)
