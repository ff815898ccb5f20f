"""Which unused column of a table says whom each post is about: it holds few values, all often."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from postmortem.sources.delimited.aliases import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from postmortem.sources.behaviour.sample import Sample

_WHOM = (
    "airline", "app", "bank", "brand", "business", "candidate", "carrier", "client", "company",
    "competitor", "customer", "firm", "game", "hotel", "keyword", "manufacturer", "operator",
    "organisation", "organization", "party", "product", "query", "restaurant", "retailer",
    "searchkeyword", "searchquery", "searchterm", "shop", "store", "subsidiary", "team", "topic",
    "university", "vendor",
)  # fmt: skip
_ENDINGS = ("", "name", "title", "label", "mentioned", "s")
_NAMES = frozenset(word + ending for word in _WHOM for ending in _ENDINGS)
_LEAST_ROWS, _MOST_VALUES, _LEAST_SHARE = 50, 25, 0.01
_NEARLY_ALL = 0.9


def group_columns(sample: Sample, used: Iterable[str]) -> tuple[str, ...]:
    """Return the columns by which a table may be parted into sets, in its order."""
    free = dict.fromkeys(sample.columns)
    for column in used:
        free.pop(column, None)
    named = (name for name in free if bare(name) in _NAMES)
    return tuple(name for name in named if _parts(sample.cells(name)))


def _parts(cells: Sequence[str]) -> bool:
    """Whether few values stand in (nearly) all cells, and each in many of them.

    >>> _parts(["Nordlys", "Fjord"] * 40), _parts(["Nordlys"] * 80), _parts(["1", "2"] * 40)
    (True, False, False)
    """
    counts = Counter(cell for cell in cells if cell)
    if counts.total() < _LEAST_ROWS or counts.total() < _NEARLY_ALL * len(cells):
        return False
    has_words = all(any(char.isalpha() for char in value) for value in counts)
    main = sum(n for n in counts.values() if n >= _LEAST_SHARE * len(cells))
    is_few = 1 < len(counts) <= _MOST_VALUES
    return is_few and has_words and main >= _NEARLY_ALL * counts.total()
