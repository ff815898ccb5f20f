"""Two engines on the same posts: how far they agree, and where they do not."""

from __future__ import annotations

import numpy as np
import pytest

from postmortem.score import disagreement

NAN = float("nan")


def test_classes_are_crossed_and_unread_texts_counted_apart() -> None:
    first = np.array([0.5, -0.5, 0.0, NAN, 0.5, NAN])
    second = np.array([0.4, 0.6, 0.0, 0.1, NAN, NAN])
    found = disagreement(first, second)
    assert (found.both, found.only_first, found.only_second, found.neither) == (3, 1, 1, 1)
    assert found.table == ((0, 0, 1), (0, 1, 0), (0, 0, 1))
    assert found.agreement == pytest.approx(2 / 3)


def test_the_widest_disagreement_comes_first_and_agreement_never() -> None:
    first = np.array([0.9, -0.1, 0.9, 0.0])
    second = np.array([0.1, 0.1, -0.9, 0.9])
    assert disagreement(first, second).widest == (2, 3, 1)
    assert disagreement(first, second, most=1).widest == (2,)


def test_an_engine_agrees_with_itself() -> None:
    scores = np.linspace(-1, 1, 41)
    found = disagreement(scores, scores)
    assert (found.agreement, found.kappa, found.widest) == (1.0, 1.0, ())
    assert found.correlation == pytest.approx(1)


def test_chance_is_taken_out_of_kappa() -> None:
    random = np.random.default_rng(4)
    found = disagreement(random.uniform(-1, 1, 20_000), random.uniform(-1, 1, 20_000))
    assert found.kappa == pytest.approx(0, abs=0.02)


def test_nothing_in_common_is_not_known() -> None:
    found = disagreement(np.array([NAN, 0.2]), np.array([0.1, NAN]))
    assert found.both == 0
    assert found.agreement is found.kappa is found.correlation is found.mean_first is None


def test_one_class_only_has_no_kappa_and_no_correlation() -> None:
    found = disagreement(np.full(4, 0.5), np.full(4, 0.5))
    assert found.agreement == 1
    assert found.kappa is found.correlation is None
