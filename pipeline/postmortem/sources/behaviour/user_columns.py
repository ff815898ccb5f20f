"""What a person said of columns, held against those that a file has."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from postmortem.errors import MalformedExport
from postmortem.sources.delimited.aliases import bare, match_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_A_SLIP = 0.85
"""From this likeness on a name that a file lacks is a slip for one that it has."""
_MOST_NAMES = 30


def applicable_columns(
    ours: Mapping[str, str], columns: tuple[str, ...], name: str
) -> dict[str, str]:
    """Return what of a person's map holds for a file with these columns.

    One map serves a whole inbox, so a column that the file lacks is passed over where its own names
    tell the field, or the field may be missing. Raises MalformedExport for a slip, and where
    nothing else tells the text or the time.
    """
    spellings = {bare(column): column for column in reversed(columns)}
    own_fields = match_columns(columns)
    applicable = {}
    for field, column in ours.items():
        if column in columns or bare(column) in spellings:
            applicable[field] = column if column in columns else spellings[bare(column)]
            continue
        near = get_close_matches(bare(column), spellings, 1, _A_SLIP)
        is_needed = field in ("text", "posted_at") and field not in own_fields
        if near or is_needed:
            meant = f"; did you mean {spellings[near[0]]}?" if near else "."
            raise MalformedExport(
                f"{name}: no column {column}, which [columns] names{meant} "
                f"There are: {list_names(columns)}."
            )
    return applicable


def list_names(columns: Iterable[str]) -> str:
    """Return names for a sentence, the first ones where there are many.

    >>> list_names(("id", "", "text"))
    'id, text'
    """
    names = [column for column in columns if column]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"
