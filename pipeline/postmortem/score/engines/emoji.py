"""Emoji rated for what they say, by hand, from their CLDR names: our own table, `emoji.csv`.

VADER reads an emoji as the words of its name, so that "pile of poo", "clown face" and "face with
rolling eyes" say nothing, "red heart" is lost before a variation selector, and an emoji glued to a
word takes the word with it. A rated emoji becomes a word of its own instead.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postmortem.score.kernel.rules import Rules

_TABLE = Path(__file__).with_name("emoji.csv")


@cache
def rated_emoji() -> dict[str, float]:
    """Return our ratings, −4…4, by code point."""
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["emoji"]: float(row["rating"]) for row in csv.DictReader(lines)}


def with_emoji(rules: Rules, ratings: Mapping[str, float]) -> Rules:
    """Return `rules` that read each rated emoji as one word with its rating."""
    words = {sign: f"emoji{ord(sign):x}" for sign in ratings}
    return replace(
        rules,
        lexicon={**rules.lexicon, **{words[sign]: rating for sign, rating in ratings.items()}},
        # The blank keeps what follows the emoji from being glued to its word.
        emoji={**rules.emoji, **{sign: f"{word} " for sign, word in words.items()}},
    )
