"""The command that a report names gives the same report, wherever it is written."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from typer.testing import CliRunner

from postmortem.cli import app
from postmortem.jobs import report as reporting

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.model import Report


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("", ""),
        ("--quotes 5 --size slide --theme dark", "--quotes 5 --size slide --theme dark"),
        ("--size doc --docx --template 'my house'", "--template 'my house'"),
        ("--bundle zip --store posts.duckdb", ""),
    ],
)
@pytest.mark.parametrize("incident", ["ferry-night", "the ferry"])
def test_a_report_names_the_command_that_gives_the_same_report(
    incident: str, given: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my house").mkdir()
    measured = cases.report()
    measured = replace(measured, incident=replace(measured.incident, id=incident))
    written: list[Report] = []
    monkeypatch.setattr(reporting, "review", lambda *_, **__: measured)
    monkeypatch.setattr(reporting, "write_report", lambda found, *_, **__: written.append(found))
    monkeypatch.setattr(reporting, "write_bundle", lambda target: target)
    monkeypatch.setattr(reporting, "require_office", lambda **_: None)
    words = ["report", incident, "-o", "anywhere", *shlex.split(given)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    expected = f"postmortem report {shlex.quote(incident)} -o report {named}".rstrip()
    assert [report.command for report in written] == [expected]
