"""Several incidents side by side: ranked only where the intervals settle it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from report_cases import Scene

from postmortem.errors import UsageError
from postmortem.jobs.compare import comparison, write_comparison
from postmortem.model import Estimate, Report, Status

if TYPE_CHECKING:
    from pathlib import Path


def incident(name: str, low: float, high: float, status: Status = "recovered") -> Report:
    report = cases.report(Scene(status=status))
    found = report.measures.sentiment
    hours = Estimate((low + high) / 2, low, high)
    found = replace(found, recovery=replace(found.recovery, hours=hours))
    return replace(
        report,
        incident=replace(report.incident, id=name),
        measures=replace(report.measures, sentiment=found),
    )


SOON, LATER, LAST = (incident(n, *e) for n, e in (("a", (5, 9)), ("b", (20, 30)), ("c", (50, 90))))


def ranks(*reports: Report) -> list[tuple[int | None, str]]:
    return [(row["rank"], row["ranked"]) for row in comparison(reports)]


def test_each_incident_has_its_place_where_the_intervals_lie_apart() -> None:
    assert ranks(LATER, SOON, LAST) == [
        (2, "number 2 of 3, longest first"),
        (3, "shortest of 3"),
        (1, "longest of 3"),
    ]


def test_without_a_drop_an_incident_counts_neither_as_fast_nor_as_slow() -> None:
    calm = replace(SOON, incident=replace(SOON.incident, id="calm"))
    none = cases.report(Scene(status="no_drop")).measures
    calm = replace(calm, measures=none)
    assert [place for place, _ in ranks(LATER, calm, LAST)] == [2, None, 1]
    assert (
        ranks(LATER, calm)[0][1] == "cannot be ranked: no other incident had a drop that is known"
    )


@pytest.mark.parametrize(
    "other", [incident("wide", 25, 60), incident("perhaps", 50, 90, "probably_recovered")]
)
def test_what_overlaps_or_is_not_confirmed_cannot_be_ranked(other: Report) -> None:
    place, words = ranks(LATER, other)[0]
    assert place is None
    assert words.startswith("cannot be ranked: intervals overlap")


def test_one_incident_is_no_comparison(tmp_path: Path) -> None:
    for reports in ([SOON], [SOON, SOON]):
        with pytest.raises(UsageError, match="two or more incidents"):
            comparison(reports)
        with pytest.raises(UsageError, match="two or more incidents"):
            write_comparison(reports, tmp_path / "x.png", size="doc", theme="light")
