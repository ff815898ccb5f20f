"""Several incidents on one axis: the first in colour, every name readable, no invented return."""

from __future__ import annotations

import pytest
import report_cases as cases
from matplotlib.text import Text
from report_cases import Scene
from test_layout import assert_apart

from postmortem import charts
from postmortem.charts import Frame

REPORTS = [
    cases.report(Scene(title="Gate change tweet")),
    cases.report(Scene(status="not_recovered", title="Bumped passengers and three statements")),
    cases.report(Scene(status="probably_recovered", title="Refund delays", after_hours=200.0)),
    cases.report(Scene(status="inconclusive", title="$x$ 火 \u202eevil", after_hours=300.0)),
]


@pytest.mark.parametrize("size", ["slide", "doc", "chat", "square"])
def test_words_stay_apart(size: charts.SizeName) -> None:
    assert_apart(charts.draw_compare(REPORTS, Frame(size)))


@pytest.mark.parametrize("size", ["slide", "doc", "chat", "square"])
def test_a_long_name_is_cut_and_its_time_is_not(size: charts.SizeName) -> None:
    figure = charts.draw_compare(REPORTS, Frame(size))
    (long,) = [t.get_text() for t in figure.findobj(Text) if t.get_text().startswith("Bumped")]
    assert long.endswith("(not after 16 days 16 h)")


def test_many_incidents_at_the_same_height_stay_apart() -> None:
    same = [cases.report(Scene(title=f"Incident number {n}")) for n in range(12)]
    assert_apart(charts.draw_compare(same, Frame("square", "dark")))


def test_an_incident_without_a_drop_is_left_out() -> None:
    reports = [*REPORTS, cases.report(Scene(status="no_drop", title="Nothing happened"))]
    assert "Nothing happened" not in charts.compare_alt(reports)
    assert len({row["incident"] for row in charts.compare_table(reports)}) == len(REPORTS)


def test_alone_it_is_no_comparison() -> None:
    assert charts.compare_reason(REPORTS[:1])
    assert charts.compare_reason(REPORTS) is None


def test_the_line_starts_at_the_incident_and_ends_where_its_data_end() -> None:
    rows = [r for r in charts.compare_table(REPORTS) if r["incident"] == "Refund delays"]
    assert rows[0]["hours"] == 0.0
    assert rows[-1]["hours"] == 192.0


def test_what_has_not_returned_is_said_not_to_have() -> None:
    assert "three statements: not after 16 days 16 h" in charts.compare_alt(REPORTS)
