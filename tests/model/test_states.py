"""A state of a recovery that nobody has words for does not get past the type checker."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import postmortem

PACKAGE = Path(postmortem.__file__).parent
MUST_KNOW = {
    "wording/states.py": "what is said and drawn",
    "measure/findings/times.py": "whether there is a time",
    "measure/findings/recovery.py": "why",
}


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="needs mypy")
def test_a_seventh_state_is_refused_wherever_it_must_be_known(tmp_path: Path) -> None:
    package = tmp_path / "postmortem"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    results = package / "model" / "results.py"
    before = results.read_text("utf-8")
    after = before.replace('    "inconclusive",\n]', '    "inconclusive",\n    "forgotten",\n]')
    assert after != before
    results.write_text(after, "utf-8")
    check = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=silent",
        "--no-color-output",
    ]
    check += ["--cache-dir", str(tmp_path / "cache"), "--config-file", "", *MUST_KNOW]
    done = subprocess.run(
        check, cwd=package, env={"MYPYPATH": str(tmp_path)}, capture_output=True, text=True
    )
    refused = {
        line.split(":")[0].removeprefix("postmortem/")
        for line in done.stdout.splitlines()
        if "assert_never" in line and "'forgotten'" in line
    }
    assert refused == set(MUST_KNOW), done.stdout + done.stderr


def test_no_other_module_has_a_switch_over_the_states() -> None:
    switches = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if 'case "no_drop"' in path.read_text("utf-8")
    }
    assert switches == set(MUST_KNOW)
