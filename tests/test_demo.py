"""The demo shows, and takes nothing away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postmortem.errors import UsageError
from postmortem.files import folder
from postmortem.jobs.demo import _copy_missing, demo_names, run_demo

if TYPE_CHECKING:
    from pathlib import Path


def test_what_a_person_wrote_into_the_demo_stays(tmp_path: Path) -> None:
    source = folder("sample_data") / "crisis"
    _copy_missing(source, tmp_path)
    notes = tmp_path / "incidents" / "ferry-night.notes.md"
    notes.write_text("mine", "utf-8")
    _copy_missing(source, tmp_path)
    assert notes.read_text("utf-8") == "mine"


def test_a_project_of_ones_own_is_not_turned_into_the_demo(tmp_path: Path) -> None:
    (tmp_path / "postmortem.toml").write_text("# mine\n", "utf-8")
    with pytest.raises(UsageError, match="holds another project"):
        run_demo("crisis", tmp_path, lock_timeout=1, on_ledger=lambda ledger: None)


def test_an_unknown_demo_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There are: " + ", ".join(demo_names())):
        run_demo("nonsense", tmp_path, lock_timeout=1, on_ledger=lambda ledger: None)
