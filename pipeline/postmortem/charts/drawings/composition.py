"""Chart 10: who was talking, and whose tone changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.charts.paper.box import Box
from postmortem.charts.paper.frame import new_page
from postmortem.charts.parts.chart import Chart, Row
from postmortem.charts.parts.panel import per_cent, tenths
from postmortem.charts.parts.points import figure
from postmortem.charts.parts.rows import RowPanel, dot, name_room, name_rows, row_panel, value_axis
from postmortem.wording import count, has_fallen, share, with_sign

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.model import Composition, Group, Report

_MOST = 6


def _groups(report: Report) -> tuple[Group, ...]:
    return report.measures.composition.groups[:_MOST]


def _missing(report: Report) -> str | None:
    if _groups(report):
        return None
    return report.measures.composition.reason or "the posts could not be split into groups"


def _title(report: Report) -> str:
    """Say what explains the change; where none was found, nothing explains it."""
    composition = report.measures.composition
    if not has_fallen(report.measures.sentiment):
        return "Who was talking before and after, and in which tone"
    within = (
        abs(composition.within.value)
        if composition.within and composition.within.value is not None
        else None
    )
    mix = (
        abs(composition.mix.value)
        if composition.mix and composition.mix.value is not None
        else None
    )
    if within is None or mix is None:
        return "Who was talking before and after"
    if mix > within:
        return "Other people talking explains more of the change than a change of tone"
    return "A change of tone explains more than other people talking"


def _subtitle(composition: Composition) -> str:
    parts = ["Left: share of the audience's posts. Right: mean sentiment, −1 to +1."]
    if composition.within and composition.mix:
        parts.append(
            f"Change of tone within groups: {with_sign(composition.within.value)}; "
            f"other people talking: {with_sign(composition.mix.value)}."
        )
    return " ".join(parts)


def _drawing(report: Report, frame: Frame) -> Figure:
    composition, groups = report.measures.composition, _groups(report)
    sheet = new_page(frame, report, title=_title(report), subtitle=_subtitle(composition))
    body, names = sheet.body, [group.name for group in groups]
    notes = [f"{count(g.n_before)}, then {count(g.n_after)}" for g in groups]
    x0 = body.x0 + name_room(sheet, names, notes)
    gap = sheet.em(2.4)
    half = (body.x1 - sheet.em(1.6) - x0 - gap) / 2
    low, top = body.y0 + sheet.em(2.2), body.y1 - sheet.em(2.0)
    shares = row_panel(sheet, Box(x0, low, x0 + half, top), len(groups), _share_limits(groups))
    value_axis(shares, per_cent, line_at=0.0, most=4)
    name_rows(shares, names, notes)
    start = x0 + half + gap
    tone = row_panel(sheet, Box(start, low, start + half, top), len(groups), _tone_limits(groups))
    value_axis(tone, tenths, line_at=0.0, most=4)
    for row, group in enumerate(groups):
        _pair(shares, row, group.share_before, group.share_after, with_names=row == 0)
        _pair(tone, row, group.mean_before, group.mean_after, with_names=row == 0)
    for panel, words in ((shares, "Share of posts"), (tone, "Sentiment")):
        y = panel.box.y1 + sheet.em(1.2)
        sheet.label(words, panel.box.x0, y, size=11, colour="muted", bold=True)
    return sheet.figure


def _share_limits(groups: tuple[Group, ...]) -> tuple[float, float]:
    return 0.0, 1.15 * max(max(g.share_before, g.share_after) for g in groups)


def _tone_limits(groups: tuple[Group, ...]) -> tuple[float, float]:
    values = [v for g in groups for v in (g.mean_before, g.mean_after) if v is not None] or [0.0]
    low, high = min(*values, 0.0), max(*values, 0.0)
    pad = 0.18 * max(high - low, 0.2)
    return low - pad, high + pad


def _pair(
    panel: RowPanel, row: int, before: float | None, after: float | None, *, with_names: bool
) -> None:
    """Draw an arrow's worth of change: hollow before, full after."""
    page = panel.page
    ends = [end for end in (before, after) if end is not None]
    if len(ends) == 2:
        panel.axes.plot(ends, [row, row], color=page.colour("axis"), lw=page.points(1.6), zorder=1)
    if before is not None:
        dot(panel, row, before, "muted", "O")
    if after is not None:
        dot(panel, row, after, "line", "o")
    if with_names and before is not None and after is not None:
        apart = abs(panel.x(before) - panel.x(after))
        first, second = ("before", before), ("after", after)
        down = 0.0 if apart > page.text_width("beforeafter", 10) else page.em(2.1)
        for index, (word, value) in enumerate((first, second)):
            y = panel.y(row) + page.em(1.05) - down * index
            colour = ("muted", "line_text")[index]
            page.label(word, panel.x(value), y, size=10, colour=colour, bold=True, align="center")


def _alt(report: Report) -> str:
    parts = [
        f"{g.name}: {share(g.share_before)} then {share(g.share_after)} of posts, sentiment "
        f"{with_sign(g.mean_before)} then {with_sign(g.mean_after)}"
        for g in _groups(report)
    ]
    title = _title(report)
    return f"Dot plots of who was talking and in which tone. {title}. {'; '.join(parts)}."


def _table(report: Report) -> list[Row]:
    return [
        {
            "group": g.name,
            "share_before": figure(g.share_before),
            "share_after": figure(g.share_after),
            "mean_before": figure(g.mean_before),
            "mean_after": figure(g.mean_after),
            "posts_before": g.n_before,
            "posts_after": g.n_after,
        }
        for g in _groups(report)
    ]


COMPOSITION = Chart(
    name="10-composition",
    question="Did people change their tone, or did other people join in?",
    missing=_missing,
    drawing=_drawing,
    alt=_alt,
    table=_table,
)
