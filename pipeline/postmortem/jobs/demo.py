"""Shell: a made-up crisis, from its exports to its report, in one call."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem.config import incident_names
from postmortem.errors import UsageError
from postmortem.files import folder
from postmortem.jobs.batch import run_batch
from postmortem.jobs.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postmortem.jobs.report import ReportFiles
    from postmortem.store import Ledger

_CONFIG = "postmortem.toml"
_STORE = "postmortem.duckdb"


def demo_names() -> list[str]:
    """Return the made-up crises that ship with the tool."""
    return sorted(path.parent.name for path in folder("sample_data").glob("*/postmortem.toml"))


def run_demo(
    name: str, target: Path, *, lock_timeout: float, on_ledger: Callable[[Ledger], None]
) -> ReportFiles:
    """Copy the project `name` to `target`, ingest its inboxes, and write `target`/report.

    What is already in `target` stays; running it again changes nothing.
    """
    if name not in demo_names():
        raise UsageError(f"{name}: no such demo. There are: {', '.join(demo_names())}.")
    _copy_missing(folder("sample_data") / name, target)
    project = Project.of(target / _CONFIG, target / _STORE, lock_timeout=lock_timeout)
    incident = incident_names(project.config)[0]
    return run_batch(project, [], incident, target / "report", on_ledger=on_ledger).report


def _copy_missing(source: Path, target: Path) -> None:
    """Copy the project, leaving what is there; UsageError where another project is already."""
    theirs, ours = target / _CONFIG, source / _CONFIG
    if theirs.exists() and theirs.read_bytes() != ours.read_bytes():
        raise UsageError(f"{target}: holds another project. Choose an empty folder with --out.")
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
