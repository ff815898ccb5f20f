"""The tiles of chart 05: one tile per kind of engagement, all indexed, on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.charts.parts.panel import round_values, tick_width
from postmortem.charts.parts.series import draw_series, value_range, width_of
from postmortem.charts.parts.tiles import EVENTS_KEY, grid_all, tiles
from postmortem.wording import count, quantity

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.charts.paper.page import Page
    from postmortem.charts.parts.panel import Panel
    from postmortem.model import Engagement, EngagementKind, Point, Report

_MOST = 6
_CEILING = 400.0
"""No index above this sets the scale: one post that went round the world would flatten the rest."""


def drawable_kinds(engagement: Engagement) -> list[EngagementKind]:
    """Return the kinds that have an index to draw, in their usual order."""
    kinds = (kind for kind in engagement.kinds if any(p.value is not None for p in kind.series))
    return list(kinds)[:_MOST]


def kinds_key(kinds: list[EngagementKind]) -> str:
    """Say what the marks in the tiles are."""
    few = any(_is_few(point) for kind in kinds for point in kind.series)
    over = any((point.value or 0.0) > _top(kinds) for kind in kinds for point in kind.series)
    marks = ["Shading: middle half of the posts"]
    if few:
        marks.append("hollow: a few posts")
    if over:
        marks.append("arrowhead: beyond the scale")
    return f"{'; '.join(marks)}. {EVENTS_KEY}"


def draw_kinds(page: Page, report: Report, kinds: list[EngagementKind]) -> None:
    """Draw one tile per kind."""
    high = _top(kinds)
    values = round_values(0, high, 4)
    names = [(kind.name.capitalize(), _note(kind)) for kind in kinds]
    margin = tick_width(page, [count(value) for value in values])
    panels = tiles(page, report, names, _ends(kinds), (0.0, high), left_margin=margin)
    grid_all(panels, values, count, zero=False)
    for panel, kind in zip(panels, kinds, strict=True):
        _draw(panel, kind, report.incident.began_at)


def _top(kinds: list[EngagementKind]) -> float:
    """Return where the common scale ends."""
    points = [point for kind in kinds for point in kind.series]
    return min(_CEILING, value_range(points, [0.0, 100.0], few=_is_few)[1])


def _is_few(point: Point) -> bool:
    """Whether a bin has a median, but too few posts for quartiles."""
    return point.value is not None and point.low is None


def _ends(kinds: list[EngagementKind]) -> tuple[datetime, datetime]:
    firsts = [kind.series[0].start for kind in kinds]
    lasts = [kind.series[-1].start + width_of(kind.series) for kind in kinds]
    return min(firsts), max(lasts)


def _note(kind: EngagementKind) -> str:
    """Say the typical own post of before and after, where both are known."""
    if kind.before is None or kind.after is None:
        return ""
    return f"{quantity(kind.before.value)} → {quantity(kind.after.value)} per post"


def _draw(panel: Panel, kind: EngagementKind, began: datetime) -> None:
    page = panel.page
    panel.axes.axhline(100, color=page.colour("axis"), lw=page.points(1.2), ls=(0, (4, 3)))
    draw_series(panel, kind.series, began, "line", few=_is_few)
