"""The end of the stamp card: a table that fights back, and a truth that stays down."""

from __future__ import annotations

import csv
import gzip
import io
import tomllib
from datetime import datetime, timedelta

import numpy as np
import pytest

from postmortem.files import folder
from postmortem.synthetic import stamps as story
from postmortem.synthetic import true_recovery_hours
from postmortem.synthetic.story import ZONE

FOLDER = folder("sample_data") / "stamps"


def rows() -> list[dict[str, str]]:
    text = gzip.decompress((FOLDER / "inbox/omtale.csv.gz").read_bytes()).decode("cp1252")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def hours(row: dict[str, str]) -> float:
    told = datetime.strptime(row["Tidspunkt"], "%d.%m.%Y %H:%M").replace(tzinfo=ZONE)
    return (told - story.BEGAN_AT) / timedelta(hours=1)


def test_it_never_comes_back() -> None:
    assert true_recovery_hours(story.SHAPE) is None
    assert true_recovery_hours(story.SHAPE, margin=0.17) is not None


def test_the_scores_fall_and_stay_down() -> None:
    scored = [(hours(row), float(row["Tone"])) for row in rows() if row["Tone"]]
    before = np.mean([tone for at, tone in scored if at < 0])
    last_week = np.mean([tone for at, tone in scored if at > 500])
    assert before == pytest.approx(0.22, abs=0.05)
    assert before - last_week == pytest.approx(0.16, abs=0.06)


def test_scores_are_in_range_and_the_brand_has_none() -> None:
    for row in rows():
        own = row["Forfatter"] == "bergtunkaffe"
        assert (row["Tone"] == "") == own
        assert own or -1 <= float(row["Tone"]) <= 1


def test_the_ids_are_gone_but_the_posts_can_be_told_apart() -> None:
    assert {row["Dok-ID"] for row in rows()} == {"1.22158E+17"}
    told = {(row["Tidspunkt"], row["Forfatter"], row["Innhold"]) for row in rows()}
    assert len(told) == len(rows())


def test_the_map_names_columns_that_are_there() -> None:
    config = tomllib.loads((FOLDER / "postmortem.toml").read_text("utf-8"))
    named = {name for field, name in config["data"][0]["columns"].items() if field != "dates"}
    assert named == set(rows()[0])
