"""A copy built where no compiler was says the same, only slower."""

from __future__ import annotations

import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from awkward import awkward_text

from postmortem.score import Gate, Hint, assess, engine
from postmortem.score.engines import lexical as lexical_module
from postmortem.score.engines.vader import vader_rules
from postmortem.score.kernel.native import NativeScorer
from postmortem.score.language.detector import LIKELY_LANGUAGES, NOT_PLAIN, Detector
from postmortem.texts.extension import AVAILABLE

if TYPE_CHECKING:
    from collections.abc import Callable

POSTS = [
    "They cancelled my flight and nobody would tell us why, what a disgrace!!",
    "De avlyste flyet mitt, og ingen ville si hvorfor vi måtte vente så lenge",
    "LOVE the new seats 😍 but the wait was awful",
    "今日はいい天気ですね",
    "ok",
    "",
]


def assessed() -> list[object]:
    """Return everything scoring says about the posts, and about awkward ones."""
    random = Random(9)
    texts = POSTS + [awkward_text(random) for _ in range(300)]
    found = assess(texts, [Hint()] * len(texts), engine=engine("vader"), gate=Gate(["en"]))
    compound = [None if value != value else value for value in found.compound.tolist()]
    return [found.lang, found.lang_by, compound, found.hits.tolist(), found.reasons]


@pytest.fixture
def without_kernel(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what takes the compiled kernel away."""

    def look(_: Detector, texts: list[str]) -> tuple[object, ...]:
        zeros = np.zeros(len(texts), np.int32)
        return zeros, zeros + NOT_PLAIN, zeros

    def take() -> None:
        monkeypatch.setattr(lexical_module, "AVAILABLE", False)
        monkeypatch.setattr(Detector, "look", look)

    return take


@pytest.mark.skipif(not AVAILABLE, reason="built without a compiler: there is nothing to compare")
def test_languages_scores_and_reasons_are_the_same(without_kernel: Callable[[], None]) -> None:
    with_kernel = assessed()
    without_kernel()
    assert engine("vader").implementation == "pure Python"
    assert assessed() == with_kernel


def test_the_detector_works_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postmortem.score.language.detector.Identifier", None)
    letters, found, likely = Detector(LIKELY_LANGUAGES).look(POSTS)
    assert set(found.tolist()) == {NOT_PLAIN}
    assert not letters.any()
    assert not likely.any()


def test_asking_for_the_kernel_where_there_is_none_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("postmortem.score.kernel.native.AVAILABLE", False)
    with pytest.raises(ImportError, match="kernel"):
        NativeScorer(vader_rules())


def test_engines_do_not_load_slow_packages_to_be_named() -> None:
    code = (
        "import sys; from postmortem.score import engine; engine('external'); "
        "print([m for m in ('vaderSentiment', 'py3langid', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
