"""The command that a report names is the command that was given."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from typer.testing import CliRunner

from postmortem import report as writing
from postmortem.cli import _report as reporting
from postmortem.cli import app
from postmortem.render import _package

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.model import Report


@pytest.mark.parametrize(
    "line",
    [
        "postmortem report ferry-night -o report",
        "postmortem report ferry-night -o report --quotes 5 --size slide --theme dark",
        "postmortem report 'the ferry.toml' -o 'my report' --docx --template 'my house'",
        "postmortem report ferry-night -o report --bundle zip --store posts.duckdb",
    ],
)
def test_the_command_of_a_report_is_the_one_that_was_given(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my house").mkdir()
    written: list[Report] = []
    monkeypatch.setattr(reporting, "measured", lambda *_, **__: cases.report())
    monkeypatch.setattr(writing, "write_report", lambda found, *_, **__: written.append(found))
    monkeypatch.setattr(writing, "write_bundle", lambda target: target)
    monkeypatch.setattr(_package, "require_office", lambda **_: None)
    done = CliRunner().invoke(app, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output
    assert [report.command for report in written] == [line]
