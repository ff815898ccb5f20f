"""The frame every chart is drawn in: sizes, and the page with title, subtitle and footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from postmortem.charts.paper.box import Box
from postmortem.charts.paper.page import Page
from postmortem.charts.paper.theme import THEMES, ThemeName
from postmortem.wording import Clock, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.model import Report

SizeName = Literal["slide", "doc", "chat", "square"]


@dataclass(frozen=True, slots=True)
class Size:
    """A canvas in inches; `scale` is the size of its letters against a slide's."""

    name: SizeName
    width: float
    height: float
    scale: float
    dpi: int = 200


SIZES: dict[SizeName, Size] = {
    "slide": Size("slide", 12.8, 7.2, 1.0),
    "doc": Size("doc", 8.0, 5.0, 0.76),
    "chat": Size("chat", 6.4, 4.8, 0.74),
    "square": Size("square", 5.4, 5.4, 0.68),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a chart is drawn for."""

    size: SizeName = "slide"
    theme: ThemeName = "light"


def new_page(frame: Frame, report: Report, *, title: str, subtitle: str, rule: str = "") -> Page:
    """Return a page with its words set; `page.body` is what is left for the drawing."""
    kicker = " · ".join(part for part in (report.brand, report.incident.title) if part.strip())
    return titled_page(
        frame, kicker=kicker, title=title, subtitle=subtitle, source=footer(report, rule)
    )


def titled_page(frame: Frame, *, kicker: str, title: str, subtitle: str, source: str) -> Page:
    """Return a page with these words set: `kicker` above the title, `source` at the foot."""
    size = SIZES[frame.size]
    sheet = Page(size.width, size.height, size.dpi, size.scale, THEMES[frame.theme])
    margin = sheet.em(0.95)
    x0, x1 = margin, sheet.width - margin
    top = sheet.height - margin * 0.9
    top = sheet.paragraph(kicker, Box(x0, 0, x1, top), size=10, colour="faint", bold=True)
    top -= sheet.em(0.12)
    top = sheet.paragraph(
        title, Box(x0, 0, x1, top), size=19, colour="ink", bold=True, lines=3, leading=1.18
    )
    top -= sheet.em(0.2)
    top = sheet.paragraph(subtitle, Box(x0, 0, x1, top), size=12, colour="muted", lines=3)
    bottom = _footer(sheet, source, Box(x0, margin * 0.6, x1, sheet.height))
    sheet.body = Box(x0, bottom + sheet.em(0.55), x1, top - sheet.em(0.5))
    return sheet


def _footer(sheet: Page, text: str, box: Box) -> float:
    """Set the footer from the bottom edge upwards and return where it ends."""
    lines = sheet.wrap(text, box.width, 9, lines=3)
    top = box.y0 + sheet.leading(9) * len(lines)
    sheet.paragraph(text, Box(box.x0, box.y0, box.x1, top), size=9, colour="faint", lines=3)
    sheet.rule(box.x0, box.x1, top + sheet.em(0.3))
    return top + sheet.em(0.3)


def footer(report: Report, rule: str = "") -> str:
    """Say where the picture comes from, so that it stays true when it is pasted elsewhere."""
    return _parts([report], count(report.data.audience), rule)


def joint_footer(reports: Sequence[Report]) -> str:
    """Say where a picture of several incidents comes from, with the posts of each in their order.

    Their posts are not added up: incidents of one set share them.
    """
    return _parts(reports, " / ".join(count(report.data.audience) for report in reports))


def _parts(reports: Sequence[Report], posts: str, rule: str = "") -> str:
    clock = Clock(reports[0].timezone)
    files = (file for report in reports for file in report.data.files)
    sources = ", ".join(sorted({file.source for file in files})) or "no export"
    firsts = [r.data.starts_at for r in reports if r.data.starts_at]
    lasts = [r.data.ends_at for r in reports if r.data.ends_at]
    span = f", {clock.range(min(firsts), max(lasts))}" if firsts and lasts else ""
    engines = sorted({report.tool.engine for report in reports})
    parts = (
        f"Source: {sources}; {posts} posts{span} ({clock.name})",
        f"Engine: {', '.join(engines)}",
        rule,
        f"postmortem {reports[0].tool.version}",
    )
    return ". ".join(part for part in parts if part)
