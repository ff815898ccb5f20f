"""What the numbers stand on: the ledger, the settings, other rules, and how to run it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from postmortem.render.document import (
    Block,
    Bullets,
    Code,
    Figure,
    Heading,
    Paragraph,
    Prose,
    Section,
    Table,
)
from postmortem.render.sections.course import NEVER_LEFT, hours, recovery_time
from postmortem.render.sections.lead import RANGES, recoveries
from postmortem.render.sections.methods import METHODS
from postmortem.wording import Clock, count, metric_of, platform_name, share, stable, tolerance

if TYPE_CHECKING:
    from postmortem.model import DataUsed, Report, Sensitivity, Tool


def method_section(report: Report) -> Section:
    """Show data, ledger, settings, sensitivity and the method in plain words."""
    blocks: list[Block] = [
        *_data(report),
        Figure("08-coverage"),
        Heading("Settings"),
        settings_table(report.tool),
        Heading("The same question under other rules"),
        sensitivity_table(report),
        Heading("How the numbers are made"),
    ]
    for note in METHODS:
        blocks.append(Heading(note.title, f"method-{note.key}"))
        blocks.append(Paragraph(note.text))
    return Section("Data and method", "method", tuple(blocks))


def _data(report: Report) -> list[Block]:
    data = report.data
    facts = [
        f"{count(data.posts)} posts, {_span_of(report)}.",
        f"{count(data.audience)} by the audience ({_authors(data)}), "
        f"{count(data.own)} by the brand.",
        f"{count(data.scored)} scored, {count(data.unscored)} not: "
        f"coverage {share(data.coverage)}.",
        f"The engine knows a word in {share(data.lexicon_hit_share)} of the scored posts.",
        *_reasons("Not scored", data.unscored_reasons),
        *_reasons("Kept out of the mood", data.set_aside),
        *_reasons("By platform", {platform_name(k): n for k, n in data.platforms.items()}),
    ]
    return [Bullets(tuple(facts)), Heading("Ledger"), ledger_table(data)]


def _span_of(report: Report) -> str:
    data, clock = report.data, Clock(report.timezone)
    if data.starts_at is None or data.ends_at is None:
        return "no posts, so no span"
    return f"{clock.full(data.starts_at)} to {clock.full(data.ends_at)} ({report.timezone})"


def _authors(data: DataUsed) -> str:
    """Say how many people the audience is, and how many of them wrote what is scored."""
    if data.authors is None:
        return "authors not known"
    scored_authors = data.scored_authors
    of_scored = (
        "" if scored_authors is None else f", {count(scored_authors)} of them of scored posts"
    )
    return f"{count(data.authors)} authors{of_scored}"


def _reasons(name: str, counts: dict[str, int]) -> list[str]:
    if not counts:
        return []
    entries = ", ".join(f"{key.replace('_', ' ')} {count(n)}" for key, n in sorted(counts.items()))
    return [f"{name}: {entries}."]


def ledger_table(data: DataUsed) -> Table:
    """Return what each export brought, and what of it was refused."""
    rows = tuple(
        (
            file.name,
            file.source,
            count(file.rows),
            count(file.posts),
            count(file.rejected),
            file.sha256[:12],
        )
        for file in data.files
    )
    head = ("Export", "Source", "Rows", "Posts", "Rejected", "SHA-256 begins")
    return Table(head, rows, ("left", "left", "right", "right", "right", "left"))


def settings_table(tool: Tool) -> Table:
    """Return what made the report, and every setting it was made with."""
    rows = [
        ("postmortem", tool.version),
        ("engine", tool.engine),
        ("lexicon SHA-256", tool.lexicon_sha256),
    ]
    rows += [(name.replace("_", " "), _setting(value)) for name, value in tool.settings.items()]
    return Table(("Setting", "Value"), tuple(rows), ("left", "left"))


def _setting(value: object) -> str:
    if isinstance(value, float):
        number = stable(value)
        return "not known" if number is None else f"{number:g}"
    if isinstance(value, str | int):
        return str(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def sensitivity_table(report: Report) -> Table:
    """Return verdict and recovery time of each metric under every rule that was tried."""
    rows = []
    for recovery in recoveries(report):
        name = metric_of(recovery).name
        rule = f"{tolerance(recovery)} (this report)"
        status = recovery.status.replace("_", " ")
        rows.append((name, rule, status, recovery_time(recovery)))
        rows += [
            (
                name,
                f"{other.rule.replace('_', ' ')} {other.setting}",
                other.status.replace("_", " "),
                _under(other),
            )
            for other in recovery.sensitivity
        ]
    head = ("Measure", "Rule", "Verdict", "Recovery time")
    return Table(head, tuple(rows), ("left", "left", "left", "right"), RANGES)


def _under(other: Sensitivity) -> str:
    """Print how long it took under another rule."""
    return NEVER_LEFT if other.never_left else hours(other.hours)


def notes_section(report: Report) -> Section:
    """Include what people wrote themselves, or the questions they still have to answer."""
    if report.notes and report.notes.strip():
        return Section("To fill in", "notes", (Prose(report.notes),))
    path = f"incidents/{report.incident.id}.notes.md"
    empty = ("What went well", "What went wrong", "Where we were lucky")
    blocks: list[Block] = [
        Paragraph(f"Write these in {path}; every later report includes them.", "quiet")
    ]
    for heading in empty:
        blocks += [Heading(heading), Paragraph("…")]
    blocks += [
        Heading("Action items"),
        Table(("Action", "Owner", "Due", "Done"), (("…", "", "", ""),), ("left",) * 4),
    ]
    return Section("To fill in", "notes", tuple(blocks))


def reproduce_section(report: Report) -> Section:
    """Say how to make the same report again."""
    blocks: list[Block] = [
        Paragraph(
            "The same exports, the same files and this command give the same bytes, in any folder:"
        ),
        Code(report.command or "not recorded"),
    ]
    return Section("Reproduce", "reproduce", tuple(blocks))
