"""Days without posts are gaps, whether or not anybody listed them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import report_cases as cases
from matplotlib.text import Text
from report_cases import Scene

from postmortem import charts, render
from postmortem.charts import Frame
from postmortem.model import Report, SourceDay
from postmortem.wording import every_day

COVERAGE = next(chart for chart in charts.CHARTS if chart.name == "08-coverage")


def in_waves(*extra: SourceDay) -> Report:
    """Return a report whose export holds three waves of posts in 120 days."""
    report = cases.report(Scene())
    first = datetime(2026, 3, 1, 23, 0, tzinfo=UTC)
    waves = (0, 1, 60, 61, 62, 118, 119)
    oslo = ZoneInfo("Europe/Oslo")
    days = []
    for day in waves:
        start = (first.astimezone(oslo) + timedelta(days=day)).replace(hour=0)
        days.append(SourceDay(source="brand24", start=start, posts=40, scored=30))
    return replace(report, data=replace(report.data, days=(*days, *extra)))


def test_days_that_are_not_listed_are_gaps_too() -> None:
    report = in_waves()
    assert "brand24 brought no posts on 113 of 120 days" in COVERAGE.alt(report)
    figure = COVERAGE.draw(report, Frame("doc"))
    assert len(figure.findobj(lambda artist: artist.get_gid() == "gap")) == 113
    assert "brand24: no posts on 113 of 120 days" in [t.get_text() for t in figure.findobj(Text)]
    assert len(COVERAGE.table(report)) == 120
    assert render.summary(report)["data"]["days_without_posts"] == {"brand24": 113}


def test_a_source_beyond_those_drawn_still_counts() -> None:
    report = cases.report(Scene())
    every = every_day(report.data.days, ZoneInfo("Europe/Oslo"))["x-archive"]
    six = [
        replace(day, source=f"source-{number}", posts=day.posts - number)
        for number in range(6)
        for day in every
    ]
    whole = replace(report, data=replace(report.data, days=tuple(six)))
    assert "Every source brought posts on every day" in COVERAGE.alt(whole)
    holed = replace(report, data=replace(report.data, days=tuple(six[:-3])))
    assert "source-5 brought no posts on 3 of" in COVERAGE.alt(holed)


def test_a_day_is_a_day_when_the_clock_changes() -> None:
    report = in_waves()
    listed = every_day(report.data.days, ZoneInfo("Europe/Oslo"))["brand24"]
    assert [day.start.hour for day in listed] == [0] * 120
    assert len({day.start.date() for day in listed}) == 120
