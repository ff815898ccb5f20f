"""Every warning that can reach a report says what to do about it."""

from __future__ import annotations

import ast
from pathlib import Path

import postmortem
from postmortem.render._advice import ADVICE, advice
from postmortem.sources._notes import _TEXTS

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
    assert codes_said() - SAID_ELSEWHERE == set(ADVICE)


def test_advice_is_a_sentence_a_person_can_follow() -> None:
    for code, words in ADVICE.items():
        assert words[0].isupper(), code
        assert words.endswith("."), code
        assert "\n" not in words, code


def test_more_days_are_not_the_only_cure_for_a_baseline_that_was_cut() -> None:
    assert "earlier incident" not in advice("short-baseline")
    assert "earlier incident" in advice("short-baseline", {"short-baseline", "earlier-incident"})
