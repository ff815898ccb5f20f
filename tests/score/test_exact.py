"""The scorers of our own say what vaderSentiment says, to the last rounded digit."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from awkward import EMOJI, ODD_LETTERS, PLAIN, RULED, SIGNS, SPACES, VALUED, awkward_text
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortem.score.engines.vader import analyzer, vader_rules
from postmortem.score.kernel.native import NativeScorer
from postmortem.score.kernel.pure import PureScorer
from postmortem.texts.extension import AVAILABLE

RULES = vader_rules()
SCORERS: list[PureScorer | NativeScorer] = [PureScorer(RULES)]
if AVAILABLE:
    SCORERS.append(NativeScorer(RULES))

pieces = st.sampled_from([*RULED, *VALUED, *PLAIN, *SIGNS, *ODD_LETTERS, *EMOJI])
changed = st.tuples(pieces, st.sampled_from(["", "", "upper", "title", "swapcase"])).map(
    lambda both: str(getattr(both[0], both[1])()) if both[1] else both[0]
)
spaces = st.sampled_from(SPACES)
ruled_texts = st.lists(st.tuples(changed, spaces), max_size=24).map(
    lambda parts: "".join(piece + space for piece, space in parts)
)
any_texts = st.text(st.characters(codec=None), max_size=60)


def reference(text: str) -> tuple[float, ...]:
    told = analyzer().polarity_scores(text)
    return told["neg"], told["neu"], told["pos"], told["compound"]


def differing(texts: list[str]) -> list[tuple[object, ...]]:
    """Return the texts that any of our scorers sees differently from vaderSentiment."""
    expected = [reference(text) for text in texts]
    found: list[tuple[object, ...]] = []
    for scorer in SCORERS:
        scores, _ = scorer.score_all(texts)
        rows = map(tuple, scores.tolist())
        for text, told, right in zip(texts, rows, expected, strict=True):
            if told != right:
                found.append((type(scorer).__name__, text, told, right))
    return found


@settings(max_examples=400, deadline=None)
@given(ruled_texts)
def test_ours_equal_the_reference_where_rules_meet(text: str) -> None:
    assert differing([text]) == []


@settings(max_examples=200, deadline=None)
@given(any_texts)
def test_ours_equal_the_reference_on_any_characters(text: str) -> None:
    assert differing([text]) == []


def test_ours_equal_the_reference_on_texts_made_of_the_tables() -> None:
    random = Random(1)
    assert differing([awkward_text(random) for _ in range(2_000)]) == []


@pytest.mark.parametrize("count", [60, 200, 600])
def test_ours_equal_the_reference_on_long_posts(count: int) -> None:
    random = Random(count)
    text = awkward_text(random, count) + " but " + "good bad good but great " * (count // 10)
    assert differing([text]) == []


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
        "so GOOD :P",
        "\ud800 good",
        "",
        " \u2003 ",
        ":)",
        "!!!",
    ],
)
def test_ours_equal_the_reference_on_the_cases_that_bite(text: str) -> None:
    assert differing([text]) == []


def test_hits_are_counted_alike() -> None:
    random = Random(2)
    texts = [awkward_text(random) for _ in range(500)]
    counts = [scorer.score_all(texts)[1].tolist() for scorer in SCORERS]
    assert all(one == counts[0] for one in counts)


def test_many_texts_over_threads_are_scored_in_order() -> None:
    texts = ["good", "bad", "door", "😍"] * 20_000
    for scorer in SCORERS[1:]:
        scores, hits = scorer.score_all(texts)
        assert scores[:, 3].tolist() == [0.4404, -0.5423, 0.0, 0.4588] * 20_000
        assert hits.tolist() == [1, 1, 0, 1] * 20_000


DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data, which is not ours to ship")
def test_ours_equal_the_reference_on_real_posts() -> None:
    lines = (
        line
        for path in sorted((DATA / "labelled").glob("*text.txt"))
        for line in path.read_text("utf-8").splitlines()[::10]
    )
    assert differing(list(lines)) == []
