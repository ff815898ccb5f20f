"""No cell of any CSV runs in a spreadsheet, and no number becomes text."""

from __future__ import annotations

import csv
import io

import pytest

from postmortem import render
from postmortem.render.formats.spreadsheet import inert

TRIGGERS = ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"]
LEADS = [
    "",
    " ",
    "\u00a0",
    "\t",
    "\r",
    "\n",
    "\x00",
    "\x1b",
    "\u200b",
    "\ufeff",
    " \t\u3000",
    "a\n",
]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_formula_is_only_text_whatever_stands_before_it(trigger: str, lead: str) -> None:
    text = f"{lead}{trigger}1+cmd"
    assert inert(text) == f"'{text}"
    [[exact]] = list(csv.reader(io.StringIO(render.exact_csv(["a"], [[text]]), newline="")))[1:]
    assert exact == f"'{text}"


@pytest.mark.parametrize("text", ["\tx", "\rx"])
def test_a_cell_that_begins_with_a_tab_or_a_return_is_text(text: str) -> None:
    assert inert(text).startswith("'")


@pytest.mark.parametrize("number", ["-0.3", "+7", "-3.5e-7", "12", "-1E+9"])
def test_a_number_stays_a_number(number: str) -> None:
    assert inert(number) == number


@pytest.mark.parametrize("text", ["a = b", "it's -3", "", "x@y", "100%"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


def test_a_column_may_not_be_a_formula_either() -> None:
    assert render.exact_csv(["=1"], []) == '"\'=1"\n'
    assert render.csv([{"=1": 2}]).startswith('"\'=1"\n')


def test_rows_of_a_query_keep_their_values_in_full() -> None:
    rows = [[-0.123456789, None, "＝1+1", 3, "-0.3"]]
    assert render.exact_csv(["a", "b", "c", "d", "e"], rows).splitlines()[1] == (
        '"-0.123456789","","\'＝1+1","3","-0.3"'
    )
