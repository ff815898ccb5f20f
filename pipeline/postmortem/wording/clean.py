"""Text from the outside world, made safe to look at: nothing acts, nothing vanishes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u00ad\u034f\u115f\u1160\u180e\u200b\u2028\u2029\u2060\u3164\ufeff\uffa0")
_SPACES = frozenset("\t\n\v\f\r\x85\u2028\u2029")


def visible(text: str, *, lines: bool = False) -> str:
    r"""Show controls, direction overrides and surrogates as escapes; line breaks become spaces.

    With `lines` the line breaks stay. Joiners stay always: emoji and Persian need them.

    >>> visible("a\x1b[2Jb\u202ec\nd")
    'a\\x1b[2Jb\\u202ec d'
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    return "".join(_visible_form(character, lines) for character in text)


@lru_cache(maxsize=4096)
def _visible_form(character: str, lines: bool) -> str:
    if character in _SPACES:
        return "\n" if lines and character in "\r\n" else " "
    category = unicodedata.category(character)
    acts = character in _BIDI or character in _INVISIBLE
    # Cc controls, Cs surrogates, Co private use, Cn unassigned and non-characters, Cf tags.
    if acts or category in {"Cc", "Cs", "Cn"} or 0xE0000 <= ord(character) <= 0xE0FFF:
        return character.encode("unicode_escape").decode("ascii")
    return character


def clip(text: str, longest: int = 80) -> str:
    """Cut at a word where one is near, and say so with an ellipsis.

    >>> clip("The gate change that nobody announced", 20)
    'The gate change…'
    """
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > longest // 2 else cut).rstrip() + "…"
