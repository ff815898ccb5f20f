"""Emoji say what they say, also glued to a word, and only where somebody asked for it."""

from __future__ import annotations

from postmortem.score import engine
from postmortem.score.engines.emoji import rated_emoji


def test_rated_emoji_turn_the_score_of_the_same_words() -> None:
    plain, rated = engine("vader"), engine("vader+emoji")
    texts = ["the gate again 🙄", "the gate again 🤡", "the gate again❤️", "nice😡work"]
    assert plain.score(texts[:3]).compound.tolist() == [0, 0, 0]
    rolling, clown, heart, _ = rated.score(texts).compound.tolist()
    assert rolling < 0
    assert clown < 0
    assert heart > 0
    assert rated.score(texts).hits.tolist() == [1, 1, 1, 2]


def test_without_emoji_nothing_changes() -> None:
    texts = ["What a lovely crew", "never again", "THE WORST, and no refund!!"]
    plain, rated = engine("vader").score(texts), engine("vader+emoji").score(texts)
    assert plain.compound.tolist() == rated.compound.tolist()


def test_the_two_engines_have_two_ids() -> None:
    assert engine("vader+emoji").id != engine("vader").id
    assert engine("vader+emoji").id.startswith("vader+emoji@3.3.2-sum3")


def test_ratings_are_on_vaders_scale_and_lean_both_ways() -> None:
    ratings = list(rated_emoji().values())
    assert len(ratings) >= 120
    assert all(0 < abs(rating) <= 4 for rating in ratings)
    assert min(ratings) < -2 < 2 < max(ratings)
    assert all(len(sign) == 1 for sign in rated_emoji())
