"""Which characters the bundled font can draw; the others are replaced where all can see it."""

from __future__ import annotations

from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font

from postmortem.wording import clip, visible

MISSING = "□"
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"


def font_name() -> str:
    """Name the font that charts are drawn in."""
    face = FT2Font(findfont(FontProperties(family="DejaVu Sans")))
    return f"{face.family_name} {face.style_name}"


@cache
def _charmap() -> frozenset[str]:
    """Return the characters that both weights of the font can draw."""
    paths = (findfont(FontProperties(family="DejaVu Sans", weight=w)) for w in ("normal", "bold"))
    maps = [FT2Font(path).get_charmap() for path in paths]
    return frozenset(chr(code) for code in maps[0].keys() & maps[1].keys())


@lru_cache(maxsize=4096)
def drawable(text: str, longest: int = 80) -> str:
    """Return text that both weights of the font can draw, cleaned and cut to `longest`.

    >>> drawable("Ålesund 12 火 $5 or $10")
    'Ålesund 12 □ $5 or $10'
    """
    charmap = _charmap()
    characters = "".join(c for c in visible(text) if c not in _JOINERS)
    line = "".join(c if c in charmap else MISSING for c in characters)
    return clip(" ".join(word for word in line.split(" ") if word), longest)
