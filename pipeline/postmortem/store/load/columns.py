"""Posts as the columns of the store, with names, words and addresses made safe on the way."""

from __future__ import annotations

import polars as pl

from postmortem.privacy import pseudonym
from postmortem.store.load.addresses import handles_free, is_id, plain_id
from postmortem.store.load.identities import Names, Privacy, Texts
from postmortem.store.load.posts import COUNTS, WORDS, complete
from postmortem.texts.pure import digest_of

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
        self.without_id = 0
        """Posts that came without an id so far."""

    def of(self, posts: pl.DataFrame, first: int) -> pl.DataFrame:
        """Return what is staged of `posts`, the columns of Posts, numbered from `first`."""
        posts = complete(posts).with_columns(pl.col("score").fill_nan(None))
        texts = posts["text"]
        authors, handles = self._names.of(posts["platform"], posts["author_id"], posts["author"])
        text_columns = self._texts.of(texts)
        without_id = (posts["post_id"].is_null() | (posts["post_id"] == "")).alias("id_made")
        ids = _plain_ids(posts["post_id"])
        if without_id.any():
            ids = self._with_made_ids(ids, posts, text_columns["text_hash"], without_id)
        return pl.DataFrame(
            [
                pl.int_range(first, first + len(posts), dtype=pl.Int64, eager=True).alias("seq"),
                posts["posted_at"],
                ids.alias("post_id"),
                authors,
                handles,
                posts["own"],
                *text_columns,
                texts.str.len_chars().cast(pl.Int32).alias("text_length"),
                _cut(texts).alias("text_cut"),
                without_id,
                _may_repeat(without_id, authors, posts["posted_at"]).alias("may_repeat"),
                posts["sets"],
                posts["score"],
                *(posts[name] for name in WORDS if name in ("platform", "kind", "lang")),
                self._urls(posts).alias("url"),
                self._reply_targets(posts, ids).alias("reply_to"),
                *(_plain_ids(posts[name]) for name in _REFERENCES),
                *(posts[name] for name in COUNTS),
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
        self, ids: pl.Series, posts: pl.DataFrame, hashes: pl.Series, without_id: pl.Series
    ) -> pl.Series:
        """Return `ids`, where there is none one made of platform, time, text and author.

        It is the same in every export. The first half holds no secret, so that posts sort alike in
        every store. The second tells authors and unmasked texts apart, and is keyed, so that no
        one can test a guess of them.
        """
        self.without_id += int(without_id.sum())
        identity = posts.select("platform", "posted_at", "author_id", "author", "text")
        rows = (
            identity.with_columns(hashes, pl.col("posted_at").cast(pl.Int64))
            .filter(without_id)
            .rows()
        )
        made_ids = [
            self._made_id(platform, micros / 1e6, words or "", account or handle or "", text)
            for platform, micros, account, handle, text, words in rows
        ]
        return ids.scatter(without_id.arg_true(), pl.Series(made_ids, dtype=pl.String))

    def _made_id(self, platform: str, instant: float, words: str, author: str, text: str) -> str:
        public_half = digest_of(f"{platform}|{instant:.6f}|{words}")[:16]
        return f"made-{public_half}-{pseudonym(self._key, platform, f'{author}|{text}')[:12]}"


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


def _may_repeat(without_id: pl.Series, authors: pl.Series, instants: pl.Series) -> pl.Series:
    """Whether two rows alike may well be two posts: nobody is named, or only the day is."""
    return without_id & (authors.is_null() | (instants.cast(pl.Int64) % _DAY == 0))
