"""Shell: one incident → its posts in the store → Measures → Report."""

from postmortem.jobs.review.report import measure_incident, needs_scoring

__all__ = ["measure_incident", "needs_scoring"]
