"""The four steps after a mistake, as evidence: own it, understand it, accept it, get it.

Pure: statements, times and counts in, marks out. No mark is a grade, each quotes what it rests on.
Polarity plays no part: VADER ranks a non-apology ("seemed insensitive") above a real one.
"""

from postmortem.conduct.marks import OwnPost, Statement, marks
from postmortem.conduct.phrases import COMPONENTS, components, hedges

__all__ = ["COMPONENTS", "OwnPost", "Statement", "components", "hedges", "marks"]
