"""A series as it was measured: bin means, hollow where posts are few, broken at gaps.

Over them lies the fitted curve with its band, wherever the method could fit one.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from postmortem.charts.paper.place import dense
from postmortem.wording import is_few, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from postmortem.charts.parts.panel import Panel
    from postmortem.model import Point

    Pixels = NDArray[np.float64]

_DAY = timedelta(days=1)


def bin_width(starts: Sequence[datetime]) -> timedelta:
    """Return the width of equal bins from where they start; a day when there is only one."""
    return min((after - before for before, after in pairwise(starts)), default=_DAY)


def width_of(points: Sequence[Point]) -> timedelta:
    """Return the width of the drawn bins."""
    return bin_width([point.start for point in points])


def bin_name(width: timedelta) -> str:
    """Name the width of the bins: `per hour`, `per 6 h`, `per day`."""
    hours = width.total_seconds() / 3600
    units = {1.0: "hour", 24.0: "day", 168.0: "week"}
    return f"per {units.get(hours) or span(hours)}"


def runs(
    points: Iterable[Point], began: datetime, keep: Callable[[Point], bool], width: timedelta
) -> list[list[Point]]:
    """Split a series at bins that are not kept, at gaps, and at the incident."""
    pieces: list[list[Point]] = [[]]
    last: Point | None = None
    for point in points:
        if not keep(point):
            last = None
            continue
        crosses = last is not None and last.start < began <= point.start
        if last is None or crosses or point.start - last.start > 1.5 * width:
            pieces.append([])
        pieces[-1].append(point)
        last = point
    return [run for run in pieces if run]


def draw_series(
    panel: Panel,
    points: Sequence[Point],
    began: datetime,
    colour: str,
    *,
    curve: Sequence[Point] = (),
    few: Callable[[Point], bool] = is_few,
) -> Pixels:
    """Draw means, fitted curve and band; return the pixels that labels should keep off.

    `curve` brings the fitted curve where the points themselves have none; `few` tells the bins
    that are drawn hollow.
    """
    width = width_of(points)
    curve_points = points if any(point.fitted is not None for point in points) else curve
    has_curve = any(point.fitted is not None for point in curve_points)
    parts = runs(points, began, lambda p: p.value is not None and not few(p), width)
    ink = [np.empty((0, 2))]
    for run in parts:
        thin = has_curve and run[0].start >= began
        ink.append(_draw_means(panel, run, width, colour, thin=thin, with_band=not has_curve))
    wide = width_of(curve_points)
    for run in runs(curve_points, began, lambda p: p.fitted is not None, wide):
        ink.append(_draw_curve(panel, run, wide, colour))
    ink.append(_draw_fall(panel, parts, began, width, colour))
    _draw_beyond(panel, [p for run in parts for p in run], width, panel.page.colour(colour), colour)
    ink.append(_draw_few(panel, [point for point in points if few(point)], width))
    return np.concatenate(ink)


def _weight(panel: Panel) -> float:
    """Return how thick lines are in a panel: in a narrow tile, days would run into one blot."""
    return min(1.0, max(0.5, panel.box.width / panel.page.em(40)))


def _xs(panel: Panel, run: Sequence[Point], width: timedelta) -> list[float]:
    return [panel.hours(point.start + width / 2) for point in run]


def _draw_means(
    panel: Panel,
    run: Sequence[Point],
    width: timedelta,
    colour: str,
    *,
    thin: bool,
    with_band: bool,
) -> Pixels:
    """Draw plain means: thin where a fitted curve goes over them, with a band where none does."""
    page = panel.page
    values = [point.value or 0.0 for point in run]
    xs = _xs(panel, run, width)
    panel.axes.plot(
        xs,
        values,
        color=page.colour(colour),
        lw=page.points(1.1 if thin else 2.0) * _weight(panel),
        alpha=0.5 if thin else 1.0,
        marker="o" if len(run) == 1 else None,
        markersize=page.points(4.0),
        zorder=3,
        gid="means",
    )
    if with_band:
        _draw_band(panel, run, xs, colour)
    return _pixels(panel, run, width, values)


def _draw_curve(panel: Panel, run: Sequence[Point], width: timedelta, colour: str) -> Pixels:
    values = [point.fitted or 0.0 for point in run]
    xs = _xs(panel, run, width)
    panel.axes.plot(
        xs,
        values,
        color=panel.page.colour(colour),
        lw=panel.page.points(2.6) * _weight(panel),
        marker="o" if len(run) == 1 else None,
        zorder=4,
        gid="curve",
    )
    _draw_band(panel, run, xs, colour)
    return _pixels(panel, run, width, values)


def _draw_band(panel: Panel, run: Sequence[Point], xs: Sequence[float], colour: str) -> None:
    shade = panel.page.colour(colour)
    lows = [np.nan if point.low is None else point.low for point in run]
    highs = [np.nan if point.high is None else point.high for point in run]
    if len(run) == 1:
        panel.axes.vlines(xs, lows, highs, color=shade, alpha=0.35, lw=panel.page.points(2))
    else:
        panel.axes.fill_between(xs, lows, highs, color=shade, alpha=0.18, lw=0, zorder=2)


def _draw_fall(
    panel: Panel, parts: Sequence[Sequence[Point]], began: datetime, width: timedelta, colour: str
) -> Pixels:
    """Join the last bin before the incident to the first after: seen, but not measured."""
    for before, after in pairwise(parts):
        first, second = before[-1], after[0]
        near = second.start - first.start < 1.5 * width
        if near and first.start < began <= second.start:
            level = second.value if second.fitted is None else second.fitted
            ends = [
                (panel.x(first.start + width / 2), panel.y(first.value or 0.0)),
                (panel.x(second.start + width / 2), panel.y(level or 0.0)),
            ]
            panel.page.line(ends, colour=colour, width=1.4, style=":", layer=3)
            return dense(ends)
    return np.empty((0, 2))


def _draw_few(panel: Panel, few: Sequence[Point], width: timedelta) -> Pixels:
    """Draw sparse bins hollow; one beyond the scale stands at its edge as an arrowhead."""
    page, inside = panel.page, [p for p in few if panel.low <= (p.value or 0.0) <= panel.high]
    xs, values = _xs(panel, inside, width), [point.value or 0.0 for point in inside]
    _dots(panel, xs, values, "o", page.theme.paper, "axis", "few-posts")
    _draw_beyond(panel, few, width, page.theme.paper, "axis")
    return _pixels(panel, few, width, [point.value or 0.0 for point in few])


def _draw_beyond(
    panel: Panel, points: Iterable[Point], width: timedelta, fill: str, edge: str
) -> None:
    """Mark bins whose value lies beyond the scale by arrowheads at its edge."""
    inset = 0.012 * (panel.high - panel.low)
    with_value = [point for point in points if point.value is not None]
    over = [point for point in with_value if (point.value or 0.0) > panel.high]
    under = [point for point in with_value if (point.value or 0.0) < panel.low]
    for marker, beyond, y in (("^", over, panel.high - inset), ("v", under, panel.low + inset)):
        if beyond:
            xs = _xs(panel, beyond, width)
            _dots(panel, xs, [y] * len(beyond), marker, fill, edge, "beyond")


def _dots(
    panel: Panel,
    xs: Sequence[float],
    ys: Sequence[float],
    marker: str,
    fill: str,
    edge: str,
    gid: str,
) -> None:
    page = panel.page
    panel.axes.plot(
        xs,
        ys,
        linestyle="none",
        marker=marker,
        markersize=page.points(4.2),
        markerfacecolor=fill,
        markeredgecolor=page.colour(edge),
        markeredgewidth=page.points(1.1),
        zorder=3.5,
        clip_on=False,
        gid=gid,
    )


def _pixels(
    panel: Panel, run: Sequence[Point], width: timedelta, values: Sequence[float]
) -> Pixels:
    path = [
        (panel.x(point.start + width / 2), panel.y(value))
        for point, value in zip(run, values, strict=True)
    ]
    return dense(path)


def value_range(
    points: Sequence[Point],
    also: Sequence[float],
    few: Callable[[Point], bool] = is_few,
) -> tuple[float, float]:
    """Return limits that hold the line, its band (where there are posts enough) and `also`."""
    values = list(also)
    for point in points:
        inner = [] if few(point) else [point.value, point.low, point.high]
        values += [v for v in (*inner, point.fitted) if v is not None]
    values = values or [point.value for point in points if point.value is not None] or [0.0]
    low, high = min(values), max(values)
    pad = 0.07 * (high - low) or 0.1
    return low - pad, high + pad
