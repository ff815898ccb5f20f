"""Language codes as exports and configs write them, and the one code an engine knows."""

from __future__ import annotations

from functools import cache

_SAME = {
    "nb": "no",
    "nn": "no",
    "yue": "zh",
    "wuu": "zh",
    "arz": "ar",
    "ary": "ar",
    "fil": "tl",
}
"""Codes that mean one language to an engine. Bokmål and Nynorsk are read alike: word lists for
Norwegian serve both, and platforms tag them `no`, `nb` and `nn` without a rule."""

_SILENT = {"", "und", "zxx", "mis", "mul", "art", "qam", "qct", "qht", "qme", "qst", "x"}
"""Tags that name no language; X writes the `q…` ones for mere mentions and hashtags."""


@cache
def canonical(tag: str | None) -> str | None:
    """Return the primary subtag an engine knows, or `None` when the tag names no language.

    What is no language tag at all is its own code, which no engine reads.

    >>> canonical("nb-NO"), canonical("EN"), canonical("zh_Hans"), canonical("und")
    ('no', 'en', 'zh', None)
    >>> canonical("eng"), canonical("nob"), canonical("deu"), canonical("iw"), canonical("english")
    ('en', 'no', 'de', 'he', 'english')
    """
    from langcodes import standardize_tag
    from langcodes.tag_parser import LanguageTagError

    words = (tag or "").strip().lower()
    primary = _primary(words.replace("_", "-"))
    if primary in _SILENT:
        return None
    try:
        primary = _primary(standardize_tag(words, macro=True))
    except LanguageTagError:
        return primary
    return _SAME.get(primary, primary)


def _primary(tag: str) -> str:
    return tag.partition("-")[0]
