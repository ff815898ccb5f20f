"""Pieces of text that masks, copies and names trip over: for tests and for fuzzing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_GAPS = ("", " ", " ", "  ", "\n", "\t", "\u00a0", "\u2003", "\u3000", "\x1c", "\x85", "\u200b")
_SIGNS = (
    *(".", ",", "-", "_", "%", "+", "…", "“", "/", ":", "?", "#", "(", ")", "[", "]", "\0", "\x7f"),
    *("\ufeff", "\u00ad", "\u0301", "\u200d", "❤️", "👩\u200d💻", "🇳🇴", "👍🏽", "\U0001f102", "①"),
)
_HANDLES = (
    *("@", "@@", "＠", "@ann", "@Ann.b-c", "@ann@social.example", "RT @bo:", "rt\u3000@a", "RT "),
    *("@nordlys", "@NordlysKaffe", "@Øde", "@ann❤️", "@नमस्ते", "@\u212aafe", "@kafe", "@a123"),
    *("@a123 4567", "@u/abc", "@x.com/ann", "@ahttp://b?c", "u/someone", "/u/someone", "edu/x"),
)
_LINKS = (
    *("http://", "https://", "://", "www.", "t.co/", "http://t.co/AbC123x", "www.x.example"),
    *("https://e.example/a?id=7", "https://e.example/a#b", "https://e.example/?q=@ann 5551234"),
    *("https://twitter.com/ann/status/12?s=20", "TWITTER.com/Bob", "instagram.com/ann", "t.me/a"),
    *("faceboo\u212a.com/ann", "\u0131nstagram.com/ann", "redd.it/u/x", "https://x.com/ann"),
    *("netflix.com/title", "https://e.example/1234567", "HTTP://E.example/?a", "hthttps://a?b"),
)
_NUMBERS = (
    *("+47 22 33 44 55", "22334455", "(555) 123-4567", "2024-05-01", "10:20", "7", "123456"),
    *("NO93 8601 1117 947", "GB82", " WEST 1234 5698 7654 32", "٢٢٣٣٤٤٥٥", "１２３４５６７", "٣"),
    *("22\u00a033\u00a044\u00a055", "1768000000000000000"),
)
_ADDRESSES = ("ann@e.example", "a.b+c@mail.e.example", "mailto:x@y.example", "x@y", "é@e.example")
_WORDS = (
    *("words", "h", "w", "t", "r", "rt", "u", "a", "Sorry", "[email]", "[phone]", "[iban]", "[x"),
    *("\u0130stanbul", "\u0131", "\u017f", "Σ", "ΟΔΟΣ", "ßẞ", "ǅ", "ﬁne", "Ⅷ", "𝐆𝐎", "हिन्दी"),
    *("東京", "한국", "สวัสดี", "مرحبا", "שלום", "\U00020000", "\U000317a3", "\U000e0041", "Ⱥ"),
)
PIECES = (*_SIGNS, *_HANDLES, *_LINKS, *_NUMBERS, *_ADDRESSES, *_WORDS)


def hostile_text(random: Random, most: int = 9) -> str:
    """Return a text of up to `most` pieces; one in five of any characters at all."""
    if random.random() < 0.2:
        planes = (0x250, 0x3000, 0x110000)
        points = (random.randrange(random.choice(planes)) for _ in range(random.randint(0, most)))
        some = "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000)
        return some + random.choice(PIECES)
    count = random.randint(0, most)
    return "".join(random.choice(PIECES) + random.choice(_GAPS) for _ in range(count))
