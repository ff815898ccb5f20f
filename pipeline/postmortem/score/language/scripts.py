"""Which script a text is written in, and the language that follows when a script has only one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache

_BLOCKS = (
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"),
    (0x0860, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Odia"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1C80, 0x1C8F, "Cyrillic"),
    (0x1C90, 0x1CBF, "Georgian"),
    (0x1F00, 0x1FFF, "Greek"),
    (0x3040, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hangul"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Han"),
    (0x4E00, 0x9FFF, "Han"),
    (0xA640, 0xA69F, "Cyrillic"),
    (0xA960, 0xA97F, "Hangul"),
    (0xAC00, 0xD7FF, "Hangul"),
    (0xF900, 0xFAFF, "Han"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFF, "Arabic"),
    (0xFF66, 0xFF9F, "Kana"),
    (0x20000, 0x3134F, "Han"),
)
"""Unicode blocks, first and last code point. Letters outside all of them count as Latin, which is
also where bold and other mathematical alphabets belong: people write English with those."""

_FIRST = [first for first, _, _ in _BLOCKS]

_LANGUAGES_IN = {
    "Greek": ("el",),
    "Cyrillic": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "tt", "ba"),
    "Armenian": ("hy",),
    "Hebrew": ("he", "yi"),
    "Arabic": ("ar", "fa", "ur", "ps", "ckb", "ku", "ug", "sd", "sdh"),
    "Thaana": ("dv",),
    "Devanagari": ("hi", "mr", "ne", "sa", "gom"),
    "Bengali": ("bn", "as"),
    "Gurmukhi": ("pa",),
    "Gujarati": ("gu",),
    "Odia": ("or",),
    "Tamil": ("ta",),
    "Telugu": ("te",),
    "Kannada": ("kn",),
    "Malayalam": ("ml",),
    "Sinhala": ("si",),
    "Thai": ("th",),
    "Lao": ("lo",),
    "Tibetan": ("bo", "dz"),
    "Myanmar": ("my",),
    "Georgian": ("ka",),
    "Hangul": ("ko",),
    "Ethiopic": ("am", "ti"),
    "Khmer": ("km",),
    "Kana": ("ja",),
    "Han": ("zh", "ja", "ko"),
}
_TELLING = {"Hebrew": "he", "Bengali": "bn", "Ethiopic": "am", "Han": "zh"}
"""Scripts of several languages of which one writes nearly every post."""

BEYOND_LATIN = (
    "[\u0370-\u1cbf\u1f00-\u1fff\u3040-\u318f\u31f0-\u9fff\ua640-\ua69f\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefe\uff66-\uff9f\U00020000-\U0003134f]"
)
"""Matches a letter that is not Latin, in the words of any library of regular expressions."""

_ODD_LETTER = re.compile(BEYOND_LATIN)


@cache
def _script(letter: str) -> str:
    point = ord(letter)
    block = bisect_right(_FIRST, point) - 1
    return _BLOCKS[block][2] if block >= 0 and point <= _BLOCKS[block][1] else "Latin"


def is_all_latin(text: str) -> bool:
    """Whether no letter of `text` is beyond Latin."""
    return text.isascii() or not _ODD_LETTER.search(text)


def script_of(text: str) -> str:
    """Return the script most letters of `text` are in; `Latin` also for a text without letters.

    Kana beside Han means Japanese, so kana settle it even when they are few.

    >>> script_of("Не летит"), script_of("café"), script_of("今日はいい天気")
    ('Cyrillic', 'Latin', 'Kana')
    """
    if is_all_latin(text):
        return "Latin"
    counts: Counter[str] = Counter()
    for letter, times in Counter(filter(str.isalpha, text)).items():
        counts[_script(letter)] += times
    east_asian = counts["Han"] + counts["Kana"]
    if counts["Kana"] * 10 >= east_asian > 0:
        counts["Kana"], counts["Han"] = east_asian, 0
    script, most = max(sorted(counts.items()), key=lambda item: item[1], default=("Latin", 0))
    return script if most else "Latin"


def language_of_script(script: str) -> str | None:
    """Return the language a script alone tells, or `None` when several share it."""
    languages = _LANGUAGES_IN.get(script, ())
    return languages[0] if len(languages) == 1 else _TELLING.get(script)


def is_written_in(language: str, script: str) -> bool:
    """Whether `language` may be written in `script`; romanised writing counts for every one.

    >>> is_written_in("en", "Cyrillic"), is_written_in("ru", "Latin")
    (False, True)
    """
    return script == "Latin" or language in _LANGUAGES_IN[script]


_ALSO_LATIN = frozenset({"sr", "az", "uz", "kk"})
_NOT_LATIN = frozenset(name for names in _LANGUAGES_IN.values() for name in names) - _ALSO_LATIN


def languages_of(script: str, candidates: frozenset[str]) -> frozenset[str]:
    """Return those of `candidates` that are usually written in `script`; all of them if none is.

    >>> sorted(languages_of("Cyrillic", frozenset({"en", "no", "ru", "uk"})))
    ['ru', 'uk']
    >>> sorted(languages_of("Latin", frozenset({"en", "no", "ru", "uk"})))
    ['en', 'no']
    """
    if script == "Latin":
        return candidates - _NOT_LATIN or candidates
    return candidates & frozenset(_LANGUAGES_IN[script]) or candidates
