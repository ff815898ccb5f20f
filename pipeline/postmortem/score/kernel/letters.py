"""What each character is, as this interpreter knows Unicode, laid out for the compiled kernel."""

from __future__ import annotations

import unicodedata
from array import array
from functools import cache

SPACE, UPPER, LOWER, UNSURE = 1, 2, 4, 8
IN_WORD, LETTER = 16, 32
"""The bits of kernel.h and language.h. To the rules, UNSURE characters are those whose lower case
only the whole string tells; to languages, those that are not plainly Latin."""

_LETTERS_END = 0x1F200
"""Beyond this code point nothing is a space and nothing has case."""
_CONTEXTUAL = "\u0130\u03a3"
"""Capitals whose lower case is two characters, or depends on what follows."""
_PLAIN = (
    range(0x0300),
    range(0x1E00, 0x1F00),
    range(0x2000, 0x3001),
    range(0xFE00, 0xFE10),
    range(0xFFF9, 0xFFFE),
    range(0x1D400, 0x1D800),
    range(0x1F000, 0x1FB00),
)
"""Latin letters, signs and emoji."""
_PLAIN_END = 0x1FB00


@cache
def for_rules() -> tuple[bytes, array[int]]:
    """Return what each character is to VADER's rules, and its lower case, by code point."""
    characters = [chr(point) for point in range(_LETTERS_END)]
    traits = bytearray(map(_case, characters))
    lower_case = array("I", range(_LETTERS_END))
    for point, one in enumerate(characters):
        lower = one.lower()
        if lower != one and len(lower) == 1:
            lower_case[point] = ord(lower)
    for one in _CONTEXTUAL:
        traits[ord(one)] |= UNSURE
    return bytes(traits), lower_case


@cache
def for_languages() -> bytes:
    """Return what each character is to the detector, by code point."""
    traits = bytearray([UNSURE]) * _PLAIN_END
    for points in _PLAIN:
        for point in points:
            one = chr(point)
            is_whole = not unicodedata.combining(one) and unicodedata.normalize("NFC", one) == one
            in_word = one.isalnum() or one == "_"
            traits[point] = (
                _case(one)
                | (0 if is_whole else UNSURE)
                | (IN_WORD if in_word else 0)
                | (LETTER if one.isalpha() else 0)
            )
    return bytes(traits)


def _case(one: str) -> int:
    """Return whether a character is a space, upper case, or lower or title case."""
    if one.isspace():
        return SPACE
    if one.isupper():
        return UPPER
    return LOWER if one.islower() or one.istitle() else 0
