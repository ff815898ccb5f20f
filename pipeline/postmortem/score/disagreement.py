"""Where two engines see the same posts differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from postmortem.model.rule import NEGATIVE, POSITIVE

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How two engines' compounds of the same texts compare."""

    both: int
    """Texts that both scored; all shares are of these."""
    only_first: int
    only_second: int
    neither: int
    agreement: float | None
    """Share of texts in the same class; `None` when no text was scored by both."""
    kappa: float | None
    """Agreement beyond chance (Cohen 1960); `None` where chance alone would make it complete."""
    correlation: float | None
    """Pearson's r of the compounds; `None` when one of them never changes."""
    mean_first: float | None
    mean_second: float | None
    table: tuple[tuple[int, int, int], ...]
    """Counts by class: rows are the first engine's negative, neutral, positive; columns the
    second's."""
    widest: tuple[int, ...]
    """Places of the texts they are furthest apart on, widest first; of equals, the earlier."""


def classes(compound: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return 0 (negative), 1 (neutral) or 2 (positive) for each compound.

    >>> classes(np.array([-0.05, 0.0, 0.05])).tolist()
    [0, 1, 2]
    """
    return 1 + (compound >= POSITIVE).astype(np.int64) - (compound <= NEGATIVE).astype(np.int64)


def disagreement(
    first: NDArray[np.float64], second: NDArray[np.float64], *, most: int = 20
) -> Disagreement:
    """Compare two compounds a text, NaN where an engine could not read it.

    `widest` names at most `most` texts, and none on which they agree in class.
    """
    has_first, has_second = ~np.isnan(first), ~np.isnan(second)
    places = np.flatnonzero(has_first & has_second)
    one, two = first[places], second[places]
    table = np.zeros((3, 3), np.int64)
    np.add.at(table, (classes(one), classes(two)), 1)
    apart = np.abs(one - two)
    differing = np.flatnonzero(classes(one) != classes(two))
    widest = differing[np.argsort(-apart[differing], kind="stable")][:most]
    return Disagreement(
        both=len(places),
        only_first=int((has_first & ~has_second).sum()),
        only_second=int((~has_first & has_second).sum()),
        neither=int((~has_first & ~has_second).sum()),
        agreement=float(np.trace(table) / table.sum()) if len(places) else None,
        kappa=_kappa(table),
        correlation=_correlation(one, two),
        mean_first=float(one.mean()) if len(places) else None,
        mean_second=float(two.mean()) if len(places) else None,
        table=tuple((int(row[0]), int(row[1]), int(row[2])) for row in table),
        widest=tuple(places[widest].tolist()),
    )


def _kappa(table: NDArray[np.int64]) -> float | None:
    total = table.sum()
    if not total:
        return None
    by_chance = float(table.sum(axis=0) @ table.sum(axis=1)) / float(total) ** 2
    if by_chance == 1:
        return None
    return (float(np.trace(table) / total) - by_chance) / (1 - by_chance)


def _correlation(one: NDArray[np.float64], two: NDArray[np.float64]) -> float | None:
    if len(one) < 2 or not one.std() or not two.std():
        return None
    return float(np.corrcoef(one, two)[0, 1])
