"""Every warning has one entry, every entry is raised somewhere, and the page lists them all."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, get_args

import pytest

import postmortem
from postmortem.config.settings import Config
from postmortem.model.warnings import (
    WARNINGS,
    AskingCode,
    Code,
    CollectingCode,
    LoadingCode,
    MeasuringCode,
    ReadingCode,
)
from postmortem.wording.warning_page import warning_page

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(postmortem.__file__).parent
HOME = PACKAGE / "model" / "warnings"
GROUPS = (ReadingCode, CollectingCode, LoadingCode, AskingCode, MeasuringCode)
CODES = [code for group in GROUPS for code in get_args(group)]
ADVICE = PACKAGE / "render" / "sections" / "advice.py"
SHARED_PARAMETERS = {"n", "detail"}
"""What every warning that is counted while reading is given."""


def modules() -> Iterator[ast.Module]:
    """Yield the syntax of each module that may raise a warning."""
    for path in PACKAGE.rglob("*.py"):
        if HOME not in path.parents and path != ADVICE:
            yield ast.parse(path.read_text("utf-8"))


def parameters(code: Code) -> set[str]:
    fields = {name for _, name, _, _ in Formatter().parse(WARNINGS[code].sentence) if name}
    return fields - {"cure"}


def test_a_code_stands_in_one_list_and_has_one_entry() -> None:
    assert len(CODES) == len(set(CODES))
    assert set(CODES) == set(WARNINGS)


@pytest.mark.parametrize("code", CODES)
def test_an_entry_says_what_happened_and_what_to_do(code: Code) -> None:
    kind = WARNINGS[code]
    for words in (kind.sentence, kind.cure):
        assert words.strip() == words != "", code
        assert "\n" not in words, code
    assert kind.cure[0].isupper(), code
    assert kind.cure.endswith("."), code


@pytest.mark.parametrize("code", CODES)
def test_what_is_worse_than_a_note_names_the_numbers_it_touches(code: Code) -> None:
    kind = WARNINGS[code]
    assert kind.metrics or kind.severity == "note"


def test_every_entry_is_raised_somewhere() -> None:
    words = {
        node.value
        for module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [code for code in CODES if code not in words] == []


def test_a_warning_is_given_the_parameters_that_its_sentence_takes() -> None:
    wrong = {}
    for module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Caveat.of", "Note.of"}:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    given = {keyword.arg for keyword in node.keywords}
                    if given != parameters(code.value):
                        wrong[code.value] = given
    assert wrong == {}


def test_what_is_counted_while_reading_needs_no_more_than_a_count_and_a_detail() -> None:
    counted = {
        node.args[0].value
        for module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "add"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value in CODES
    }
    assert counted
    assert {code for code in counted if parameters(code) - SHARED_PARAMETERS} == set()


def test_a_code_that_has_no_entry_is_refused() -> None:
    from postmortem.model import Caveat

    with pytest.raises(KeyError):
        Caveat.of("no-such-code")  # type: ignore[arg-type]


@pytest.mark.parametrize("code", CODES)
def test_every_setting_that_a_cure_names_is_one_that_the_config_knows(code: Code) -> None:
    kind = WARNINGS[code]
    for key in re.findall(r"\b([a-z]+\.[a-z_]+)\b", f"{kind.sentence} {kind.cure}"):
        section, _, name = key.partition(".")
        if key in {"account.js", "postmortem.toml"}:
            continue
        assert section in Config.model_fields, key
        inner = Config.model_fields[section].annotation
        assert name in getattr(inner, "model_fields", {}), key


def test_the_page_of_warnings_is_as_written_from_the_entries() -> None:
    page = Path(__file__).parents[2] / "reports" / "warnings.md"
    assert page.read_text("utf-8") == warning_page(), "write it again: its head says how"
