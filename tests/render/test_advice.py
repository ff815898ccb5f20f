"""Every warning that can reach a report says what to do about it."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import report_cases as cases

import postmortem
from postmortem import render
from postmortem.model import Caveat
from postmortem.render.sections.advice import ADVICE, IN_THE_TEXT, OF_THE_ENGINE, advice, score_more
from postmortem.sources.notes import _TEXTS

SAID_ELSEWHERE = {
    "columns",  # which column was taken for what, shown by ingest
    "exported-at",  # the date of the export, taken at its word
    "members-not-needed",
    "mojibake-mended",
}
"""Told while reading; they change no number and no report shows them."""


def codes_said() -> set[str]:
    """Find the code of each Caveat and Note that is made anywhere."""
    found = set(_TEXTS)
    for path in Path(postmortem.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Caveat", "Note"}:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_warning_comes_with_advice() -> None:
    apart = (set(ADVICE), set(IN_THE_TEXT), set(OF_THE_ENGINE))
    assert codes_said() - SAID_ELSEWHERE == set().union(*apart)
    assert sum(map(len, apart)) == len(set().union(*apart)), "each is told in one way"


def test_advice_is_a_sentence_a_person_can_follow() -> None:
    for code, words in ADVICE.items():
        assert words[0].isupper(), code
        assert words.endswith("."), code
        assert "\n" not in words, code


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


def test_what_cures_two_warnings_is_said_once() -> None:
    report = cases.report()
    codes = ("ids-destroyed", "references-destroyed", "unscored", "low-coverage", "text-missing")
    texts = {"ids-destroyed": _TEXTS["ids-destroyed"].format(n=3)}
    warned = tuple(Caveat(code, texts.get(code, f"About {code}.")) for code in codes)
    data = replace(report.data, unscored_reasons={"language:no": 12})
    page = render.markdown(replace(report, warnings=warned, data=data))
    listed = page.split("Read with care:")[1].split("## ")[0]
    assert listed.count("Export again, ") == 1
    assert listed.count("VADER reads English only") == 1
