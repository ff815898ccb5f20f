"""What the cells of a row say: the rules that both readers of tables follow.

`tabular` reads a row at a time, `columnar` a column; each asks here what a cell means.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from postmortem.model import platform_called
from postmortem.sources.values.cells import NOTHING, TRUE, CellError, count, language
from postmortem.sources.values.ids import plain_id

if TYPE_CHECKING:
    from postmortem.sources.delimited.layout import Layout

WORDS_FOR_NOTHING = tuple(sorted(NOTHING))
"""What tools write where there is nothing."""


@lru_cache(maxsize=2**15)
def plain_count(cell: str) -> int | None:
    """Return a count; raises CellError below zero too. The same small ones stand in most rows.

    >>> plain_count("1,204"), plain_count("")
    (1204, None)
    """
    value = count(cell)
    if value is not None and value < 0:
        raise CellError(f"no count: {cell[:40]!r}")
    return value


def without_nothing(cell: str) -> str:
    """Return a cell, empty where it holds what tools write for nothing."""
    return "" if cell in NOTHING else cell


def id_in_cell(cell: str) -> str:
    """Return the id in a cell as it was written, empty where the cell holds none.

    >>> id_in_cell(" x1169 "), id_in_cell("NaN"), id_in_cell("-")
    ('1169', '', '')
    """
    post_id = plain_id(without_nothing(cell.strip()))
    return "" if post_id == "-" else without_nothing(post_id)


def platform_of(cell: str, layout: Layout) -> str:
    """Return the platform a row names, or that of its format."""
    return platform_called(cell) if cell else layout.platform


def own_of(cell: str, layout: Layout) -> bool | None:
    """Return whether the export's owner wrote the post; None where nothing says so."""
    return cell.strip().lower() in TRUE if cell else layout.own


def language_of(cell: str) -> str | None:
    """Return the language tag a row names."""
    return language(cell) if cell else None


def sets_of(cell: str) -> tuple[str, ...]:
    """Return the sets a row names: one, or none."""
    name = cell.strip()
    return (name,) if name else ()
