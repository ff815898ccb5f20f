"""summary.json keeps its contract: keys, order, rounding, times, and null for what is not known."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from typing import Any

import pytest
import report_cases as cases
from report_cases import STATES, Scene

from postmortem import model, render
from postmortem.model import Estimate
from postmortem.render.formats.summary import _KEYS

ESTIMATE = ("value", "low", "high", "level")
RECOVERY = (
    "status", "reason", "p_drop", "unit", "baseline", "trough", "drop", "drop_in_sd", "recovery",
    "half_life_hours", "area_lost", "residual", "new_normal", "completeness", "relapses", "series",
)  # fmt: skip


def told(scene: Scene | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render.summary_json(cases.report(scene)))
    return found


def test_the_top_level_follows_the_contract_in_order() -> None:
    keys = list(told())
    contract = [
        "schema", "tool", "incident", "data", "sentiment", "negative_share", "volume", "engagement",
        "windows", "apology", "conduct", "composition", "warnings",
    ]  # fmt: skip
    assert [key for key in keys if key in contract] == contract
    assert told()["schema"] == "postmortem/report/1"


@pytest.mark.parametrize("metric", ["sentiment", "negative_share", "volume"])
def test_a_recovery_has_every_key_of_the_contract(metric: str) -> None:
    found = told()[metric]
    assert set(RECOVERY) <= set(found)
    assert tuple(found["drop"]) == ESTIMATE
    assert tuple(found["trough"]) == (*ESTIMATE, "at")
    assert {"hours", "at", "censored", "observed_hours", "margin", "hold_hours"} <= set(
        found["recovery"]
    )
    point = {"start", "hours", "n", "value", "low", "high", "expected"}
    assert point <= set(found["series"][0])


def test_spans_are_called_from_and_to() -> None:
    found = told()
    assert {"from", "to"} <= set(found["data"])
    assert {"name", "from", "to", "n", "authors", "per_hour"} <= set(found["windows"][0])
    assert "starts_at" not in json.dumps(found)


def test_other_parts_have_the_keys_of_the_contract() -> None:
    found = told()
    assert set(found["tool"]) == {"version", "engine", "lexicon_sha256", "settings"}
    assert list(found["incident"])[:4] == ["id", "title", "began_at", "events"]
    assert {"posts", "audience", "own", "scored", "unscored", "coverage", "lexicon_hit_share",
            "authors", "files"} <= set(found["data"])  # fmt: skip
    assert {"per_post", "per_impression", "per_follower", "age_hours", "coverage"} <= set(
        found["engagement"]
    )
    assert {"event", "latency_hours", "status", "reason", "effect", "minimum_detectable",
            "components", "quotes"} <= set(found["apology"][0])  # fmt: skip
    assert list(found["conduct"]) == ["own_it", "understand_it", "accept_it", "get_it"]
    assert {"within", "mix", "groups"} <= set(found["composition"])
    assert set(found["warnings"][0]) == {"code", "text"}


@pytest.mark.parametrize("status", STATES)
def test_every_state_is_valid_json_without_nan(status: str) -> None:
    text = render.summary_json(cases.report(Scene(status=status)))  # type: ignore[arg-type]
    assert "NaN" not in text
    assert "Infinity" not in text
    assert json.loads(text)["sentiment"]["status"] == status


def test_times_are_utc_with_a_z() -> None:
    text = render.summary_json(cases.report(Scene(zone="Asia/Kolkata")))
    assert "+05:30" not in text.split('"command"')[0].replace("apology@", "")
    for at in re.findall(r'"(?:start|at|from|to|began_at)": "([^"]+)"', text):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", at)


def test_floats_have_at_most_six_significant_digits() -> None:
    for number in re.findall(r"-?\d+\.\d+(?:e-?\d+)?", render.summary_json(cases.report())):
        digits = number.split("e")[0].lstrip("-").replace(".", "").lstrip("0").rstrip("0")
        assert len(digits) <= 6, number


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_finite_becomes_null(value: float) -> None:
    report = cases.report()
    odd = replace(report.measures.sentiment, drop=Estimate(value, value, value), drop_in_sd=value)
    report = replace(report, measures=replace(report.measures, sentiment=odd))
    found = json.loads(render.summary_json(report))["sentiment"]
    assert found["drop"]["value"] is None
    assert found["drop_in_sd"] is None


def test_negative_zero_is_zero() -> None:
    report = cases.report()
    odd = replace(report.measures.sentiment, drop_in_sd=-0.0)
    report = replace(report, measures=replace(report.measures, sentiment=odd))
    assert '"drop_in_sd": 0.0' in render.summary_json(report)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render.summary_json(cases.report()) == render.summary_json(cases.report())


def test_a_lone_surrogate_does_not_stop_the_report() -> None:
    text = render.summary_json(cases.report(Scene(title="torn \ud83d pair")))
    assert "torn" in json.loads(text.encode("utf-8"))["incident"]["title"]


def test_an_event_says_how_long_after_the_beginning_it_was() -> None:
    events = told()["incident"]["events"]
    assert [event["elapsed_hours"] for event in events] == [0.0, 3.2, 43.0]


def test_a_key_that_differs_from_its_field_belongs_to_a_class_that_is_there() -> None:
    for (name, field), _ in _KEYS.items():
        assert field in {each.name for each in fields(getattr(model, name))}
