"""What engines promise, whichever they are."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from postmortem.config.settings import Sentiment
from postmortem.errors import UsageError
from postmortem.score import Gate, Hint, assess, engine


def compound(text: str, **how: object) -> float:
    (value,) = engine("vader", **how).score([text]).compound.tolist()  # type: ignore[arg-type]
    return float(value)


def test_the_id_names_engine_version_and_lexicon() -> None:
    vader = engine("vader")
    assert re.fullmatch(r"vader@3\.3\.2\S*\+[0-9a-f]{8}", vader.id)
    assert vader.lexicon_sha256.startswith(vader.id[-8:])


def test_the_masked_names_are_in_the_id() -> None:
    plain, one, other = engine("vader"), *(engine("vader", ignore_terms=[t]) for t in ("A", "b"))
    assert len({plain.id, one.id, other.id}) == 3
    assert engine("vader", ignore_terms=["a "]).id == one.id
    assert engine("vader", ignore_terms=[" ", ""]).id == plain.id


def test_a_brand_that_is_a_praise_word_lifts_nothing() -> None:
    assert compound("United to Denver") > 0.4
    assert compound("United to Denver", ignore_terms=["united"]) == 0


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("THUNDER LOST MY BAG", "ZZZZZZ LOST MY BAG"),
        ("thunder LOST my bag", "zzzzzz LOST my bag"),
        ("THUNDER lost my bag", "ZZZZZZ lost my bag"),
        ("Not thunder good", "Not zzzzzz good"),
        ("so thunder good!!!", "so zzzzzz good!!!"),
    ],
)
def test_masking_leaves_shouting_and_distance_as_they_were(text: str, like: str) -> None:
    assert compound(text, ignore_terms=["thunder"]) == compound(like)


def test_a_name_inside_another_word_is_not_the_name() -> None:
    assert compound("He is a lovely boy", ignore_terms=["love"]) == compound("He is a lovely boy")


def test_no_hit_is_a_true_zero_with_no_hits() -> None:
    scores = engine("vader").score(["The door is blue", "I love it", "good bad"])
    assert scores.compound[0] == 0
    assert scores.hits.tolist() == [0, 1, 2]


def test_an_emoji_is_a_hit_through_its_name() -> None:
    scores = engine("vader").score(["😍"])
    assert scores.compound[0] > 0
    assert scores.hits[0] == 1


def test_what_the_engine_cannot_read_is_unknown_and_never_zero() -> None:
    texts = ["I love it so very much here", "Jeg elsker det så veldig mye her", "", "sure", "😍"]
    found = assess(texts, [Hint()] * 5, engine=engine("vader"), gate=Gate(["en"]))
    assert found.lang == ["en", "no", "zxx", "und", "zxx"]
    assert found.reasons == [None, "language:no", "empty", "language:und", None]
    assert np.isnan(found.compound).tolist() == [False, True, True, True, False]
    assert found.hits.tolist() == [1, 0, 0, 0, 1]


def test_a_link_alone_is_empty_even_when_tagged() -> None:
    found = assess(
        ["https://example.com/x", "the door"],
        [Hint(tag="en")] * 2,
        engine=engine("vader"),
        gate=Gate(),
    )
    assert found.reasons == ["empty", None]
    assert math.isnan(found.compound[0])
    assert found.compound[1] == 0


def test_an_external_score_is_not_made_from_words() -> None:
    external = engine("external", languages=["no"])
    assert external.languages is None
    assert np.isnan(external.score(["I love it"]).compound).all()


def test_an_engine_that_could_read_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="lexicon:PATH"):
        engine("vader", languages=["nb"])


def test_no_texts_are_no_scores() -> None:
    assert len(engine("vader").score([]).compound) == 0
    found = assess([], [], engine=engine("vader"), gate=Gate())
    assert found.reasons == []


@pytest.mark.parametrize("name", ["vader:", "vader:x", "lexicon", "onnx:", "magic", "external:a"])
def test_a_config_and_the_scorer_refuse_the_same_names_in_the_same_words(name: str) -> None:
    with pytest.raises(ValueError, match="is not an engine") as in_config:
        Sentiment(engine=name)
    with pytest.raises(UsageError, match="is not an engine") as in_score:
        engine(name)
    assert str(in_score.value).removesuffix(".") in str(in_config.value)
