"""`report.pptx`: one chart a slide, its finding as the title, its method in the notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from postmortem.render.document import Paragraph
from postmortem.render.formats.office import data_date, missing_extra, strip_dates
from postmortem.render.sections.lead import all_warnings
from postmortem.render.sections.methods import METHODS
from postmortem.render.sections.outline import document
from postmortem.wording import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postmortem.model import Report

    Pictures = Mapping[str, tuple[bytes, str]]

_EMU = 914_400
_WIDE, _HIGH = 13.333, 7.5
_TITLE_ONLY, _TITLE_AND_TEXT = 5, 1
METHOD_OF_CHART: dict[str, str | None] = {
    "01-recovery": "recovery",
    "02-before-after": "drop",
    "03-shares": "negative",
    "04-response": "apology",
    "05-engagement": "engagement",
    "06-platforms": "recovery",
    "08-coverage": None,
    "09-rhythm": None,
    "10-composition": "composition",
    "11-negative-share": "negative",
    "12-volume": "recovery",
    "13-terms": "terms",
}
"""The note of `reports/methods.md` that explains each chart; None where the chart says it all."""


def pptx(report: Report, pictures: Pictures) -> bytes:
    """Return slides; pictures of size `slide` fill them edge to edge. Needs the extra `office`."""
    try:
        from pptx import Presentation
    except ImportError as error:
        raise missing_extra("PowerPoint") from error
    page = document(report)
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = _emu(_WIDE), _emu(_HIGH)
    properties = deck.core_properties
    properties.title, properties.author = visible(page.title), "postmortem"
    properties.created = properties.modified = data_date(report)
    sentences = [b.text for b in page.sections[0].blocks if isinstance(b, Paragraph) and b.method]
    _words(deck, page.title, sentences, page.kicker)
    for name, (png, alt) in sorted(pictures.items()):
        _chart(deck, png, alt, METHOD_OF_CHART[name])
    warnings = [f"{caveat.text} [{caveat.code}]" for caveat in all_warnings(report)]
    if warnings:
        _words(deck, "Read with care", warnings, page.kicker)
    buffer = io.BytesIO()
    deck.save(buffer)
    return strip_dates(buffer.getvalue())


def _emu(inches: float) -> int:
    return round(inches * _EMU)


def _words(deck: Any, title: str, lines: Sequence[str], note: str) -> None:
    """Add a slide of sentences."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_AND_TEXT])
    head, body = slide.shapes.title, slide.placeholders[1]
    for shape, top, high in ((head, 0.4, 1.3), (body, 1.8, 5.2)):
        shape.left, shape.width = _emu(0.7), _emu(_WIDE - 1.4)
        shape.top, shape.height = _emu(top), _emu(high)
    head.text_frame.text = visible(title)
    _set_size(head.text_frame, 30)
    body.text_frame.text = visible(lines[0]) if lines else ""
    for line in lines[1:]:
        body.text_frame.add_paragraph().text = visible(line)
    _set_size(body.text_frame, 16)
    slide.notes_slide.notes_text_frame.text = visible(note)


def _set_size(frame: Any, points: int) -> None:
    from pptx.util import Pt

    frame.word_wrap = True
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(points)


def _chart(deck: Any, png: bytes, alt: str, method: str | None) -> None:
    """Add a slide that a chart fills.

    The picture shows its own title, so the slide's title, which screen readers and the outline
    need, stands just above the visible page.
    """
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = 0, _emu(-1.2), _emu(_WIDE), _emu(1.0)
    head.text_frame.text = visible(finding_of(alt))
    picture = slide.shapes.add_picture(io.BytesIO(png), 0, 0)
    scale = min(_emu(_WIDE) / picture.width, _emu(_HIGH) / picture.height)
    picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
    picture.left = (_emu(_WIDE) - picture.width) // 2
    picture.top = (_emu(_HIGH) - picture.height) // 2
    picture._element.nvPicPr.cNvPr.set("descr", visible(alt))
    notes = next((note.text for note in METHODS if note.key == method), "")
    slide.notes_slide.notes_text_frame.text = visible(f"{alt}\n\n{notes}".strip())


def finding_of(alt: str) -> str:
    """Return the finding in an alt text: its second sentence, else all of it.

    >>> finding_of("Line chart of sentiment. It was back after 51 h. More.")
    'It was back after 51 h'
    """
    parts = alt.split(". ")
    return (parts[1] if len(parts) > 1 else alt).rstrip(".")
