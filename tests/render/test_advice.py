"""Every warning that can reach a report says what to do about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import report_cases as cases

from postmortem import render
from postmortem.model import Caveat
from postmortem.model.warnings import WARNINGS
from postmortem.render.sections.advice import advice, score_more

if TYPE_CHECKING:
    from postmortem.model.warnings import Code


def test_more_days_are_not_the_only_cure_for_a_baseline_that_was_cut() -> None:
    assert "earlier incident" not in advice("short-baseline")
    assert "earlier incident" in advice("short-baseline", {"short-baseline", "earlier-incident"})


def test_no_language_is_added_to_an_engine_that_does_not_read_it() -> None:
    reasons = {"language:no": 1281, "language:sv": 40, "language:und": 90, "empty": 2}
    cure = score_more("vader@3.3.2-sum311+8a5fe159", reasons)
    assert "VADER reads English only. For no, sv: " in cure
    assert "lexicon:PATH or onnx:DIR" in cure
    assert "sentiment.languages" not in cure
    assert "no, sv" in score_more("lexicon@1+8a5fe159", reasons)
    assert "sentiment.languages" in score_more("lexicon@1+8a5fe159", reasons)
    assert "column `score`" in score_more("external@1+0123abcd", {"no_score": 4})
    assert score_more("vader@3.3.2", {"empty": 2}).startswith("Nothing to do")


def test_a_cure_that_stands_in_the_sentence_is_not_said_again() -> None:
    assert advice("made-twins") == ""
    assert WARNINGS["made-twins"].cure in Caveat.of("made-twins", n=2).text


def test_what_cures_two_warnings_is_said_once() -> None:
    report = cases.report()
    codes: tuple[Code, ...] = ("references-destroyed", "unscored", "low-coverage", "text-missing")
    warned = (Caveat.of("ids-destroyed", n=3), *(Caveat(code, f"About {code}.") for code in codes))
    data = replace(report.data, unscored_reasons={"language:no": 12})
    page = render.markdown(replace(report, warnings=warned, data=data))
    listed = page.split("Read with care:")[1].split("## ")[0]
    assert listed.count("Export again, ") == 1
    assert listed.count("VADER reads English only") == 1
