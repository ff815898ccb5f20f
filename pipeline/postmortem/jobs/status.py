"""What the store of a project holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from postmortem.jobs.project import Project


def store_status(project: Project) -> dict[str, Any]:
    """Return sources, spans, loads and rejects, as `postmortem/status/1`."""
    with project.open_store(write=False) as store:
        return store.status(project.config)
