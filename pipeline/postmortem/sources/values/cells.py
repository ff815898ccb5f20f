"""Single cells: counts as people write them, handles, languages, text with its wrapping off."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from math import isnan

_NONE = frozenset(("", "-", "–", "—", "n/a", "na", "nan", "none", "null", "--", "nil"))
NOTHING = frozenset(("NA", "nan", "NaN", "None", "none", "null", "NULL", "N/A", "0"))
"""What R, Python and databases write into a cell where there is nothing."""
TRUE = frozenset(("true", "yes", "1", "t", "y"))
_NO_LANGUAGE = frozenset(
    ("und", "qme", "zxx", "qam", "qct", "qht", "qst", "in_progress", "unknown", "")
)
_LANGUAGES = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en",
    "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
    "hungarian": "hu", "icelandic": "is", "indonesian": "id", "italian": "it", "japanese": "ja",
    "korean": "ko", "norwegian": "no", "polish": "pl", "portuguese": "pt", "romanian": "ro",
    "russian": "ru", "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip
"""Names that listening suites write out."""
BEYOND = 2**63
"""Where counts end; what lies beyond is an id in the wrong place, and no store holds it."""
_LONGEST = 64
"""Letters of a count with its separators and unit; what is longer is none."""
_SCALES = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_GAPS = "\u0020\u00a0\u2009\u202f'\u2019"
"""Blanks and marks that part thousands, beside the dot and the comma."""
_COUNT = re.compile(rf"(-?)((?:\d[\d.,{_GAPS}]*)?\d)\s*([kKmMbB](?![A-Za-z]))?(?:\s*([A-Za-z]+))?")
_THOUSANDS = re.compile(rf"[1-9]\d{{0,2}}([.,{_GAPS}])\d{{3}}(?:\1\d{{3}})*")
_UNITS = frozenset(
    (
        "bookmark", "click", "comment", "favorite", "favourite", "follower", "impression", "like",
        "mention", "play", "point", "quote", "reaction", "reblog", "replie", "reply", "repost",
        "retweet", "save", "share", "upvote", "view", "vote",
    )
)  # fmt: skip
"""What may stand behind a count. Other words may multiply it: `2 mill`, `3 Tsd`, `4 lakh`."""
_CONTINUATIONS = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + bytes(
    range(0x80, 0xA0)
).decode("latin-1")
_OF_CP1251 = re.escape(bytes(range(0x80, 0xC0)).decode("cp1251", "ignore"))
_SIGN = re.compile(f"вЂ[{_OF_CP1251}]|рџ[{_OF_CP1251}]{{2}}")
"""A quote mark, a dash or an emoji of UTF-8, read as cp1251."""
DOUBLE_ENCODING = re.compile(f"[Â-ôвр][{_CONTINUATIONS}Ђџ]")
"""A UTF-8 letter's first byte and one that may follow it, in cp1252 or Latin-1; or how a sign
begins: alternatives would slow the search down."""
DOUBLE_ENCODING_MARKS = (b"\xc3", "вЂ".encode(), "рџ".encode())
"""One of these, in UTF-8, is in all that the pattern finds."""

_GAPS_OF_CP1252 = "\x81\x8d\x8f\x90\x9d"


class CellError(ValueError):
    """A cell that cannot be what its column says; the reason for a reject."""


def count(text: str) -> int | None:
    """Return a count, None where the export says that there is none.

    Raises CellError when it is no count.

    >>> [count(text) for text in ("18,400", "1.2K", "1.250", "848.0", "2,316 Views", "N/A")]
    [18400, 1200, 1250, 848, 2316, None]
    """
    if len(text) > _LONGEST and len(text.strip()) > _LONGEST:
        raise CellError(f"no count: {text[:40]!r}")
    try:
        value = int(text)
    except ValueError:
        text = text.strip()
        if text.lower() in _NONE:
            return None
        match = _COUNT.fullmatch(text)
        if not match or (match[4] and match[4].lower().removesuffix("s") not in _UNITS):
            raise CellError(f"no count: {text[:40]!r}") from None
        value = _number(match[2], _SCALES[match[3].lower()] if match[3] else 1)
        value = -value if match[1] else value
    if abs(value) >= BEYOND:
        raise CellError(f"no count: {text[:40]!r}")
    return value


def _number(digits: str, scale: int) -> int:
    """Read digits whose separators mark thousands, unless a scale or a final .0 says decimals."""
    if scale == 1 and _THOUSANDS.fullmatch(digits):
        return int(re.sub(r"\D", "", digits))
    try:
        value = float(digits.replace(",", ".")) * scale
    except ValueError as error:
        raise CellError(f"no count: {digits[:40]!r}") from error
    if scale == 1 and value != int(value):
        raise CellError(f"no count: {digits[:40]!r}")
    return round(value)


@lru_cache(maxsize=2**16)
def handle(text: str | None) -> str | None:
    """Return a handle without @, lower-cased; None for an empty one.

    >>> handle(" @NordlysKaffe ")
    'nordlyskaffe'
    """
    if not text:
        return None
    return text.strip().removeprefix("@").lower() or None


@lru_cache(maxsize=2**10)
def language(tag: str | None) -> str | None:
    """Return the primary subtag, None where the platform says it is no language.

    >>> language("en-GB"), language("und"), language("pt_BR"), language("Norwegian")
    ('en', None, 'pt', 'no')
    """
    if not tag or tag in _NO_LANGUAGE:
        return None
    if code := _LANGUAGES.get(tag.strip().lower()):
        return code
    primary = tag.replace("_", "-").split("-")[0].strip().lower()
    return primary if 2 <= len(primary) <= 3 and primary not in _NO_LANGUAGE else None


def unescape(text: str) -> str:
    """Return text with &amp; &lt; &gt; and the like undone."""
    return html.unescape(text) if "&" in text else text


def mend_letters(text: str) -> str:
    """Return text whose UTF-8 was read as an 8-bit encoding, set right; else as it is.

    >>> mend_letters("Itâ€™s"), mend_letters("åpent"), mend_letters("ItвЂ™s")
    ('It’s', 'åpent', 'It’s')
    """
    if text.isascii():
        return text
    if DOUBLE_ENCODING.search(text):
        for encode in (_as_cp1252, _as_latin_1):
            try:
                return encode(text).decode("utf-8")
            except UnicodeError:
                continue
        return _SIGN.sub(_sign, text)
    return text


def _sign(match: re.Match[str]) -> str:
    try:
        return match[0].encode("cp1251").decode("utf-8")
    except UnicodeError:
        return match[0]


def _as_cp1252(text: str) -> bytes:
    """Return the bytes that cp1252 reads as `text`; the five it lacks stand for themselves."""
    return b"".join(
        char.encode("latin-1" if char in _GAPS_OF_CP1252 else "cp1252") for char in text
    )


def _as_latin_1(text: str) -> bytes:
    return text.encode("latin-1")


def meta_text(text: str) -> str:
    r"""Return a string of a Meta download, whose UTF-8 bytes were escaped one by one.

    >>> meta_text("caf\u00c3\u00a9")
    'café'
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def whole(text: str) -> tuple[str, bool]:
    r"""Return text with halves of surrogate pairs replaced, and whether there were any.

    >>> whole("a\ud83d")
    ('a�', True)
    """
    if text.isascii():
        return text, False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text_without = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text_without, True
    return text, False


