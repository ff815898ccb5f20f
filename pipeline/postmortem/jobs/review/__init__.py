"""Shell: one incident → its posts in the store → Measures → Report."""

from postmortem.jobs.review.job import require_recovery, review, review_all
from postmortem.jobs.review.report import measure_incident, needs_scoring

__all__ = ["measure_incident", "needs_scoring", "require_recovery", "review", "review_all"]
