"""Chart 07: several incidents on one axis, from the moment each began."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.charts.paper.box import Box
from postmortem.charts.paper.frame import joint_footer, titled_page
from postmortem.charts.paper.glyphs import drawable
from postmortem.charts.paper.theme import house_style
from postmortem.charts.parts.axis import hour_ticks
from postmortem.charts.parts.panel import TICK_SIZE, tick_width
from postmortem.charts.parts.points import figure
from postmortem.model import LEVEL
from postmortem.wording import level, share, side, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.charts.paper.page import Page
    from postmortem.charts.parts.chart import Row
    from postmortem.model import Point, Report

COMPARE_NAME = "07-compare"
_LOW, _HIGH = -0.35, 1.35
_MOST = 12


@dataclass(frozen=True, slots=True)
class Course:
    """How much of its drop one incident had regained, by hours since it began."""

    name: str
    duration: str
    """How long it took, with its interval."""
    hours: tuple[float, ...]
    regained: tuple[float, ...]


def recovery_courses(reports: Sequence[Report]) -> list[Course]:
    """Return the courses of the incidents that had a drop to come back from, in given order."""
    drawn_reports = _reports_with_drop(reports)
    several = len({report.brand for report in drawn_reports}) > 1
    result = []
    for report in drawn_reports:
        points = _since(report)
        drop = report.measures.sentiment.drop
        depth = (drop.value if drop else None) or 1.0
        hours = tuple(point.hours for point in points)
        regained = tuple(1 - (_gap(point) or 0.0) / depth for point in points)
        brand = f"{report.brand}: " if several and report.brand.strip() else ""
        result.append(
            Course(
                brand + report.incident.title,
                state_of(report.measures.sentiment).duration,
                hours,
                regained,
            )
        )
    return result


def _reports_with_drop(reports: Sequence[Report]) -> list[Report]:
    """Return those that had a drop to come back from and were seen since."""
    drops = [(report, report.measures.sentiment.drop) for report in reports[:_MOST]]
    return [r for r, drop in drops if drop and drop.value and drop.value > 0 and _since(r)]


def _omission_note(reports: Sequence[Report]) -> str:
    """Name the incidents that are not drawn, and say why."""
    drawn_ids = {id(report) for report in _reports_with_drop(reports)}
    others = [report for report in reports[:_MOST] if id(report) not in drawn_ids]
    reasons = [f"{drawable(r.incident.title, 30)} ({_why_not(r)})" for r in others]
    reasons += [f"{len(reports) - _MOST} more"] if len(reports) > _MOST else []
    return f" Not drawn: {', '.join(reasons)}." if reasons else ""


def _why_not(report: Report) -> str:
    status = report.measures.sentiment.status
    return "no detectable drop" if status == "no_drop" else "drop not known"


def _since(report: Report) -> list[Point]:
    series = report.measures.sentiment.series
    return [point for point in series if _gap(point) is not None and point.hours >= 0]


def _gap(point: Point) -> float | None:
    value = point.value if point.fitted is None else point.fitted
    return None if value is None or point.expected is None else point.expected - value


def compare_reason(reports: Sequence[Report]) -> str | None:
    """Return why the incidents cannot be compared, or None when they can."""
    count = len(recovery_courses(reports))
    return None if count >= 2 else "fewer than two incidents had a drop to come back from"


def draw_compare(reports: Sequence[Report], frame: Frame) -> Figure:
    """Draw the first incident in colour, the others in grey, their names at the ends."""
    with house_style():
        lines = recovery_courses(reports)
        sheet = titled_page(
            frame,
            kicker=" · ".join(
                dict.fromkeys(r.brand for r in _reports_with_drop(reports) if r.brand.strip())
            ),
            title=_title(reports),
            subtitle="Share of the drop in sentiment regained, by time since each incident began. "
            f"100%: where it was expected to be. Names: time to recovery ({level(LEVEL)})."
            + _omission_note(reports),
            source=joint_footer(_reports_with_drop(reports)),
        )
        names = max(sheet.text_width(course.name, 10) for course in lines)
        times = max(sheet.text_width(course.duration, 10) for course in lines)
        room = max(times, min(0.34 * sheet.body.width, names))
        body = sheet.body
        margin = tick_width(sheet, ["100%"])
        right = body.x1 - room - sheet.em(1.2)
        box = Box(body.x0 + margin, body.y0 + sheet.em(2.0), right, body.y1)
        axes = sheet.axes(box)
        last = max(course.hours[-1] for course in lines) or 1.0
        axes.set_xlim(0, last)
        limits = _limits(lines)
        axes.set_ylim(*limits)
        scale = _Scale(box, last, limits)
        _grid(sheet, axes, scale)
        for course in reversed(lines):
            _line(sheet, axes, course, first=course is lines[0])
        _names(sheet, scale, lines)
        return sheet.figure


@dataclass(frozen=True, slots=True)
class _Scale:
    """Hours and shares to pixels."""

    box: Box
    last: float
    limits: tuple[float, float]

    def x(self, hours: float) -> float:
        return self.box.x0 + hours / self.last * self.box.width

    def y(self, regained: float) -> float:
        low, high = self.limits
        part = (min(max(regained, low), high) - low) / (high - low)
        return self.box.y0 + part * self.box.height


def _limits(lines: Sequence[Course]) -> tuple[float, float]:
    """Return limits that hold nothing and all of the drop, and no wild swing beyond."""
    values = [value for course in lines for value in course.regained]
    return max(_LOW, min(-0.06, *values)), min(_HIGH, max(1.1, *values))


def _grid(sheet: Page, axes: Axes, scale: _Scale) -> None:
    for value in (0.0, 0.5, 1.0):
        strong = value == 1.0
        colour = sheet.colour("axis" if strong else "grid")
        axes.axhline(value, color=colour, lw=sheet.points(1.3 if strong else 1.0), zorder=0.5)
        x, y = scale.box.x0 - sheet.em(0.6), scale.y(value)
        sheet.label(share(value), x, y, size=TICK_SIZE, colour="muted", align="right")
    for hours, words in hour_ticks(sheet, scale.last, scale.box.width):
        x, y = scale.x(hours), scale.box.y0 - sheet.em(0.5)
        sheet.label(words, x, y, size=TICK_SIZE, colour="muted", align="center", vertical="top")


def _line(sheet: Page, axes: Axes, course: Course, *, first: bool) -> None:
    axes.plot(
        course.hours,
        course.regained,
        color=sheet.colour("line" if first else "axis"),
        lw=sheet.points(2.8 if first else 1.5),
        zorder=4 if first else 2,
        gid="course",
    )


def _names(sheet: Page, scale: _Scale, lines: Sequence[Course]) -> None:
    """Write each name at its line's height, pushed apart downwards where they would touch."""
    step = min(2 * sheet.leading(10, 1.25), scale.box.height / len(lines))
    wishes = [(scale.y(course.regained[-1]), course.name, course) for course in lines]
    wishes.sort(key=lambda wish: (-wish[0], wish[1]))
    ceiling = scale.box.y1 - step / 2
    x = scale.box.x1 + sheet.em(0.9)
    for index, (y, _, course) in enumerate(wishes):
        below = len(wishes) - 1 - index
        place = max(min(y, ceiling), scale.box.y0 + step / 2 + below * step)
        (name, *_) = sheet.wrap(course.name, sheet.body.x1 - x, 10, lines=1) or ["—"]
        colour = "line_text" if course is lines[0] else "muted"
        sheet.label([name, course.duration], x, place, size=10, colour=colour)
        end = (scale.x(course.hours[-1]), y)
        sheet.line([end, (x - sheet.em(0.25), place)], colour="grid", width=0.9)
        ceiling = place - step


