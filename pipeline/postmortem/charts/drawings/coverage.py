"""Chart 08: what the exports cover: posts a day by source, scored or not, gaps shaded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from postmortem.charts.paper.frame import new_page
from postmortem.charts.paper.glyphs import drawable
from postmortem.charts.parts.bars import draw_bars
from postmortem.charts.parts.chart import Chart, Row
from postmortem.charts.parts.panel import Panel, round_values, tick_width
from postmortem.charts.parts.stage import new_stage
from postmortem.charts.parts.trajectory import short_count
from postmortem.wording import Clock, count, every_day, share

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.model import Report, SourceDay

_MOST = 5
_DAY = timedelta(days=1)


def _by_source(report: Report) -> dict[str, list[SourceDay]]:
    """Return every day of each source, the largest source first."""
    by_source = every_day(report.data.days, Clock(report.timezone).zone)
    size = {name: -sum(day.posts for day in days) for name, days in by_source.items()}
    return {
        name: by_source[name] for name in sorted(by_source, key=lambda name: (size[name], name))
    }


def _drawable_sources(report: Report) -> dict[str, list[SourceDay]]:
    """Return the sources that there is room for."""
    return dict(list(_by_source(report).items())[:_MOST])


def _missing(report: Report) -> str | None:
    return None if report.data.days else "the posts were not counted by day and source"


def _gaps(days: list[SourceDay]) -> list[SourceDay]:
    return [day for day in days if day.posts == 0]


def _title(report: Report) -> str:
    by_source = _by_source(report)
    with_gaps = {name: len(_gaps(days)) for name, days in by_source.items() if _gaps(days)}
    if not with_gaps:
        return "Every source brought posts on every day"
    if len(with_gaps) > 1:
        return (
            f"{len(with_gaps)} of {len(by_source)} sources brought no posts on some days: hatched"
        )
    ((name, empty),) = with_gaps.items()
    return f"{drawable(name, 24)} brought no posts on {_of_days(empty, by_source[name])}: hatched"


def _of_days(empty: int, days: list[SourceDay]) -> str:
    return f"{count(empty)} of {count(len(days))} days"


def _name(name: str, days: list[SourceDay]) -> str:
    """Name a source, and on how many days it brought nothing."""
    empty = len(_gaps(days))
    return f"{name}: no posts on {_of_days(empty, days)}" if empty else name


def _drawing(report: Report, frame: Frame) -> Figure:
    by_source = _drawable_sources(report)
    sheet = new_page(
        frame,
        report,
        title=_title(report),
        subtitle="Posts per day by source. Dark: scored; light: not scored; hatched: no posts. "
        f"Scored in all: {share(report.data.coverage)}.",
    )
    starts = [day.start for days in by_source.values() for day in days]
    most = [max(day.posts for day in days) or 1 for days in by_source.values()]
    margin = tick_width(sheet, [short_count(v) for top in most for v in round_values(0, top, 2)])
    right = sheet.em(0.5)
    stage = new_stage(
        sheet, report, (min(starts), max(starts) + _DAY), left_margin=margin, right_margin=right
    )
    for box, (name, days) in zip(
        stage.rows([1.0] * len(by_source), 1.0), by_source.items(), strict=True
    ):
        top = max(day.posts for day in days) or 1
        panel = Panel(sheet, box, stage.time, 0, 1.3 * top)
        panel.grid(round_values(0, top, 2), short_count)
        _bars(panel, days)
        x, y = box.x0 + sheet.em(0.3), box.y1 - sheet.em(0.05)
        sheet.label(
            _name(name, days), x, y, size=10, colour="ink", bold=True, vertical="top", on_paper=True
        )
    stage.finish()
    return sheet.figure


def _bars(panel: Panel, days: list[SourceDay]) -> None:
    page = panel.page
    at = [panel.hours(day.start) for day in days]
    draw_bars(panel, at, [day.posts for day in days], 22, "neutral")
    draw_bars(panel, at, [day.scored for day in days], 22, "line", layer=3, gid="scored")
    for day in _gaps(days):
        panel.axes.axvspan(
            panel.hours(day.start),
            panel.hours(day.start + _DAY),
            facecolor="none",
            edgecolor=page.colour("incident"),
            hatch="///",
            alpha=0.45,
            lw=0,
            zorder=1,
            gid="gap",
        )


def _alt(report: Report) -> str:
    names = "; ".join(_name(name, days) for name, days in _drawable_sources(report).items())
    return f"Bar charts of posts per day by source, scored and not. {_title(report)}. {names}."


def _table(report: Report) -> list[Row]:
    clock = Clock(report.timezone)
    return [
        {
            "source": day.source,
            "day": clock.local(day.start).date().isoformat(),
            "posts": day.posts,
            "scored": day.scored,
        }
        for _, days in sorted(_by_source(report).items())
        for day in days
    ]


COVERAGE = Chart(
    name="08-coverage",
    question="What do the exports cover, and what is missing?",
    missing=_missing,
    drawing=_drawing,
    alt=_alt,
    table=_table,
)
