"""How sure a source is that an export is its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from postmortem.sources.peek import Peek


@dataclass(frozen=True, slots=True)
class Recognition:
    """How sure a source is, and why; `missing` is what kept it from being certain."""

    matches: int
    missing: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether everything the source looks for is there."""
        return self.matches > 0 and not self.missing

    @property
    def share(self) -> float:
        """How much of what the source looks for is there, 0…1."""
        return self.matches / (self.matches + len(self.missing)) if self.matches else 0.0


NO = Recognition(0, ("anything it knows",))
"""Nothing of what the source looks for is there."""


def has_all(names: Collection[str], present: Collection[str]) -> Recognition:
    """Recognise by everything in `names` being `present`, ignoring case.

    >>> has_all(("Post id", "Date"), ("post id", "text"))
    Recognition(matches=1, missing=('Date',))
    """
    there = {name.lower() for name in present}
    missing = tuple(name for name in names if name.lower() not in there)
    return Recognition(len(names) - len(missing), missing)


def has_columns(peek: Peek, *columns: str) -> Recognition:
    """Recognise by a header row, below a preamble or not, with all `columns`."""
    return has_all(columns, peek.header(columns))


def has_paths(peek: Peek, *paths: str) -> Recognition:
    """Recognise by JSON paths (`data.item.id`) that all occur in the head."""
    return has_all(paths, peek.keys)


def has_item_paths(peek: Peek, *paths: str) -> Recognition:
    """Recognise by paths in the objects of an array, or of JSON Lines."""
    lines = has_paths(peek, *paths)
    array = has_paths(peek, *(f"item.{path}" for path in paths))
    return max(array, lines, key=lambda fit: fit.matches)
