"""A picture drawn in light colours can follow its reader into the dark."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from report_cases import SIX_EVENTS, Scene

from postmortem import charts

if TYPE_CHECKING:
    from pathlib import Path


def test_roles_that_look_alike_in_the_light_do_in_the_dark() -> None:
    for (light, dark), (other_light, other_dark) in combinations(charts.role_colours().values(), 2):
        assert light != other_light or dark == other_dark


@pytest.mark.parametrize("chart", charts.CHARTS, ids=lambda chart: chart.name)
def test_a_chart_is_drawn_in_colours_that_have_a_role(chart: charts.Chart, tmp_path: Path) -> None:
    report = cases.report(Scene(status="not_recovered", relapse=True, events=SIX_EVENTS))
    charts.save(chart.draw(report, charts.Frame("doc")), tmp_path / "a.svg", "A chart.")
    text = (tmp_path / "a.svg").read_text("utf-8")
    colours = set(re.findall(r"#[0-9a-f]{6}\b|\brgba?\([^)]*\)", re.sub(r"url\([^)]*\)", "", text)))
    roles = {light for light, _ in charts.role_colours().values()}
    assert len(colours) > 3
    assert colours <= roles
