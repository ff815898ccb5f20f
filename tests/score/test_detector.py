"""The compiled detector and the one in Python read alike."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from awkward import awkward_text
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortem.score.language.detector import (
    LIKELY_LANGUAGES,
    NOT_PLAIN,
    SHORT_OF_LETTERS,
    Detector,
    detector,
)
from postmortem.score.language.prose import SHORT, letter_count, prose
from postmortem.score.language.scripts import languages_of, script_of
from postmortem.texts.extension import AVAILABLE

compiled = pytest.mark.skipif(not AVAILABLE, reason="built without a compiler")
DATA = Path(__file__).parents[3] / "shared" / "data" / "labelled"
LATIN = languages_of("Latin", LIKELY_LANGUAGES)

NOISE = [
    "@user",
    "#topic",
    "[email]",
    "[phone]x",
    "http://x.example/a?b",
    "https://",
    "www.x.example",
]
WORDS = [
    "awww.",
    "café",
    "naïve",
    "flyet",
    "gate",
    "ß",
    "😡",
    "1️⃣",
    "a_b",
    "@a.b-c@d",
    "e\u0301",
    "İ",
    "—",
]
pieces = st.lists(
    st.sampled_from([*NOISE, *WORDS, " ", " ", "\n", "\u3000", "", "рейс"]), max_size=30
)


def judge() -> Detector:
    return detector(LATIN)


def differing(texts: list[str]) -> list[object]:
    """Return what the compiled code sees differently, of what it does not leave alone."""
    found: list[object] = []
    for text, *look in zip(texts, *judge().look(texts), strict=True):
        letters, place, likely = look
        if place == NOT_PLAIN:
            continue
        words = prose(text)
        same = letters == letter_count(words) and script_of(words) == "Latin"
        if place == SHORT_OF_LETTERS:
            same = same and letters < SHORT
        elif same:
            guess = judge().guess(words)
            tied = guess.probability < 0.5
            same = abs(guess.probability - likely) < 1e-9
            same = same and (guess.language == judge().languages[place] or tied)
        if not same:
            found.append((text, look))
    return found


@compiled
@settings(max_examples=300, deadline=None)
@given(pieces.map("".join))
def test_prose_is_cut_out_alike(text: str) -> None:
    assert differing([text]) == []


@compiled
@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_alike(text: str) -> None:
    assert differing([text]) == []


@compiled
def test_awkward_texts_are_read_alike() -> None:
    random = Random(3)
    assert differing([awkward_text(random) for _ in range(2_000)]) == []


@compiled
@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data, which is not ours to ship")
def test_real_posts_are_read_alike_and_seldom_left() -> None:
    texts = [
        line for path in sorted(DATA.glob("*text.txt")) for line in path.read_text().splitlines()
    ][::5]
    assert differing(texts) == []
    assert (judge().look(texts)[1] == NOT_PLAIN).mean() < 0.02


def test_shouting_does_not_change_the_language() -> None:
    text = "They cancelled my flight and nobody would tell us why"
    assert judge().guess(text.upper()) == judge().guess(text.lower())


def test_both_kinds_of_norwegian_are_one_language() -> None:
    bokmaal = judge().guess("Jeg vet ikke hvorfor de avlyste flyet mitt i går kveld")
    nynorsk = judge().guess("Eg veit ikkje kvifor dei avlyste flyet mitt i går kveld")
    assert bokmaal.language == nynorsk.language == "no"
    assert min(bokmaal.probability, nynorsk.probability) > 0.5
