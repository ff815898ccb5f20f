"""What is measured on the samples is what they were made to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from postmortem.config import incident_names, read_config, read_incident
from postmortem.files import folder
from postmortem.jobs.ingest import IngestSettings, ingest_jobs
from postmortem.jobs.review import measure_incident
from postmortem.jobs.score import score_store
from postmortem.store import Store
from postmortem.synthetic import stamps, story, true_area_lost, true_recovery_hours
from postmortem.synthetic.stream import lift_at

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.model import Estimate, Report


def measured(sample: str, work: Path) -> Report:
    """Return what `postmortem demo` measures, without drawing it."""
    root = folder("sample_data") / sample
    config = read_config(root / "postmortem.toml", root)
    incident = read_incident(root / "incidents" / f"{incident_names(config)[0]}.toml", config)
    with Store.open(work / "test.duckdb", write=True) as store:
        for job in ingest_jobs([], config, IngestSettings.of(config)):
            assert all(ledger.is_balanced for ledger in job.run(store))
        score_store(store, config)
        return measure_incident(store, config, incident)


@pytest.fixture(scope="module")
def ferry_night(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return measured("crisis", tmp_path_factory.mktemp("crisis"))


@pytest.fixture(scope="module")
def stamp_card(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return measured("stamps", tmp_path_factory.mktemp("stamps"))


def covers(estimate: Estimate | None, truth: float | None) -> bool:
    assert estimate is not None
    assert truth is not None
    low = -np.inf if estimate.low is None else estimate.low
    high = np.inf if estimate.high is None else estimate.high
    return bool(low <= truth <= high)


def test_the_interval_of_the_recovery_holds_the_truth(ferry_night: Report) -> None:
    found = ferry_night.measures.sentiment
    assert found.status == "recovered"
    assert covers(found.recovery.hours, true_recovery_hours(story.SHAPE))


def test_the_drop_and_the_area_hold_the_truth(ferry_night: Report) -> None:
    found = ferry_night.measures.sentiment
    assert covers(found.drop, -float(story.SHAPE.gap(np.arange(0, 100, 0.1)).min()))
    assert covers(found.area_lost, true_area_lost(story.SHAPE))


def test_volume_comes_back_when_its_spikes_are_over(ferry_night: Report) -> None:
    hours = np.arange(0, 500, 0.05)
    over = hours[lift_at(hours, story.CONDITIONS.spikes) > 1.25][-1]
    found = ferry_night.measures.volume.recovery.hours
    assert found is not None
    assert found.value == pytest.approx(over, abs=12)


def test_every_export_is_in_and_only_the_torn_row_is_not(ferry_night: Report) -> None:
    assert len(ferry_night.data.files) == 8
    assert ferry_night.data.own > 150
    assert ferry_night.data.audience > 9000
    (warning,) = [w for w in ferry_night.warnings if w.code == "rows-rejected"]
    assert warning.text.startswith("1 ")


def test_reposts_and_copies_of_the_apology_stay_out_of_the_mood(ferry_night: Report) -> None:
    aside = ferry_night.data.set_aside
    assert sum(aside.values()) >= 262 + 38 + 20


def test_the_apology_has_every_component(ferry_night: Report) -> None:
    (effect,) = ferry_night.measures.apology
    assert effect.latency_hours == pytest.approx(story.hours(story.APOLOGISED_AT), abs=0.01)
    assert all(effect.components.values())
    assert effect.components


def test_what_never_comes_back_is_not_said_to(stamp_card: Report) -> None:
    found = stamp_card.measures.sentiment
    assert true_recovery_hours(stamps.SHAPE) is None
    assert found.status == "not_recovered"
    assert found.new_normal
    assert covers(found.residual, float(stamps.SHAPE.gap(np.array([640.0]))[0]))
    assert covers(found.drop, 0.46)
