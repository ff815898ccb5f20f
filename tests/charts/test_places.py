"""Every chart has a place in the report, words for who cannot see it, its data, and its line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from typer.main import get_group

from postmortem import charts
from postmortem.cli import app
from postmortem.render.document import Figure
from postmortem.render.sections.outline import document

if TYPE_CHECKING:
    from collections.abc import Iterable

REPORT = cases.report()
PAGE = (Path(__file__).parents[2] / "reports" / "README.md").read_text("utf-8")


def places() -> list[str]:
    """Return the names of all charts that the report has a place for, in reading order."""
    blocks = (block for section in document(REPORT).sections for block in section.blocks)
    return [block.name for block in blocks if isinstance(block, Figure)]


def faults(chart: charts.Chart) -> Iterable[str]:
    """Say what a chart lacks that every chart has."""
    if places().count(chart.name) != 1:
        yield "one place in render/sections"
    if not chart.alt(REPORT).strip():
        yield "a text alternative"
    if not chart.table(REPORT):
        yield "a table of what is drawn"
    if f"| `{chart.name}` | {chart.question} |" not in PAGE:
        yield "a line in reports/README.md"


@pytest.mark.parametrize("chart", charts.CHARTS, ids=lambda chart: chart.name)
def test_every_chart_has_its_place_its_words_its_data_and_its_line(chart: charts.Chart) -> None:
    assert list(faults(chart)) == []


def test_a_chart_that_nobody_placed_is_noticed() -> None:
    chart = replace(charts.CHARTS[0], name="14-new", alt=lambda report: "", table=lambda report: [])
    assert len(list(faults(chart))) == 4


def test_no_place_waits_for_a_chart_that_is_not_drawn() -> None:
    names = {chart.name for chart in charts.CHARTS}
    assert set(places()) == names
    assert set(re.findall(r"^\| `(\d\d-[\w-]+)`", PAGE, re.M)) == {*names, charts.COMPARE_NAME}


@pytest.mark.parametrize("line", re.findall(r"`postmortem ([^`]+)`", PAGE))
def test_commands_that_the_page_names_can_be_typed(line: str) -> None:
    name, *words = line.split()
    command = get_group(app).commands[name]
    if words:
        assert command.make_context(name, words).params
