"""Several incidents on one axis: the first in colour, every name readable, no invented return."""

from __future__ import annotations

from dataclasses import replace

import pytest
import report_cases as cases
from matplotlib.text import Text
from report_cases import Scene
from test_layout import assert_apart

from postmortem import charts
from postmortem.charts import Frame
from postmortem.model import Estimate, Report

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
    words = [text.get_text() for text in figure.findobj(Text)]
    assert any(text.startswith("Bumped") for text in words)
    assert "not after 16 days 16 h" in words


def test_many_incidents_at_the_same_height_stay_apart() -> None:
    same = [cases.report(Scene(title=f"Incident number {n}")) for n in range(12)]
    assert_apart(charts.draw_compare(same, Frame("square", "dark")))


def test_an_incident_without_a_drop_is_left_out() -> None:
    reports = [*REPORTS, cases.report(Scene(status="no_drop", title="Nothing happened"))]
    assert "Nothing happened: " not in charts.compare_alt(reports)
    assert "Not drawn: Nothing happened (no detectable drop)." in charts.compare_alt(reports)
    assert "Nothing happened (no detectable drop)" in " ".join(words_of(reports)).replace("\n", " ")
    assert "Not drawn" not in charts.compare_alt(REPORTS)
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


def back(hours: Estimate, title: str, **more: object) -> Report:
    """Return a confirmed recovery that took so long."""
    report = cases.report(Scene(title=title, **more))  # type: ignore[arg-type]
    found = report.measures.sentiment
    found = replace(found, recovery=replace(found.recovery, hours=hours))
    return replace(report, measures=replace(report.measures, sentiment=found))


SOON, LATE = Estimate(20.0, 12.0, 30.0), Estimate(90.0, 70.0, 120.0)
WIDE = Estimate(51.0, 25.0, 94.0)


def words_of(reports: list[Report]) -> list[str]:
    return [text.get_text() for text in charts.draw_compare(reports, Frame()).findobj(Text)]


def test_a_ranking_is_claimed_where_the_intervals_lie_apart() -> None:
    soon, late = back(SOON, "Soon"), back(LATE, "Late")
    assert "Soon: the fastest way back of the incidents shown" in charts.compare_alt([soon, late])
    assert "Late: the slowest way back of the incidents shown" in charts.compare_alt([late, soon])


def test_no_ranking_is_claimed_where_intervals_overlap_or_are_not_confirmed() -> None:
    probably = cases.report(Scene(status="probably_recovered", title="Perhaps"))
    pairs = (
        [back(SOON, "Soon"), back(WIDE, "Wide")],
        [probably, back(LATE, "Late")],
        [back(SOON, "Soon"), probably],
        [back(SOON, "Soon"), back(LATE, "Late"), cases.report(Scene(status="not_recovered"))],
    )
    for reports in pairs:
        alt = charts.compare_alt(reports)
        assert "fastest" not in alt
        assert "slowest" not in alt


def test_each_time_stands_with_its_interval() -> None:
    words = words_of(REPORTS)
    assert "51 h (34 h to 3 days 22 h)" in words
    assert any(text.startswith("probably ") and "(≥ " in text for text in words)


def test_each_line_goes_under_its_own_brand_and_all_posts_are_named() -> None:
    ours, theirs = back(SOON, "Soon"), back(LATE, "Late", brand="Calm Air")
    theirs = replace(theirs, data=replace(theirs.data, audience=4321))
    words = words_of([ours, theirs])
    assert {"Thunder Air · Calm Air", "Thunder Air: Soon", "Calm Air: Late"} <= set(words)
    foot = " ".join(text for text in words if "posts" in text)
    assert f"{ours.data.audience:,} / 4,321 posts" in foot
