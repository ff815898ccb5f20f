"""What happened when, and how much damage it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.render.document import Block, Figure, Heading, Paragraph, Section, Table
from postmortem.render.sections.lead import RANGES, recoveries
from postmortem.render.sections.others import composition_blocks, control_blocks
from postmortem.render.sections.timeline import timeline
from postmortem.wording import (
    Clock,
    count,
    metric_of,
    never_left,
    platform_name,
    probability,
    quantity,
    share,
    span,
    span_interval,
    time_since,
    with_interval,
    with_sign,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from postmortem.model import Estimate, Recovery, Report, WindowSummary
    from postmortem.render.sections.timeline import Entry


NEVER_LEFT = "never left the margin"
PLAIN = "Counts and means as they are, without a model."


def timeline_section(report: Report) -> Section:
    """List the events with the mood and the number of posts at that time."""
    clock = Clock(report.timezone)
    rows = tuple(
        (
            clock.full(entry.at, entry.precision),
            "" if entry.precision == "day" else time_since(entry.elapsed_hours),
            entry.name,
            entry.words,
            *_then(entry),
        )
        for entry in timeline(report)
    )
    head = ("Time", "After", "Event", "Words and source", "Sentiment then", "Posts then")
    return Section(
        "Timeline",
        "timeline",
        (
            Paragraph(f"All times are in {report.timezone}.", "quiet"),
            Table(head, rows, ("left", "right", "left", "left", "right", "right")),
        ),
    )


def _then(entry: Entry) -> tuple[str, str]:
    """Print mood and posts at that time; a day without an hour has no such time."""
    if entry.precision == "day":
        return "", ""
    return with_sign(entry.sentiment), count(entry.posts)


def impact_section(report: Report) -> Section:
    """Say how deep, how long, how much, for everybody and by platform."""
    blocks: list[Block] = [impact_table(report)]
    blocks += [Figure(name) for name in ("03-shares", "11-negative-share", "12-volume")]
    blocks += [Heading("Plain windows"), Paragraph(PLAIN, "quiet", "windows")]
    blocks.append(windows_table(report))
    if report.measures.platforms:
        blocks += [Heading("By platform"), platforms_table(report)]
        blocks += [Figure("02-before-after"), Figure("06-platforms")]
    if report.measures.control is not None:
        blocks += [Heading("Against the control"), *control_blocks(report.measures.control)]
    blocks += [Heading("Who was talking"), *composition_blocks(report.measures.composition)]
    return Section("Impact", "impact", tuple(blocks))


def impact_table(report: Report) -> Table:
    """Return one row per number, one column per metric."""
    metrics = recoveries(report)

    def row(name: str, *cells: str) -> tuple[str, ...]:
        return (name, *cells)

    def amounts(name: str, field: str) -> tuple[str, ...]:
        return row(name, *(_amount(each, getattr(each, field)) for each in metrics))

    def times(name: str, field: str) -> tuple[str, ...]:
        return row(name, *(hours(getattr(each, field)) for each in metrics))

    sums = (_bare(each.area_lost, quantity) for each in metrics)
    rows = (
        ("recovery", row("Verdict", *(each.status.replace("_", " ") for each in metrics))),
        ("chance", row("Chance of such a change", *(probability(m.p_drop) for m in metrics))),
        ("drop", amounts("Furthest for the worse", "drop")),
        ("drop", amounts("Mean change for the worse, first hours", "early_drop")),
        ("recovery", row("Recovery time", *(recovery_time(each) for each in metrics))),
        ("half", times("Half of the way back", "half_life_hours")),
        ("half", times("Four fifths of the way back", "t80_hours")),
        ("half", times("Nine tenths of the way back", "t90_hours")),
        ("area", row("Summed over the first week, unit × hours", *sums)),
        ("half", row("Made good by the end", *(_bare(m.completeness, share) for m in metrics))),
    )
    names = tuple(metric_of(each).name for each in metrics)
    return Table(
        ("", *names),
        tuple(cells for _, cells in rows),
        ("left", "right", "right", "right"),
        RANGES,
        tuple(method for method, _ in rows),
    )


def _bare(estimate: Estimate | None, show: Callable[[float | None], str]) -> str:
    """Print a value with its range; the table's caption says which interval it is."""
    return with_interval(estimate, show, level_named=False)


def _amount(recovery: Recovery, estimate: Estimate | None) -> str:
    return _bare(estimate, metric_of(recovery).show_change)


def recovery_time(recovery: Recovery) -> str:
    """Print how long a metric took, or that there was nothing to come back from."""
    return NEVER_LEFT if never_left(recovery) else hours(recovery.recovery.hours)


def hours(estimate: Estimate | None) -> str:
    """Print a time with its interval; "more than nothing" is no knowledge."""
    if estimate is None:
        return "not known"
    if estimate.value is None:
        return f"more than {span(estimate.low)}" if estimate.low else "not known"
    return f"{span(estimate.value)} ({span_interval(estimate, level_named=False)})"


def windows_table(report: Report) -> Table:
    """Return the plain figures of each window; they assume nothing."""
    clock = Clock(report.timezone)
    rows = tuple(_window_row(window, clock) for window in report.measures.windows)
    head = (
        "Window",
        "From",
        "To",
        "Posts",
        "Authors",
        "Sentiment",
        "Negative share",
        "Posts per hour",
    )
    return Table(head, rows, ("left", "left", "left", *(("right",) * 5)), RANGES)


def _window_row(window: WindowSummary, clock: Clock) -> tuple[str, ...]:
    return (
        window.name.replace("_", " "),
        clock.full(window.starts_at),
        clock.full(window.ends_at),
        count(window.n),
        count(window.authors),
        _bare(window.sentiment, with_sign),
        _bare(window.negative_share, share),
        quantity(window.per_hour),
    )


def platforms_table(report: Report) -> Table:
    """Return depth and duration for each platform, the deepest drop first."""
    platforms = sorted(
        report.measures.platforms.items(),
        key=lambda entry: (-(entry[1].drop.value or 0) if entry[1].drop else 0.0, entry[0]),
    )
    rows = tuple(
        (
            platform_name(name),
            count(report.data.platforms.get(name)),
            recovery.status.replace("_", " "),
            with_sign(recovery.baseline.value) if recovery.baseline else "not known",
            with_sign(recovery.trough.value) if recovery.trough else "not known",
            _amount(recovery, recovery.drop),
            recovery_time(recovery),
        )
        for name, recovery in platforms
    )
    head = ("Platform", "Posts", "Verdict", "Before", "Lowest", "Drop", "Recovery time")
    return Table(head, rows, ("left", "right", "left", *(("right",) * 4)), RANGES)