_TAG = re.compile(r"<(?:!--[^<>]*--|(/?)([A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?)>")
"""A tag or a comment. What merely begins like one is text that a person wrote."""
_PARAGRAPHS = frozenset(("p", "li", "blockquote"))


def _break(tag: re.Match[str]) -> str:
    """Return what stands in the text for a tag: paragraphs and breaks end lines."""
    name = (tag[2] or "").lower()
    if tag[1]:
        return "\n\n" if name in _PARAGRAPHS else ""
    return "\n" if name == "br" else ""


def html_text(markup: str) -> str:
    r"""Return the text of an HTML fragment.

    >>> html_text("<p>Hei <a href='x'>@a</a><br>der</p><p>5 &lt; 6</p>")
    'Hei @a\nder\n\n5 < 6'
    """
    if "<" not in markup:
        return unescape(markup)
    return unescape(_TAG.sub(_break, markup)).strip()


_POLARITY = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}


def external_score(text: str) -> float | None:
    """Return a sentiment in −1…1 that the export brings, from a number or a word.

    >>> external_score("0.25"), external_score("Negative"), external_score("not rated")
    (0.25, -1.0, None)
    """
    text = text.strip().lower()
    if not text or text in _POLARITY:
        return _POLARITY.get(text)
    try:
        value = float(text)
    except ValueError:
        return None
    if isnan(value):
        return None
    if not -1 <= value <= 1:
        raise CellError(f"the score {text[:40]} is outside −1…1")
    return value
