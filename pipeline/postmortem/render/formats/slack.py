"""`summary.txt`: the finding for a chat, in Slack's mrkdwn, under 3,000 characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.render.document import Paragraph
from postmortem.render.formats.escape import slack_text as safe
from postmortem.render.sections.lead import all_warnings
from postmortem.render.sections.outline import document
from postmortem.wording import Clock

if TYPE_CHECKING:
    from postmortem.model import Report

LONGEST = 2_900
_LINE = 600


def text(report: Report) -> str:
    """Return the summary for a chat; the least important lines are left out when it gets long."""
    page = document(report)
    lines = [f"*{_shorten(page.title)}*", _shorten(page.kicker), ""]
    lines += [
        f"• {_shorten(block.text)}"
        for block in page.sections[0].blocks
        if isinstance(block, Paragraph) and block.tone != "care"
    ]
    warnings = all_warnings(report)
    if warnings:
        lines += ["", "*Read with care*"]
        lines += [f"• {_shorten(caveat.text)}" for caveat in warnings]
    return _fit(lines, f"_{_shorten(_source(report))}_")


def _source(report: Report) -> str:
    data, clock = report.data, Clock(report.timezone)
    if data.starts_at is None or data.ends_at is None:
        return f"No posts. Times in {report.timezone}. postmortem {report.tool.version}"
    span = clock.range(data.starts_at, data.ends_at)
    return (
        f"{data.audience:,} posts, {span}, times in {report.timezone}. "
        f"Engine {report.tool.engine}. postmortem {report.tool.version}"
    )


def _shorten(line: str) -> str:
    whole = safe(line)
    return whole if len(whole) <= _LINE else whole[: _LINE - 1].rstrip("&;abcdefglmpt#") + "…"


def _fit(lines: list[str], last: str) -> str:
    rows: list[str] = []
    room = LONGEST - len(last) - 40
    for line in lines:
        if len(line) + 1 > room:
            rows.append("• … more in the report")
            break
        rows.append(line)
        room -= len(line) + 1
    return "\n".join([*rows, "", last]) + "\n"
