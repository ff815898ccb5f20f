"""Shell: a made-up crisis, from its exports to its report, in one call."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem.config import incident_names, read_config, read_incident
from postmortem.errors import UsageError
from postmortem.files import folder
from postmortem.jobs.ingest import Ingesting, ingest_jobs
from postmortem.jobs.review import measure_incident
from postmortem.jobs.review.folder import write_report
from postmortem.jobs.score import score_store
from postmortem.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postmortem.model import Report


_CONFIG = "postmortem.toml"


def demo_names() -> list[str]:
    """Return the made-up crises that ship with the tool."""
    return sorted(path.parent.name for path in folder("sample_data").glob("*/postmortem.toml"))


def run_demo(name: str, target: Path, *, lock_timeout: float, say: Callable[[str], None]) -> Report:
    """Copy the project `name` to `target`, ingest its inboxes, and write `target`/report.

    What is already in `target` stays; running it again changes nothing.
    """
    if name not in demo_names():
        raise UsageError(f"{name}: no such demo. There are: {', '.join(demo_names())}.")
    _copy_missing(folder("sample_data") / name, target)
    config = read_config(target / "postmortem.toml", target)
    incident = read_incident(target / "incidents" / f"{incident_names(config)[0]}.toml", config)
    path = target / "postmortem.duckdb"
    with Store.open(path, write=True, lock_timeout=lock_timeout) as store:
        for job in ingest_jobs([], config, Ingesting.of(config)):
            for ledger in job.run(store):
                say(ledger.summary)
        score_store(store, config)
    with Store.open(path, write=False, lock_timeout=lock_timeout) as store:
        report = measure_incident(store, config, incident)
    write_report(report, target / "report")
    return report


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
