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
    hatch: bool = False,
    alpha: float = 1.0,
    layer: float = 2.0,
    gid: str = "bars",
) -> None:
    """Draw a bar from zero at each left edge (hours on the panel's axis)."""
    corners = [
        [(x, 0.0), (x, height), (x + width, height), (x + width, 0.0)]
        for x, height in zip(lefts, heights, strict=True)
    ]
    ink = panel.page.colour(colour)
    bars = PolyCollection(
        corners,
        facecolors="none" if hatch else ink,
        edgecolors=ink if hatch else "none",
        linewidths=0,
        hatch="////" if hatch else None,
        alpha=alpha,
        zorder=layer,
    )
    bars.set_gid(gid)
    panel.axes.add_collection(bars, autolim=False)
