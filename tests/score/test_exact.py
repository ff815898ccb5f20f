"""The scorers of our own say what vaderSentiment says, to the last rounded digit."""

from __future__ import annotations

from random import Random

import pytest
from awkward import EMOJI, ODD_LETTERS, PLAIN, RULED, SIGNS, SPACES, VALUED, awkward_text
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortem.score.pure import PureScorer
from postmortem.score.vader import analyzer, vader_rules

PURE = PureScorer(vader_rules())

pieces = st.sampled_from([*RULED, *VALUED, *PLAIN, *SIGNS, *ODD_LETTERS, *EMOJI])
changed = st.tuples(pieces, st.sampled_from([str, str, str.upper, str.title, str.swapcase])).map(
    lambda both: both[1](both[0])
)
spaces = st.sampled_from(SPACES)
ruled_texts = st.lists(st.tuples(changed, spaces), max_size=24).map(
    lambda parts: "".join(piece + space for piece, space in parts)
)
any_texts = st.text(st.characters(codec=None), max_size=60)


def reference(text: str) -> tuple[float, ...]:
    told = analyzer().polarity_scores(text)
    return told["neg"], told["neu"], told["pos"], told["compound"]


@settings(max_examples=400, deadline=None)
@given(ruled_texts)
def test_pure_equals_the_reference_where_rules_meet(text: str) -> None:
    assert PURE.score(text)[:4] == reference(text)


@settings(max_examples=200, deadline=None)
@given(any_texts)
def test_pure_equals_the_reference_on_any_characters(text: str) -> None:
    assert PURE.score(text)[:4] == reference(text)


def test_pure_equals_the_reference_on_texts_made_of_the_tables() -> None:
    random = Random(1)
    texts = [awkward_text(random) for _ in range(2_000)]
    assert [PURE.score(text)[:4] for text in texts] == list(map(reference, texts))


@pytest.mark.parametrize("count", [60, 200, 600])
def test_pure_equals_the_reference_on_long_posts(count: int) -> None:
    random = Random(count)
    text = awkward_text(random, count) + " but " + "good bad good but great " * (count // 10)
    assert PURE.score(text)[:4] == reference(text)


@pytest.mark.parametrize(
    "text",
    [
        "I liked it bUt hated the wait",
        "good good good but good bad good",
        "\u212aIND of good",
        "ON! 🔛 good",
        "😍😍 bad😡bad",
        "good\x00bad",
        "never so good",
        "without doubt good",
        "he is the bomb",
        "no no no good",
        "the least good",
        "at least good",
        "GOOD",
        "so GOOD",
        "\ud800 good",
        "",
        " \u2003 ",
        ":)",
        "!!!",
    ],
)
def test_pure_equals_the_reference_on_the_cases_that_bite(text: str) -> None:
    assert PURE.score(text)[:4] == reference(text)
