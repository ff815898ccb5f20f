"""What a cell of a table means is said once, for the reader of rows and the reader of columns."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import postmortem.sources.delimited as room

HOME = Path(room.__file__).with_name("rules.py")
READERS = [HOME.with_name(f"{name}.py") for name in ("tabular", "columnar")]
MEANINGS = {"NOTHING", "TRUE", "language", "platform_called"}
"""What rules are made of: who uses one of these has a rule of its own."""


def names(path: Path) -> set[str]:
    return {
        node.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name)
    }


def test_the_rules_are_made_of_what_they_are_said_to_be() -> None:
    assert names(HOME) >= MEANINGS


@pytest.mark.parametrize("reader", READERS, ids=lambda path: path.stem)
def test_a_reader_has_no_rule_of_its_own(reader: Path) -> None:
    assert names(reader) & MEANINGS == set()


@pytest.mark.parametrize("rule", ["platform_of", "own_of", "language_of", "sets_of"])
def test_both_readers_ask_the_same_rule(rule: str) -> None:
    assert all(rule in names(reader) for reader in READERS)
