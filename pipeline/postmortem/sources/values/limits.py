"""Lines by which a tool says that its export is not whole, above the header or among the rows."""

from __future__ import annotations

import re

_LONGEST = 200
"""Characters of such a line; a post that could not be read may say the same in passing."""
_NUMBER = r"\d[\d.,\u00a0\u202f ]*(?:[-–]\ ?\d[\d.,\u00a0\u202f ]*)?"
_THINGS = r"(?:results?|exports?|outputs?|data|rows?|lines?|records?|files?|lists?|items?|entries)"
_LIMIT = re.compile(
    rf"""
      \b(?:limit|quota|maximum)\b\W{{0,3}}(?:\w+\W+){{0,3}}?(?:exceeded|reached|erreicht|nådd)
    | \b{_THINGS}\W{{1,3}}(?:\w+\W+){{0,3}}?(?:truncated|capped|cut\ off|limited|incomplete)
    | \b(?:truncated|capped|limited)\ (?:to|at|after)\ (?:\w+\ ){{0,2}}?{_NUMBER}
    | \b(?:showing|displaying|exported|returned|first|top|only)\b\D{{0,20}}{_NUMBER}(?:\w+\ )?
        (?:out\ of|of|von|av|de|/)\ (?:\w+\ ){{0,2}}?{_NUMBER}
    | \band\ {_NUMBER}\ ?more\ {_THINGS}
    """,
    re.IGNORECASE | re.VERBOSE,
)


def limit_in(text: str) -> str | None:
    """Return the words by which a line says that an export was cut; None where it does not.

    >>> limit_in("Limit exceeded!,Result truncated!"), limit_in('"Showing first 50 of 812 rows",,')
    ('Limit exceeded', 'Showing first 50 of 812')
    >>> limit_in("17,2026-03-01,The speed limit is too low,ann") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    match = _LIMIT.search(text)
    return " ".join(match[0].split()) if match else None


def limit_above(head: str) -> str | None:
    r"""Return such words in the lines above the rows; the last of them is the header.

    >>> limit_above("Mentions of Nordlys\nShowing first 50 of 812\nid,text\n")
    'Showing first 50 of 812'
    """
    return next(filter(None, map(limit_in, head.splitlines()[:-1])), None)
