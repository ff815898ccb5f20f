"""Chart 13: words said more, and less, after the incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.charts.paper.box import Box
from postmortem.charts.paper.frame import new_page
from postmortem.charts.paper.glyphs import MISSING, drawable
from postmortem.charts.parts.chart import Chart, Row
from postmortem.charts.parts.points import figure
from postmortem.charts.parts.rows import RowPanel, name_room, name_rows, row_panel, value_axis
from postmortem.wording import MINUS, count

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from postmortem.charts.paper.frame import Frame
    from postmortem.charts.paper.page import Align
    from postmortem.model import Report, Term

_MOST = 8
_LONGEST = 22


def _drawable_terms(report: Report) -> list[Term]:
    """Return the terms that moved most, those that rose first, and only what the font can draw."""
    terms = [term for term in report.terms if MISSING not in drawable(term.term)]
    rising = sorted((t for t in terms if t.z > 0), key=lambda t: (-t.z, t.term))[:_MOST]
    falling = sorted((t for t in terms if t.z < 0), key=lambda t: (t.z, t.term))[:_MOST]
    return [*rising, *reversed(falling)]


def _missing(report: Report) -> str | None:
    return None if _drawable_terms(report) else "no word was used by enough authors to compare"


def _drawing(report: Report, frame: Frame) -> Figure:
    terms = _drawable_terms(report)
    sheet = new_page(
        frame,
        report,
        title="The words that rose and fell after the incident",
        subtitle="How much more (right) or less (left) a word was said after the incident than "
        "before, in standard errors of the log-odds. In brackets: authors.",
    )
    body = sheet.body
    names = [drawable(term.term, _LONGEST) for term in terms]
    x0 = body.x0 + name_room(sheet, names)
    box = Box(x0, body.y0 + sheet.em(2.0), body.x1 - sheet.em(2.6), body.y1)
    low, high = min(0.0, *(t.z for t in terms)), max(0.0, *(t.z for t in terms))
    panel = row_panel(sheet, box, len(terms), (1.14 * low - 0.2, 1.14 * high + 0.2))
    value_axis(panel, _whole, line_at=0.0)
    name_rows(panel, names)
    for row, term in enumerate(terms):
        _bar(panel, row, term)
    return sheet.figure


def _whole(value: float) -> str:
    return f"{value:+g}".replace("-", MINUS) if value else "0"


def _bar(panel: RowPanel, row: int, term: Term) -> None:
    page = panel.page
    colour = "negative" if term.z > 0 else "positive"
    panel.axes.barh(row, term.z, height=0.62, color=page.colour(colour), zorder=2, gid="term")
    align: Align = "left" if term.z > 0 else "right"
    x = panel.x(term.z) + (1 if term.z > 0 else -1) * page.em(0.35)
    words = f"({count(term.authors)})"
    page.label(words, x, panel.y(row), size=9, colour="muted", align=align)


def _alt(report: Report) -> str:
    terms = _drawable_terms(report)
    rising = ", ".join(drawable(t.term, _LONGEST) for t in terms if t.z > 0) or "none"
    falling = ", ".join(drawable(t.term, _LONGEST) for t in reversed(terms) if t.z < 0) or "none"
    return (
        f"Bar chart of words by how their use changed. Said more: {rising}. Said less: {falling}."
    )


def _table(report: Report) -> list[Row]:
    return [
        {
            "term": term.term,
            "z": figure(term.z),
            "posts_before": term.n_before,
            "posts_after": term.n_after,
            "authors": term.authors,
        }
        for term in sorted(report.terms, key=lambda term: (-term.z, term.term))
    ]


TERMS = Chart(
    name="13-terms",
    question="What were people talking about that they were not before?",
    missing=_missing,
    drawing=_drawing,
    alt=_alt,
    table=_table,
)
