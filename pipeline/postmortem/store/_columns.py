"""Posts as columns, with names and words made safe on the way.

Each distinct account is hashed and each distinct text masked once; the memory of what was seen is
emptied when it grows, so that it never grows with the export.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from postmortem.model import Post, Reject
from postmortem.privacy import keyed, mask
from postmortem.store._addresses import handle_free, is_id, plain_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

StoreText = Literal["masked", "full", "hash"]

_MOST_NAMES = 200_000
_MOST_TEXTS = 100_000
"""Remembered at a time; some 70 MB of names, and 35 MB of texts."""
_HASH_DIGITS = 32
_DAY_SECONDS = 86_400
_INT64 = 1 << 63
_COUNTS = (
    *("likes", "reposts", "replies", "quotes", "views", "reach", "saves", "clicks"),
    "followers",
)
_WORDS = ("platform", "kind", "lang", "url", "reply_to", "repost_of", "quote_of", "conversation")
_REFERENCES = ("repost_of", "quote_of", "conversation")
_NOISE = (
    r"(?:https?://|www\.|t\.co/)\S+|(?:\brt\s+)?@[\w.]+|\[(?:email|phone|iban)\]"
    r"|[^\p{L}\p{N}@\[]+|[@\[]"
)


class Names(dict[tuple[str, str | None, str | None], tuple[str | None, str | None]]):
    """The pseudonyms of every account met: of its id (else its handle), and of its handle."""

    def __init__(self, key: bytes) -> None:
        super().__init__()
        self._key = key

    def of(
        self,
        platforms: Sequence[str],
        accounts: Sequence[str | None],
        handles: Sequence[str | None],
    ) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
        """Return two columns: who wrote each post, and under which handle."""
        named = [self[triple] for triple in zip(platforms, accounts, handles, strict=True)]
        authors, known_as = zip(*named, strict=True)
        return authors, known_as

    def __missing__(
        self, account: tuple[str, str | None, str | None]
    ) -> tuple[str | None, str | None]:
        if len(self) >= _MOST_NAMES:
            self.clear()
        platform, identity, handle = account
        known_as = keyed(self._key, platform, handle) if handle else None
        if identity and identity != handle:
            author: str | None = keyed(self._key, platform, identity)
        else:
            author = known_as
        names = self[account] = (author, known_as)
        return names


class Texts(dict[str, str | None]):
    """The hash of every text met; `fresh` holds those not handed on yet, as they may be kept.

    What is fresh waits for a row that is accepted: the words of a rejected row go nowhere.
    """

    def __init__(self, store_text: StoreText, keep_handles: frozenset[str]) -> None:
        super().__init__()
        self._full = store_text == "full"
        self._keep = keep_handles
        self.fresh: dict[str, str] = {}

    def __missing__(self, text: str) -> str | None:
        if len(self) >= _MOST_TEXTS:
            self.clear()
        if not text.strip():
            self[text] = None
            return None
        kept = mended(text if self._full else mask(text, self._keep))
        digest = self[text] = digest_of(kept)
        self.fresh[digest] = kept
        return digest

    def fresh_of(self, hashes: Sequence[str | None]) -> list[str | None]:
        """Return, in a column, each text where it comes for the first time."""
        fresh = self.fresh
        return [fresh.pop(digest, None) if digest else None for digest in hashes]


class Columns:
    """Turns chunks of posts into columns."""

    def __init__(self, key: bytes, store_text: StoreText, keep_handles: frozenset[str]) -> None:
        self._key = key
        self._keep = keep_handles
        self._names = Names(key)
        self._texts = Texts(store_text, keep_handles)
        self.made = 0
        """Posts that came without an id so far."""

    def of(self, posts: Sequence[Post], first: int) -> pl.DataFrame:
        """Return the columns of `posts`, numbered from `first`.

        OverflowError, TypeError or a polars error when a cell does not fit its column: ask
        `misfit` of each post then.
        """
        cells: dict[str, Sequence[Any]] = dict(
            zip(Post._fields, zip(*posts, strict=True), strict=True)
        )
        authors, handles = self._names.of(cells["platform"], cells["author_id"], cells["author"])
        seconds = [instant.timestamp() for instant in cells["posted_at"]]
        texts = self._texts
        hashes = [texts[text] for text in cells["text"]]
        fresh = pl.Series("text", texts.fresh_of(hashes), pl.String)
        made = [not known for known in cells["post_id"]]
        cells |= self._addresses(posts, cells)
        return pl.DataFrame(
            [
                pl.Series("seq", range(first, first + len(posts)), pl.Int64),
                _instants("posted_at", seconds),
                _strings("post_id", self._ids(posts, cells["post_id"])),
                pl.Series("author", authors, pl.String),
                pl.Series("handle", handles, pl.String),
                pl.Series("own", cells["own"], pl.Boolean),
                pl.Series("text_hash", hashes, pl.String),
                fresh,
                copy_form(fresh).alias("form"),
                pl.Series("text_length", [len(text) for text in cells["text"]], pl.Int32),
                pl.Series("text_cut", [_cut(text) for text in cells["text"]], pl.Boolean),
                pl.Series("id_made", made, pl.Boolean),
                pl.Series("may_repeat", _may_repeat(made, authors, seconds), pl.Boolean),
                pl.Series("sets", [names or None for names in cells["sets"]], pl.List(pl.String)),
                pl.Series("score", cells["score"], pl.Float64).fill_nan(None),
                *(_strings(name, cells[name]) for name in _WORDS),
                *(pl.Series(name, cells[name], pl.Int64) for name in _COUNTS),
            ]
        )

    def _addresses(
        self, posts: Sequence[Post], cells: Mapping[str, Sequence[Any]]
    ) -> dict[str, Sequence[str | None]]:
        """Return the ids and addresses of `posts`, without the handles that are in some."""
        ids = [plain_id(known) for known in cells["post_id"]]
        known = set(ids)
        return {
            "post_id": ids,
            "url": [post.url and self._url(post) for post in posts],
            "reply_to": [post.reply_to and self._answered(post, known) for post in posts],
            **{name: [plain_id(value) for value in cells[name]] for name in _REFERENCES},
        }

    def _url(self, post: Post) -> str | None:
        """Return where a post stands: in full only where the account is the brand's."""
        is_brand = post.own or (post.author or "").casefold() in self._keep
        return post.url if is_brand and post.kind != "repost" else handle_free(post.url)

    def _answered(self, post: Post, known: AbstractSet[str | None]) -> str | None:
        """Return the id of the post that is answered; a handle in its place is keyed."""
        value = plain_id(post.reply_to)
        if not value or value in known or is_id(value, post.platform):
            return value
        return keyed(self._key, post.platform, value)

    def _ids(self, posts: Sequence[Post], ids: Sequence[str | None]) -> Sequence[str | None]:
        if all(ids):
            return ids
        return [known or self._made_id(post) for known, post in zip(ids, posts, strict=True)]

    def _made_id(self, post: Post) -> str:
        """Return an id made of platform, time, text and author, the same in every export.

        The first half holds no secret, so that posts sort alike in every store. The second tells
        authors and unmasked texts apart, and is keyed, so that no one can test a guess of them.
        """
        self.made += 1
        words = self._texts[post.text] or ""
        instant = post.posted_at.timestamp()
        said = digest_of(f"{post.platform}|{instant:.6f}|{words}")[:16]
        author = post.author_id or post.author or ""
        return f"made-{said}-{keyed(self._key, post.platform, f'{author}|{post.text}')[:12]}"


