"""Texts in one buffer: the same strings, and the same scores."""

from __future__ import annotations

import numpy as np
import pytest

from postmortem.score import Decision, TextColumn, Verdicts, engine, score_decided
from postmortem.score.kernel.column import texts_at

TEXTS = [
    "I love it",
    "",
    "Ærlig talt 😍",
    "the door",
    "İt is BAD\u2028really",
    "https://a.example/x",
]


def column(texts: list[str]) -> TextColumn:
    parts = [text.encode() for text in texts]
    return TextColumn(b"".join(parts), np.cumsum([0, *map(len, parts)]))


def test_a_column_is_the_strings_it_was_made_of() -> None:
    made = column(TEXTS)
    assert list(made) == TEXTS
    assert [made[place] for place in range(-6, 6)] == TEXTS * 2
    assert [list(made[cut]) for cut in (slice(2, 4), slice(5, 9), slice(4, 2))] == [
        TEXTS[2:4],
        TEXTS[5:],
        [],
    ]
    assert (
        texts_at(made, np.array([5, 2]))
        == texts_at(TEXTS, np.array([5, 2]))
        == [TEXTS[5], TEXTS[2]]
    )


def test_a_column_ends_where_it_ends() -> None:
    with pytest.raises(IndexError):
        column(TEXTS)[6]
    with pytest.raises(ValueError, match="step"):
        column(TEXTS)[::2]


@pytest.mark.parametrize("name", ["vader", "vader+emoji"])
def test_a_column_is_scored_as_its_strings_are(name: str) -> None:
    chosen = engine(name, ignore_terms=())
    for texts in (TEXTS, TEXTS * 9_000):
        whole, one_by_one = chosen.score(column(texts)), chosen.score(texts)
        np.testing.assert_array_equal(whole.compound, one_by_one.compound)
        np.testing.assert_array_equal(whole.hits, one_by_one.hits)


def test_names_are_hidden_in_a_column_too() -> None:
    masked = engine("vader", ignore_terms=["love"])
    assert masked.score(column(TEXTS)).compound[0] == 0


def test_texts_in_other_languages_are_left_out_of_a_column() -> None:
    decisions = [Decision("no" if place % 2 else "en", "export") for place in range(len(TEXTS))]
    found = score_decided(column(TEXTS), Verdicts.of(decisions), engine=engine("vader"))
    assert found.lang == ["en", "no"] * 3
    assert found.reasons == [None, "language:no", None, "language:no", None, "language:no"]
    assert np.isnan(found.compound).tolist() == [False, True] * 3


def test_decisions_about_some_texts_take_the_place_of_others() -> None:
    sure, unsure = Decision("en", "export"), Decision("und", None)
    which = np.array([False, True, False])
    verdicts = Verdicts.of([sure, unsure, sure]).putting(Verdicts.of([sure]), which)
    assert verdicts.decisions() == [sure] * 3
    assert Verdicts.of([unsure, sure]).where(lambda kind: kind.by is None).tolist() == [True, False]
    assert Verdicts.of([]).where(lambda kind: kind.by is None).tolist() == []
