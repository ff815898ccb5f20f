"""Language codes as exports and configs write them, and the one code an engine knows."""

from __future__ import annotations

from functools import cache

_SAME = {
    "tl": "tl",
    "bcl": "bik",
    "gug": "gn",
    "kik": "ki",
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

_LETTERS = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia
id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo
lt lu lv mg mh mi mk ml mn mr ms mt my na nd ne ng nl no nr nv ny oc oj om or os pa pi pl ps pt
qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tn to
tr ts tt ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ace crh ext fuv gcf gcr gom grc guw hbo
kab lij ltg nso pcm sdh uzs vec
"""
_AS_WRITTEN = frozenset(_LETTERS.split())
"""Codes that stand for themselves: those of two letters, and those of three the detector knows.
Named, because the library that would say so takes a tenth of a night's time to load."""

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
    words = (tag or "").strip().lower()
    if words in _AS_WRITTEN:
        return words
    primary = _primary(words.replace("_", "-"))
    if primary in _SILENT:
        return None
    if words in _SAME:
        return _SAME[words]
    from langcodes import standardize_tag
    from langcodes.tag_parser import LanguageTagError

    try:
        primary = _primary(standardize_tag(words, macro=True))
    except LanguageTagError:
        return primary
    return _SAME.get(primary, primary)


def _primary(tag: str) -> str:
    return tag.partition("-")[0]
