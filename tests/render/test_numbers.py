"""Every number that any rendering shows stands in summary.json, with the same rounding."""

from __future__ import annotations

import html as entities
import json
import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
import report_cases as cases
from matplotlib.text import Text
from report_cases import STATES, Scene

from postmortem import charts, render
from postmortem.model import Trough
from postmortem.wording import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Report

DRAWN = ("series", "shares", "days", "view")
"""Keys that only charts read: thousands of numbers among which anything would be found."""
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
_DAYS = re.compile(r"(\d+) days(?: (\d+) h)?")
_OF_DAYS = re.compile(r"(\d+) of (\d+) days")
_MINUTES = re.compile(r"(\d+) min\b")
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_FULL_HOUR = re.compile(r"\b0?(\d{1,2}):00\b")

CASES = {
    **{state: Scene(status=state) for state in STATES},
    "relapse": Scene(status="recovered", relapse=True),
    "not recovered, relapse": Scene(status="not_recovered", relapse=True),
    "new normal": Scene(status="not_recovered", new_normal=True),
    "six events": Scene(events=cases.SIX_EVENTS, zone="Asia/Kathmandu"),
}


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, entry in value.items():
            yield name, name
            if name not in DRAWN:
                yield from leaves(entry, name)
    elif isinstance(value, list):
        yield key, len(value)
        for entry in value:
            yield from leaves(entry, key)
    else:
        yield key, value


class Known:
    """What summary.json says: its numbers, its words, its instants on the report's clock."""

    def __init__(self, told: dict[str, Any]) -> None:
        clock = Clock(told["timezone"])
        found = list(leaves(told))
        self.numbers = {abs(float(v)) for _, v in found if isinstance(v, int | float)}
        texts = [str(v) for _, v in found if isinstance(v, str)]
        self.phrases: set[str] = set()
        for text in texts:
            if _INSTANT.fullmatch(text):
                at = datetime.fromisoformat(text)
                self.phrases |= {
                    clock.full(at),
                    clock.short(at),
                    clock.date(at),
                    clock.day(at),
                    clock.time(at),
                }
            else:
                self.phrases |= {text, text.replace("_", " "), text[:12]}
                self.numbers |= {float(t.replace(",", "")) for t in _TOKEN.findall(text)}

        self.figures = {
            decimals: {f"{n:.{decimals}f}" for one in self.numbers for n in (one, 100 * one)}
            for decimals in range(9)
        }
        self.phrases = {phrase for phrase in self.phrases if any(c.isdigit() for c in phrase)}

    def stray(self, text: str) -> list[str]:
        """Return the numbers of `text` that are none of ours."""
        for phrase in sorted(self.phrases, key=len, reverse=True):
            text = text.replace(phrase, " ")
        text = _OF_DAYS.sub(r" \1 \2 ", _FULL_HOUR.sub(r" \1 ", text))
        unknown = []
        for days, hours in _DAYS.findall(text):
            whole = 24 * int(days) + int(hours or 0)
            if not any(round(number) == whole for number in self.numbers):
                unknown.append(f"{days} days {hours} h")
        text = _DAYS.sub(" ", text)
        for minutes in _MINUTES.findall(text):
            if not any(round(60 * number) == int(minutes) for number in self.numbers):
                unknown.append(f"{minutes} min")
        text = _MINUTES.sub(" ", text)
        return unknown + [token for token in _TOKEN.findall(text) if not self._shown(token)]

    def _shown(self, token: str) -> bool:
        bare = token.replace(",", "")
        return bare in self.figures[len(bare.partition(".")[2])]


def pictures(report: Report) -> dict[str, tuple[bytes, str]]:
    blank = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 576 360"/>'
    applying = (chart for chart in charts.CHARTS if chart.applies(report) is None)
    return {chart.name: (blank, chart.alt(report)) for chart in applying}


def body_text(page: str) -> str:
    page = re.sub(r"<style>.*?</style>|<head>.*?</head>", " ", page, flags=re.DOTALL)
    page = re.sub(r'<svg[^>]* aria-label="([^"]*)"[^>]*>', r" \1 ", page)
    page = re.sub(r"data/[\w-]+\.csv|charts/[\w-]+\.png", " ", page)
    return entities.unescape(re.sub(r"<[^>]+>", " ", page))


def plain_markdown(text: str) -> str:
    text = re.sub(r"!\[(.*?)\]\(charts/[^)]*\)|\[[\w.-]+\]\(data/[^)]*\)", r" \1 ", text)
    text = re.sub(r"^(\d+)\. ", " ", text, flags=re.MULTILINE)
    return entities.unescape(re.sub(r"\\(.)", r"\1", text))


@pytest.mark.parametrize("name", CASES)
def test_every_number_is_one_of_summary_json(name: str) -> None:
    report = cases.report(CASES[name])
    told = json.loads(render.summary_json(report))
    known = Known(told)
    drawn = pictures(report)
    assert known.stray(body_text(render.html(report, drawn))) == []
    assert known.stray(plain_markdown(render.markdown(report, drawn))) == []
    assert known.stray(render.text(report)) == []
    assert known.stray(render.terminal(report)) == []


SCALES = (
    r"\d{1,2} [A-Z][a-z]{2}( \d{4})?",  # dates below the axis
    r"[A-Z][a-z]{2}",
    r"Posts per .*|Engagement per own post, per .*",
    r"[+−\d.,:%×kM]+",
)
FIXED = (
    r"−1( \(negative\))? to \+1( \(positive\))?",
    r"per \d+ (h|min)",
    r"fewer than 10",
    r"100( =|%)",
)
"""What a chart says of its own drawing: scales, the width of its bins, its rule for pale bars."""


@pytest.mark.parametrize("name", ["recovered", "not recovered, relapse", "six events", "no_drop"])
def test_every_number_told_on_a_chart_is_one_of_summary_json(name: str) -> None:
    report = cases.report(CASES[name])
    known = Known(json.loads(render.summary_json(report)))
    for chart in charts.CHARTS:
        if chart.applies(report) is not None:
            continue
        figure = chart.draw(report, charts.Frame("slide"))
        said = [text.get_text().replace("\u00a0", " ") for text in figure.findobj(Text)]
        told = [words for words in said if not any(re.fullmatch(s, words) for s in SCALES)]
        joined = " ".join(re.sub("|".join(FIXED), " ", words) for words in told)
        joined = re.sub(
            r"\b\d (?=Incident|Offence|Complaint|Denial|Response|Apology|Press)", "", joined
        )
        assert known.stray(joined) == [], chart.name


def test_a_number_that_is_not_in_summary_json_is_found() -> None:
    report = cases.report(Scene())
    told = json.loads(render.summary_json(report))
    sentiment = report.measures.sentiment
    assert sentiment.trough is not None
    other = replace(sentiment, trough=Trough(-0.7713, -0.8, -0.75, at=sentiment.trough.at))
    changed = replace(report, measures=replace(report.measures, sentiment=other))
    known = Known(told)
    assert "0.77" in known.stray(render.text(changed))