def copy_form(texts: pl.Series) -> pl.Series:
    """Return what copies of a text share with it: its letters and digits, in lower case.

    Links, handles, the mark of a repost and what masking put in do not count, nor does anything
    that is neither a letter nor a digit. In Polars, because it is one of the dearest steps.

    >>> copy_form(pl.Series(["RT @ann: We are SORRY… https://t.co/abc"])).to_list()
    ['wearesorry']
    """
    return texts.str.to_lowercase().str.replace_all(_NOISE, "")


def digest_of(text: str) -> str:
    """Return the hash a text is known by: half of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_DIGITS]


def mended(text: str) -> str:
    """Return `text` with halves of surrogate pairs joined, or replaced where the other is lost."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def misfit(post: Post) -> Reject | None:
    """Return why a post does not fit the store's columns, or None when it does.

    Types promise that it does; a source that reads numbers of any size may break the promise.
    """
    for name in _COUNTS:
        value: object = getattr(post, name)
        if value is not None and not (isinstance(value, int) and -_INT64 <= value < _INT64):
            return Reject(post.line, f"{name} is not a count the store can hold")
    for name in ("post_id", "text", "author_id", "author", *_WORDS):
        value = getattr(post, name)
        if value is not None and not isinstance(value, str):
            return Reject(post.line, f"{name} is not text")
    score: object = post.score
    if score is not None and not isinstance(score, int | float):
        return Reject(post.line, "score is not a number")
    return None


def _strings(name: str, values: Sequence[str | None]) -> pl.Series:
    # Polars would turn half a surrogate pair into a NUL without a word.
    try:
        "".join(filter(None, values)).encode()
    except UnicodeEncodeError:
        values = [value and mended(value) for value in values]
    return pl.Series(name, values, pl.String)


def _instants(name: str, seconds: Sequence[float]) -> pl.Series:
    micros = (pl.Series(name, seconds, pl.Float64) * 1e6).round().cast(pl.Int64)
    return micros.cast(pl.Datetime("us"))


def _cut(text: str) -> bool:
    """Whether the export shortened the text: it ends with …, or with … and a link."""
    if "…" not in text[-40:]:
        return False
    words = text.split()
    return words[-1].endswith("…") or (
        len(words) > 1 and words[-2].endswith("…") and words[-1].startswith("http")
    )


def _may_repeat(
    made: Sequence[bool], authors: Sequence[str | None], seconds: Sequence[float]
) -> list[bool]:
    if not any(made):
        return [False] * len(made)
    return [
        is_made and (author is None or second % _DAY_SECONDS == 0)
        for is_made, author, second in zip(made, authors, seconds, strict=True)
    ]
