"""Stars of a review: a rating of one to five."""

from __future__ import annotations

from postmortem.sources.values.cells import CellError


def star_score(text: str) -> str:
    """Return a rating of one to five stars as a score of −1…1.

    >>> star_score("1"), star_score("3.0"), star_score("4.5")
    ('-1.0', '0.0', '0.75')
    """
    try:
        stars = float(text)
    except ValueError as error:
        raise CellError(f"no stars: {text[:40]!r}") from error
    if not 1 <= stars <= 5:
        raise CellError(f"{text[:40]} is no rating of one to five stars")
    return str((stars - 3) / 2)
