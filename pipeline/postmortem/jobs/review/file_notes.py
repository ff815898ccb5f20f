"""What exports say of themselves, once where many files say the same."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from postmortem.model.warnings import WARNINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postmortem.model.warnings import Code

_FEW = 3
"""Files that are each told by name."""


def in_one_sentence(code: Code, texts: Iterable[tuple[str, str]]) -> str:
    """Return what files say under `code`, given by name and text: counts of many are added up.

    >>> texts = [(f"{day}.csv", f"Posts without text: {day}.") for day in range(1, 6)]
    >>> in_one_sentence("text-missing", texts)
    '5 files (1.csv to 5.csv): Posts without text: 15.'
    >>> in_one_sentence("text-missing", texts[:2])
    '1.csv: Posts without text: 1. 2.csv: Posts without text: 2.'
    """
    groups: dict[tuple[str, ...], list[tuple[str, str, int]]] = defaultdict(list)
    for name, text in dict.fromkeys(texts):
        *frame, count = _parts(code, text)
        groups[tuple(frame)].append((name, text, int(count.replace(",", "") or 0)))
    return " ".join(_sentence(frame, files) for frame, files in groups.items())


def _sentence(frame: tuple[str, ...], files: list[tuple[str, str, int]]) -> str:
    if len(files) <= _FEW:
        return " ".join(f"{name}: {text}" for name, text, _ in files)
    before, after = frame
    total = f"{sum(count for _, _, count in files):,}" if before != files[0][1] else ""
    return f"{len(files)} files ({files[0][0]} to {files[-1][0]}): {before}{total}{after}"


def _parts(code: Code, text: str) -> tuple[str, str, str]:
    """Return a text before and after its count, and the count; all of it where it has none."""
    match = _pattern(code).fullmatch(text)
    if match is None or "n" not in match.groupdict():
        return text, "", ""
    start, end = match.span("n")
    return text[:start], text[end:], match["n"]


@cache
def _pattern(code: Code) -> re.Pattern[str]:
    """Return what fits the sentence of a code, its count as the group `n`."""
    words = ""
    for literal, name, _, _ in Formatter().parse(WARNINGS[code].sentence):
        words += re.escape(literal)
        if name is not None:
            is_first_count = name == "n" and "(?P<n>" not in words
            words += r"(?P<n>[\d,]+)" if is_first_count else "(?:.*?)"
    return re.compile(words, re.DOTALL)
