"""Bars over time as one collection: hundreds of single patches would take longer than the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.collections import PolyCollection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.charts.parts.panel import Panel


def draw_bars(
    panel: Panel,
    lefts: Sequence[float],
    heights: Sequence[float],
    width: float,
    colour: str,
    *,
    hatched: bool = False,
    alpha: float = 1.0,
    layer: float = 2.0,
    gid: str = "bars",
) -> None:
    """Draw a bar from zero at each left edge (hours on the panel's axis)."""
    corners = [
        [(x, 0.0), (x, height), (x + width, height), (x + width, 0.0)]
        for x, height in zip(lefts, heights, strict=True)
    ]
    shown = panel.page.colour(colour)
    drawn = PolyCollection(
        corners,
        facecolors="none" if hatched else shown,
        edgecolors=shown if hatched else "none",
        linewidths=0,
        hatch="////" if hatched else None,
        alpha=alpha,
        zorder=layer,
    )
    drawn.set_gid(gid)
    panel.axes.add_collection(drawn, autolim=False)
