"""What the two tables of CrowdTangle have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.times import parse_time
from postmortem.sources.values.zones import AmbiguousZone

if TYPE_CHECKING:
    from postmortem.sources.peek import Peek

ID = "id in URL"
"""The column that reading adds: posts have no other id than the end of their link."""
_SCORE = "Overperforming Score"
_WITH_ABBREVIATION = re.compile(r"(.*\d)\s+[A-Z]{2,5}")


def with_score(peek: Peek, *columns: str) -> Recognition:
    """Recognise by `columns`, and by the score, whose name ends in weights and an em dash."""
    fit = has_columns(peek, *columns)
    has_score = any(cell.lower().startswith(_SCORE.lower()) for cell in peek.header(columns))
    if fit.matches and not has_score:
        return Recognition(fit.matches, (*fit.missing, f"{_SCORE} …"))
    return fit


def without_unknown_zone(text: str) -> str:
    """Return `2021-07-06 16:45:20 EDT`, less an abbreviation that nobody knows.

    >>> without_unknown_zone("2021-07-06 16:45:20 EDT")
    '2021-07-06 16:45:20 EDT'
    >>> without_unknown_zone("2021-07-06 16:45:20 XQT")
    '2021-07-06 16:45:20'
    """
    match = _WITH_ABBREVIATION.fullmatch(text.strip())
    if match is None:
        return text
    try:
        parse_time(text)
    except AmbiguousZone:
        return text
    except CellError:
        return match[1]
    return text


def last_part(url: str) -> str:
    """Return the end of a permalink.

    >>> last_part("https://www.facebook.com/nordlys/posts/1022/")
    '1022'
    """
    return url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def views_of_film(cell: str) -> str:
    """Return a count of views, nothing for the 0 that stands at pictures, which have none."""
    return "" if cell.strip() == "0" else cell
