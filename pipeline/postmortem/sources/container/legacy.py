"""Which of the encodings from before Unicode a text is in, or that nobody can tell.

Any of them reads any bytes as some letters, so that a wrong one shows itself to people only. Words
that are nearly all high bytes are in another script than ours, and chardet knows scripts apart; in
words with a high byte here and there it takes much text to know two Western encodings apart.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(rb"[^\x00-\x3f]*[\x80-\xff][^\x00-\x3f]*")
"""Letters around a high byte; the second byte of a Japanese or Chinese letter may be below."""
_LETTERS = bytes(range(0x40, 0x100))
_CONTEXT = re.compile(rb"[^\n]{0,40}[\x80-\xff][^\n]{0,40}")
_HIGH = re.compile(rb"[\x80-\xff]")
_ENOUGH, _LARGEST = 10_000, 100_000
"""Words that settle the matter, and bytes of them."""
_SHORT = 2
"""Bytes of a word that may be punctuation only: a dash, three dots, quotes."""
_DENSE = 0.45
"""Share of high bytes from which words are in another script than the Latin one."""
_LEAST = 0.1
"""Confidence below which a script is not known."""
_CLEARLY = 1.2
"""How many times as likely as the next an encoding must be."""
_SCRIPTS = (
    "cp1251", "koi8-r", "koi8-u", "cp1253", "cp1255", "cp1256", "cp874", "cp932", "euc-jp",
    "gb18030", "big5", "cp949",
)  # fmt: skip
_ELSEWHERE = ("cp1250", "cp1254", "cp1257")
_LATIN = (*_ELSEWHERE, "cp1252", "mac-roman")
_FEW = 4
"""High bytes of a Latin text that are too few to know two encodings apart: the usual is meant."""
# Bytes that are letters, quotes and dashes in one of the two and rarely anything in the other.
_MAC = bytes([0xC9, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0x8E, 0x8F, 0x8D, 0x88, 0x8A, 0x9A, 0x9F])
_WINDOWS = bytes([0x85, *range(0x91, 0x98), *range(0xE0, 0xFD)])


class UnknownEncoding(ValueError):
    """No one encoding is much likelier than all others."""


def legacy_encoding(chunks: Iterable[bytes]) -> str:
    """Return the encoding of bytes that are no Unicode; raises UnknownEncoding.

    >>> legacy_encoding(["Кофе холодный, очередь длинная".encode("cp1251")])
    'cp1251'
    """
    words, contexts = _samples(chunks)
    if _is_damaged_utf8(words):
        raise UnknownEncoding("it is UTF-8 but for a few broken letters")
    return _script(words) if _is_dense(words) else _western(contexts)


def _samples(chunks: Iterable[bytes]) -> tuple[bytes, bytes]:
    """Return the words with a high byte in them, and these with what stands around them."""
    words: list[bytes] = []
    contexts: list[bytes] = []
    tail = b""
    for chunk in chunks:
        text = tail + chunk
        tail = text[len(text.rstrip(_LETTERS)) :] if len(tail) < _ENOUGH else b""
        text = text[: len(text) - len(tail)]
        words += _WORD.findall(text)
        contexts += _CONTEXT.findall(text)
        if len(words) > _ENOUGH:
            break
    words += _WORD.findall(tail)
    contexts += _CONTEXT.findall(tail)
    return b" ".join(words)[:_LARGEST], b"\n".join(contexts)[:_LARGEST]


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether nearly all letters are UTF-8: some were cut, or pasted from another file."""
    text = sample.decode("utf-8", "replace")
    letters = sum(char >= "\x80" for char in text)
    return letters > 4 * text.count("�")


def _is_dense(sample: bytes) -> bool:
    words = [word for word in sample.split() if len(word) > _SHORT]
    high = sum(len(_HIGH.findall(word)) for word in words)
    return high > _DENSE * sum(map(len, words))


def _likelihoods(sample: bytes, encodings: tuple[str, ...]) -> list[tuple[float, str]]:
    """Return how likely each encoding is, the likeliest first."""
    import chardet

    names = {codecs.lookup(name).name: name for name in encodings}
    guesses = chardet.detect_all(
        sample,
        ignore_threshold=True,
        include_encodings=encodings,
        no_match_encoding=encodings[0],  # which then has no language
    )
    pairs = ((each["confidence"], str(each["encoding"])) for each in guesses if each["language"])
    likelihoods = [(share, codecs.lookup(name).name) for share, name in pairs]
    return [(share, names[name]) for share, name in likelihoods if name in names]


def _script(sample: bytes) -> str:
    """Return the encoding of a text in another script than the Latin one."""
    likelihoods = _likelihoods(sample, _SCRIPTS)
    if not likelihoods or likelihoods[0][0] < _LEAST:
        raise UnknownEncoding("it is in no Unicode encoding, and in which other cannot be told")
    share, best = likelihoods[0]
    text = sample.decode(best, "replace")
    for other_share, other in likelihoods[1:]:
        if share < _CLEARLY * other_share and sample.decode(other, "replace") != text:
            raise UnknownEncoding(f"it may be {best} or {other}")
    return best


def _western(sample: bytes) -> str:
    """Return the encoding of a Latin text: of Western Europe, where no other is likelier."""
    mac = sum(sample.count(byte) for byte in _MAC)
    usual = "mac_roman" if mac > sum(sample.count(byte) for byte in _WINDOWS) else "cp1252"
    text = sample.decode(usual, "replace")
    others = [name for name in _ELSEWHERE if sample.decode(name, "replace") != text]
    if len(_HIGH.findall(sample)) < _FEW or not others:
        return usual
    shares = {name: share for share, name in _likelihoods(sample, _LATIN)}
    best = max(others, key=lambda name: shares.get(name, 0.0))
    share = max(shares.get("cp1252", 0.0), shares.get("mac-roman", 0.0))
    ratio = shares.get(best, 0.0) / share if share else 0.0
    if 1 <= ratio < _CLEARLY and usual == "cp1252":
        raise UnknownEncoding(f"it may be {usual} or {best}")
    return best if ratio >= _CLEARLY else usual