def _title(reports: Sequence[Report]) -> str:
    """Say where the first incident stands, where the intervals settle it; else claim nothing."""
    first, *others = _reports_with_drop(reports)
    mood = first.measures.sentiment
    sides = {side(mood, other.measures.sentiment) for other in others}
    name = drawable(recovery_courses(reports)[0].name, 40)
    if sides == {-1}:
        return f"{name}: the fastest way back of the incidents shown"
    if sides == {1}:
        return f"{name}: the slowest way back of the incidents shown"
    if sides == {-1, 1}:
        return f"{name}: neither the fastest nor the slowest way back of those shown"
    return "How these incidents came back, side by side"


def compare_alt(reports: Sequence[Report]) -> str:
    """Describe the comparison."""
    durations = "; ".join(
        f"{course.name}: {course.duration}" for course in recovery_courses(reports)
    )
    return (
        f"Line chart of how much of its drop each incident regained. {_title(reports)}. "
        f"{durations}.{_omission_note(reports)}"
    )


def compare_table(reports: Sequence[Report]) -> list[Row]:
    """Return the drawn points, one row each."""
    return [
        {"incident": course.name, "hours": figure(hours), "regained": figure(regained)}
        for course in recovery_courses(reports)
        for hours, regained in zip(course.hours, course.regained, strict=True)
    ]
