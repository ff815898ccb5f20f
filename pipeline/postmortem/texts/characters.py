"""What each character is to Polars and to Python, laid out for the compiled kernel.

The pure path asks Polars for the form of copies and Python for masks, and the two know Unicode by
different rules and versions. So the kernel knows none: it is handed what both say here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

LETTER_OR_DIGIT, IN_NAME, BETWEEN, OPEN_FORM = 1, 2, 4, 8
IN_HANDLE, BLANK, OPEN_MASK, ODD_LETTER = 16, 32, 64, 128
"""The bits of characters.h."""

_END = 0x20000
_ALPHABETS = (
    range(0x3400),
    range(0xA000, 0xAC00),
    range(0xF900, 0x10000),
    range(0x1D400, 0x1D800),
    range(0x1F000, 0x1FB00),
)
"""Alphabets, signs and emoji. Texts with any other character are left to the pure path."""
_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0x9FF0), range(0xAC00, 0xD7A4))
"""Thousands of Chinese and Korean letters in a row, which nobody has to ask for."""
_TO_POLARS = {LETTER_OR_DIGIT: r"^[\p{L}\p{N}]", IN_NAME: r"^\w", BETWEEN: r"^\s"}
"""The classes of the form of copies."""
_TO_PYTHON = {
    IN_HANDLE: r"\w+",
    BLANK: r"\s+",
    OPEN_MASK: r"(?![0-9])[\d＠]",
    ODD_LETTER: r"(?i:[a-z])(?<![A-Za-z])",
}
_SIGMA = "\u03a3"
"""A capital whose lower case depends on what follows."""


@cache
def characters() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Return the traits of each code point up to some end, and its lower case."""
    text = "".join(chr(point) for points in _ALPHABETS for point in points)
    points, singles = _points(text), pl.Series(list(text))
    traits = np.full(_END, OPEN_FORM | OPEN_MASK, np.uint8)
    traits[points] = 0
    for trait, pattern in _TO_POLARS.items():
        traits[points] |= np.where(singles.str.contains(pattern).to_numpy(), trait, 0).astype("u1")
    for trait, pattern in _TO_PYTHON.items():
        traits[_points("".join(re.findall(pattern, text)))] |= trait
    for letters in _IDEOGRAPHS:
        traits[letters.start : letters.stop] = LETTER_OR_DIGIT | IN_NAME | IN_HANDLE
    lower_case = np.arange(_END, dtype=np.uint32)
    lower = singles.str.to_lowercase()
    is_open = ((lower.str.len_chars() > 1) | (singles == _SIGMA)).to_numpy()
    traits[points[is_open]] |= OPEN_FORM
    lower_case[points[~is_open]] = _points("".join(lower.filter(~pl.Series(is_open)).to_list()))
    return traits, lower_case


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), "<u4")
