"""reports/example/ is what the tool writes today about the made-up crisis."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from postmortem.jobs.demo import run_demo

EXAMPLE = Path(__file__).parents[1] / "reports" / "example"
VARIES = {"engine", "version", "lexicon_sha256"}
"""What may differ between interpreters and releases without the report being out of date."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory, update_golden: bool) -> Path:
    target = tmp_path_factory.mktemp("demo")
    run_demo("crisis", target, lock_timeout=10, on_ledger=lambda ledger: None)
    if update_golden:
        shutil.rmtree(EXAMPLE, ignore_errors=True)
        shutil.copytree(target / "report", EXAMPLE)
    return target / "report"


def test_the_example_is_current(fresh: Path) -> None:
    now, kept = (json.loads((at / "summary.json").read_text("utf-8")) for at in (fresh, EXAMPLE))
    assert differences(now, kept) == []


def test_the_example_holds_every_file_of_a_report(fresh: Path) -> None:
    assert names(EXAMPLE) == names(fresh)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def differences(a: Any, b: Any, where: str = "") -> list[str]:
    """List where two summaries differ by more than the last digits of a float."""
    if isinstance(a, dict) and isinstance(b, dict):
        keys = [key for key in sorted(a.keys() | b.keys()) if key not in VARIES]
        return [
            found for key in keys for found in differences(a.get(key), b.get(key), f"{where}.{key}")
        ]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        pairs = enumerate(zip(a, b, strict=True))
        return [found for n, (x, y) in pairs for found in differences(x, y, f"{where}[{n}]")]
    if isinstance(a, float) and isinstance(b, float):
        return [] if a == pytest.approx(b, rel=1e-3, abs=1e-5) else [f"{where}: {a} != {b}"]
    return [] if a == b else [f"{where}: {a!r} != {b!r}"]
