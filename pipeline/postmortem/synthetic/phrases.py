"""What invented people say: short texts whose tone is known.

`phrases.csv` holds one sentence per line with its theme, language and tone. The tone of the English
sentences is the compound that VADER 3.3.2 gives them (a test scores them again); the Norwegian ones
are rated by hand, as VADER cannot read them. Braces are filled with words that carry no tone.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator

EVERYDAY = "everyday"
DRINKS = (
    "cortado", "flat white", "cappuccino", "filter coffee",
    "mocha", "latte", "macchiato", "cold brew",
)  # fmt: skip
FOODS = (
    "cinnamon bun", "skolebolle", "waffle", "cardamom knot",
    "cheese sandwich", "brownie", "sourdough toast",
)  # fmt: skip
PLACES = ("Oslo", "Bergen", "Bodø", "Tromsø", "Trondheim", "Stavanger", "Ålesund", "Molde")
OPENINGS = ("", "", "", "", "Hello. ", "From the tram: ", "From work: ", "Written in {place}: ")
CLOSINGS = (
    "", "", "", "", "", " ☕", " ☕☕", "\n\n{place}", "\n— from {place}", " 📍 {place}",
    ' (the board says "today, while it lasts")',
)  # fmt: skip

_CLOSE = 0.06
_FAR = 0.12


class Phrase(NamedTuple):
    """A sentence to be filled in, and its tone in −1…1."""

    theme: str
    language: str
    tone: float
    text: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the whole bank."""
    text = files(__package__).joinpath("phrases.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(
        Phrase(row["theme"], row["language"], float(row["tone"]), row["text"]) for row in rows
    )


def choose(theme: str, language: str, tone: float, random: Generator) -> Phrase:
    """Return a phrase on `theme` near `tone`, or an everyday one where the theme has none so near.

    A theme may have nothing warm to say while the mean needs a warm post: people do go on talking
    about their coffee.
    """
    nearest, miss = _nearest(theme, language, tone, random)
    if miss > _FAR and theme != EVERYDAY:
        everyday, everyday_miss = _nearest(EVERYDAY, language, tone, random)
        return everyday if everyday_miss < miss else nearest
    return nearest


def say(phrase: Phrase, brand: str, random: Generator) -> str:
    """Return `phrase` filled in, between an opening and a closing that carry no tone."""
    pattern = phrase.text
    if phrase.language == "en":
        pattern = f"{_any(OPENINGS, random)}{pattern}{_any(CLOSINGS, random)}"
    return pattern.format(
        brand=brand,
        drink=_any(DRINKS, random),
        food=_any(FOODS, random),
        place=_any(PLACES, random),
    )


def _nearest(theme: str, language: str, tone: float, random: Generator) -> tuple[Phrase, float]:
    """Return one of the phrases nearest to `tone`, and how far off it is."""
    bank = _bank(theme, language)
    miss = np.abs(np.array([phrase.tone for phrase in bank]) - tone)
    near = np.flatnonzero(miss <= max(_CLOSE, float(miss.min())))
    pick = int(near[random.integers(near.size)])
    return bank[pick], float(miss[pick])


@cache
def _bank(theme: str, language: str) -> tuple[Phrase, ...]:
    return tuple(
        phrase for phrase in phrases() if (phrase.theme, phrase.language) == (theme, language)
    )


def _any(options: tuple[str, ...], random: Generator) -> str:
    return options[int(random.integers(len(options)))]
