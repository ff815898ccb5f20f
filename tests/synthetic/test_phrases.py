"""The invented sentences say what their tone claims."""

from __future__ import annotations

import numpy as np
import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from postmortem.synthetic.phrases import Phrase, choose, phrases, say

VADER = SentimentIntensityAnalyzer()
ENGLISH = [phrase for phrase in phrases() if phrase.language == "en"]


@pytest.mark.parametrize("phrase", ENGLISH, ids=lambda phrase: phrase.text)
def test_the_tone_is_what_vader_hears_whatever_fills_the_gaps(phrase: Phrase) -> None:
    random = np.random.default_rng(len(phrase.text))
    heard = {VADER.polarity_scores(say(phrase, "Nordlys", random))["compound"] for _ in range(25)}
    assert heard == {phrase.tone}


@pytest.mark.parametrize("theme", ["everyday", "offence", "statement", "apology"])
def test_every_theme_spans_the_scale(theme: str) -> None:
    tones = sorted(phrase.tone for phrase in ENGLISH if phrase.theme == theme)
    assert tones[0] < -0.9
    assert tones[-1] > 0.9
    assert max(np.diff(tones)) < 0.31


def test_there_are_hundreds_of_different_posts_in_each_class_of_tone() -> None:
    random = np.random.default_rng(1)
    said = {
        name: {
            say(choose("everyday", "en", float(random.uniform(low, high)), random), "N", random)
            for _ in range(1000)
        }
        for name, low, high in [("bad", -1, -0.5), ("neutral", -0.05, 0.05), ("good", 0.5, 1)]
    }
    assert min(len(texts) for texts in said.values()) > 300


def test_choosing_does_not_shift_the_mean() -> None:
    random = np.random.default_rng(2)
    for theme in ("everyday", "offence", "statement", "apology"):
        wanted = 2 * random.beta(1.0, 1.5, size=4000) - 1
        got = [choose(theme, "en", float(tone), random).tone for tone in wanted]
        assert np.mean(got) == pytest.approx(wanted.mean(), abs=0.02), theme


def test_a_theme_without_a_warm_word_leaves_the_warm_post_to_everyday_talk() -> None:
    chosen = [choose("statement", "en", 0.63, np.random.default_rng(i)) for i in range(20)]
    assert all(abs(phrase.tone - 0.63) < 0.12 for phrase in chosen)


def test_no_sentence_stands_twice() -> None:
    assert len({phrase.text for phrase in phrases()}) == len(phrases())
