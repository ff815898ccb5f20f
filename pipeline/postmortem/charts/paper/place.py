"""Where a label can stand: near its point, inside its panel, on no other words, off the line."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from postmortem.charts.paper.box import Box
    from postmortem.charts.paper.page import Align, Page

    Points = NDArray[np.float64]

# Direction from the point, and which side of the words faces it.
_SIDES: tuple[tuple[float, float, Align], ...] = (
    (1, 0, "left"),
    (-1, 0, "right"),
    (1, -1, "left"),
    (-1, -1, "right"),
    (1, 1, "left"),
    (-1, 1, "right"),
    (0, -1, "center"),
    (0, 1, "center"),
)
IMPOSSIBLE = 1e6
_DISTANCES = (0.9, 1.8, 3.0, 4.5, 6.5, 9.0)


def dense(path: Sequence[tuple[float, float]], step: float = 6.0) -> Points:
    """Return points along a path, near enough to each other that no label fits between them."""
    points: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in pairwise(path):
        parts = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / step))
        points += [(x0 + (x1 - x0) * k / parts, y0 + (y1 - y0) * k / parts) for k in range(parts)]
    points += path[-1:]
    return np.array(points, dtype=np.float64).reshape(-1, 2)


def place(
    page: Page,
    rows: Sequence[str],
    points: Sequence[tuple[float, float]],
    *,
    within: Box,
    avoid: Points,
    size: float,
    colour: str,
    bold: bool = False,
    leader: str | None = None,
    reach: float = 9.0,
    bearable: float = IMPOSSIBLE,
) -> Box | None:
    """Write a label near one of `points` where it harms least, or not at all if nothing is free.

    `leader` is the colour of the hairline to a label that had to stand further away; `reach` is
    how many ems away that may be, `bearable` how much of the line it may hide at most.
    """
    best: tuple[float, float, float, Align] = (bearable, 0.0, 0.0, "left")
    nearest = points[0]
    near = [away for away in _DISTANCES if away <= reach]
    for away, point, (dx, dy, align) in product(near, points, _SIDES):
        if away >= best[0]:
            break
        x, y = point[0] + dx * page.em(away), point[1] + dy * page.em(away)
        box = page.box_of(rows, x, y, size=size, bold=bold, align=align)
        cost = _cost(page, box, within, avoid) + away
        if cost < best[0]:
            best, nearest = (cost, x, y, align), point
    cost, x, y, align = best
    if cost >= bearable:
        return None
    box = page.label(rows, x, y, size=size, colour=colour, bold=bold, align=align, on_paper=True)
    if leader is not None:
        _lead(page, nearest, box, leader)
    return box


def _cost(page: Page, box: Box, within: Box, avoid: Points) -> float:
    roomy = box.expand(page.em(0.2))
    if not box.inside(within) or any(roomy.overlaps(other) for other in page.label_boxes):
        return IMPOSSIBLE
    if not len(avoid):
        return 0.0
    x, y = avoid[:, 0], avoid[:, 1]
    hits = (x > roomy.x0) & (x < roomy.x1) & (y > roomy.y0) & (y < roomy.y1)
    return 3.0 * float(np.count_nonzero(hits))


def _lead(page: Page, point: tuple[float, float], box: Box, colour: str) -> None:
    x = min(max(point[0], box.x0), box.x1)
    y = min(max(point[1], box.y0), box.y1)
    far = max(abs(x - point[0]), abs(y - point[1]))
    if far > page.em(1.4):
        page.line([point, (x, y)], colour=colour, width=1.0, layer=4)
