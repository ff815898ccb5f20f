"""What a cell of a table says, in ways that a row needs again and again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from postmortem.sources.values.cells import KINDS, NOTHING, CellError, count

if TYPE_CHECKING:
    from postmortem.model import Kind


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


def kind_of(cell: str, reply_to: str, repost_of: str, quote_of: str) -> Kind:
    """Return the kind of post that a row names, or that its references make it."""
    if cell in KINDS:
        return cast("Kind", cell)
    if repost_of:
        return "repost"
    if quote_of:
        return "quote"
    return "reply" if reply_to else "post"
