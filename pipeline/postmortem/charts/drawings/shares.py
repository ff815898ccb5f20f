"""Chart 03: negative, neither and positive, as shares of what was scored; the rest set apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.charts.paper.frame import new_page
from postmortem.charts.parts.bars import draw_bars
from postmortem.charts.parts.chart import Chart, Row
from postmortem.charts.parts.panel import Panel, per_cent, round_values, tick_width
from postmortem.charts.parts.points import figure
from postmortem.charts.parts.series import bin_name, bin_width
from postmortem.charts.parts.stage import Stage, new_stage
from postmortem.wording import FEW_POSTS, Clock, headline, share, state_of

if TYPE_CHECKING:
    from datetime import timedelta

    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.model import Report, ShareBin


def _missing(report: Report) -> str | None:
    if any(_scored_posts(bin_) for bin_ in report.measures.shares):
        return None
    return "no posts were counted as negative, neutral or positive"


def _scored_posts(bin_: ShareBin) -> int:
    return bin_.negative + bin_.neutral + bin_.positive


def _drawing(report: Report, frame: Frame) -> Figure:
    bins = report.measures.shares
    width = bin_width([bin_.start for bin_ in bins])
    sheet = new_page(
        frame,
        report,
        title=_title(report),
        subtitle=f"Share of the audience's scored posts {bin_name(width)}; pale where there are "
        f"fewer than {FEW_POSTS}. Not scored: share of all posts.",
    )
    names = ("positive", "negative", "neither", "not scored")
    room = max(sheet.text_width(name, 11, bold=True) for name in names) + sheet.em(0.9)
    ends = (bins[0].start, bins[-1].start + width)
    stage = new_stage(
        sheet, report, ends, left_margin=tick_width(sheet, ["100%"]), right_margin=room
    )
    most = max(max(_part(b.negative, b), _part(b.positive, b)) for b in bins)
    main, neither, apart_box = stage.rows((3.2, 1.0, 1.0), 1.1)
    panel = Panel(sheet, main, stage.time, -1.06 * most, 1.06 * most)
    panel.grid(round_values(-most, most, 5), lambda value: per_cent(abs(value)), zero=True)
    for side, name, colour in ((1, "positive", "positive"), (-1, "negative", "negative")):
        _bars(panel, bins, width, [side * _part(getattr(b, name), b) for b in bins], colour)
        _name(stage, panel, name, side * most / 2, _text(colour))
    below = Panel(sheet, neither, stage.time, 0, 1)
    below.grid((0.5,), share)
    _bars(below, bins, width, [_part(b.neutral, b) for b in bins], "bars")
    _name(stage, below, "neither", 0.5, "muted")
    apart = Panel(sheet, apart_box, stage.time, 0, 1)
    apart.grid((0.5,), share)
    _bars(apart, bins, width, [_unscored_share(b) for b in bins], "axis", hatch=True)
    _name(stage, apart, "not scored", 0.5, "muted")
    stage.finish()
    return sheet.figure


def _text(colour: str) -> str:
    return {"positive": "line_text", "negative": "incident_text"}[colour]


def _part(count: int, bin_: ShareBin) -> float:
    total = _scored_posts(bin_)
    return count / total if total else 0.0


def _unscored_share(bin_: ShareBin) -> float:
    whole = _scored_posts(bin_) + bin_.unscored
    return bin_.unscored / whole if whole else 0.0


def _name(stage: Stage, panel: Panel, name: str, value: float, colour: str) -> None:
    page = stage.page
    x = stage.margin.x0 + page.em(0.6)
    page.label(name, x, panel.y(value), size=11, colour=colour, bold=True)


def _bars(
    panel: Panel,
    bins: tuple[ShareBin, ...],
    width: timedelta,
    heights: list[float],
    colour: str,
    *,
    hatch: bool = False,
) -> None:
    """Draw one bar per bin; a bin with few scored posts is pale."""
    wide = 0.92 * width.total_seconds() / 3600
    for few in (False, True):
        both = zip(bins, heights, strict=True)
        pairs = [(b, h) for b, h in both if (_scored_posts(b) < FEW_POSTS) == few]
        draw_bars(
            panel,
            [panel.hours(b.start) for b, _ in pairs],
            [h for _, h in pairs],
            wide,
            colour,
            hatch=hatch,
            alpha=0.3 if few else 1.0,
            gid="shares",
        )


def _title(report: Report) -> str:
    recovery = report.measures.negative_share
    if not state_of(recovery).is_judged or not (recovery.baseline and recovery.trough):
        return headline(recovery)
    return (
        f"Negative posts rose from {share(recovery.baseline.value)} to "
        f"{share(recovery.trough.value)} of those scored"
    )


def _alt(report: Report) -> str:
    bins, clock = report.measures.shares, Clock(report.timezone)
    return (
        "Diverging bar chart of the shares of positive and negative posts, with those that are "
        f"neither and those not scored apart, {clock.range(bins[0].start, bins[-1].start)}. "
        f"{_title(report)}."
    )


def _table(report: Report) -> list[Row]:
    clock = Clock(report.timezone)
    return [
        {
            "start": clock.local(bin_.start).isoformat(),
            "hours": figure(bin_.hours),
            "negative": bin_.negative,
            "neutral": bin_.neutral,
            "positive": bin_.positive,
            "unscored": bin_.unscored,
        }
        for bin_ in report.measures.shares
    ]


SHARES = Chart(
    name="03-shares",
    question="How many posts were negative, neither, positive, or not scored?",
    missing=_missing,
    drawing=_drawing,
    alt=_alt,
    table=_table,
)
