"""Incidents by name → their Reports, with whatever was not scored yet."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from postmortem.errors import NotEnoughData
from postmortem.jobs.review.report import measure_incident, needs_scoring
from postmortem.jobs.score import score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.jobs.project import Project
    from postmortem.model import Report

_SELDOM = 100_000
"""New objects between two collections: modules and pictures make many, and hardly any rubbish."""


def review(project: Project, name: str, *, quotes: int = 0) -> Report:
    """Measure the incident that `name` stands for, scoring first what is not yet scored.

    `quotes` posts of the audience are quoted. UsageError where the incident cannot be read, or
    asks for what is not there.
    """
    (report,) = review_all(project, [name], quotes=quotes)
    return report


def review_all(project: Project, names: Sequence[str], *, quotes: int = 0) -> list[Report]:
    """Measure several incidents on one and the same state of the store.

    The store is held for writing only while texts are scored, and else read, beside others.
    """
    gc.set_threshold(_SELDOM)
    config = project.config
    incidents = [project.incident(name) for name in names]
    with project.open_store(write=False) as store:
        if not needs_scoring(store, config):
            return [measure_incident(store, config, each, quotes=quotes) for each in incidents]
    score(project)
    with project.open_store(write=False) as store:
        return [measure_incident(store, config, each, quotes=quotes) for each in incidents]


def require_recovery(report: Report) -> None:
    """Raise NotEnoughData when the recovery cannot be known: for when everything is written."""
    sentiment = report.measures.sentiment
    if sentiment.status == "insufficient_data":
        raise NotEnoughData(
            f"{report.incident.id}: no recovery time can be given: {sentiment.reason}"
        )
