"""`report.html`: one file without scripts that opens anywhere, prints well and calls nobody."""

from __future__ import annotations

import base64
import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from postmortem.errors import UsageError
from postmortem.files import folder
from postmortem.render.formats.page.drawing import Palette, read_drawing
from postmortem.render.formats.prose import plain_text, read_prose
from postmortem.render.sections.outline import document
from postmortem.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jinja2 import Environment

    from postmortem.model import Report


_UNIT = re.compile(r"(\d) (?=(?:h|min|days|points|posts|authors)\b)")
_MOMENT = re.compile(r"\d{1,2} [A-Z][a-z]{2}(?: \d{4},)? (?:about )?\d\d:\d\d")
_CURE = "Mend it, or leave --template out."
_RANGE = re.compile(r"([^()]+) \(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as the page embeds it: its drawing in colours that follow the page's.

    `src` is the same chart as PNG where a house's own template may ask for it, else empty. There
    is no `dark` picture any more; a template that asks for one shows `src`.
    """

    alt: str
    width: int
    height: int
    svg: str
    src: str
    dark: None = None


def html(
    report: Report,
    drawings: Mapping[str, tuple[bytes, str]],
    *,
    palette: Palette | None = None,
    pngs: Mapping[str, tuple[bytes, str]] | None = None,
    templates: Path | None = None,
) -> str:
    """Return the page. `drawings` are SVG bytes and alt text by chart name, `pngs` the same as PNG.

    `palette` has the colours the drawings are in, and what each is on dark paper. A house's own
    `report.html` or `report.css` in the folder `templates` goes before ours. Raises UsageError,
    with file and line, where one of them is wrong.
    """
    places = [folder("reports")] if templates is None else [templates, folder("reports")]
    room = _environment(places)
    colours = palette or {}
    room.globals["chart_colours"] = colours
    page = document(report)
    pictures = {
        name: _picture(name, svg, alt, colours, (pngs or {}).get(name))
        for name, (svg, alt) in drawings.items()
    }
    with _template_errors(templates):
        style = room.get_template("report.css").render()
        return room.get_template("report.html").render(
            page=page, pictures=pictures, style_hash=_csp_hash(style), language="en"
        )


@contextmanager
def _template_errors(templates: Path | None) -> Iterator[None]:
    """Turn what is wrong in a house's own template into words that name its file and line.

    What goes wrong in one of ours is our fault, and stays what it is.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        yield
    except TemplateSyntaxError as error:
        if templates is None or not _is_in(error.filename, templates):
            raise
        raise UsageError(f"{error.filename}:{error.lineno}: {error.message}. {_CURE}") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        place = _last_place(error, templates)
        if place is None:
            raise
        raise UsageError(f"{place}: {error}. {_CURE}") from error


def _last_place(error: Exception, templates: Path | None) -> str | None:
    """Return file and line of the deepest step of `error` inside `templates`."""
    steps = () if templates is None else extract_tb(error.__traceback__)
    theirs = [step for step in steps if templates and _is_in(step.filename, templates)]
    return f"{theirs[-1].filename}:{theirs[-1].lineno}" if theirs else None


def _is_in(name: str | None, place: Path) -> bool:
    return name is not None and Path(name).resolve().is_relative_to(place.resolve())


def _environment(places: Sequence[Path]) -> Environment:
    # Here and not at the top: `measure` in a terminal needs this room, but no templates.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    room = Environment(
        loader=FileSystemLoader([str(place) for place in places]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    room.filters["visible"] = with_units_kept
    room.filters["split"] = value_and_range
    room.filters["longest"] = lambda text: max(map(len, text.split()), default=0)
    room.filters["kind"] = lambda block: type(block).__name__
    room.filters["prose"] = read_prose
    room.filters["plain_text"] = plain_text
    return room


def with_units_kept(text: str) -> str:
    """Make text safe to look at, and keep figures and their units on one line."""
    whole = _UNIT.sub("\\1\u00a0", visible(text))
    return _MOMENT.sub(lambda match: match[0].replace(" ", "\u00a0"), whole)


def value_and_range(cell: str) -> tuple[str, str]:
    """Split a cell at its brackets, so that the page can set an interval below its value.

    A reason why something is not known stands below too.

    >>> value_and_range("0.52 (0.47 to 0.66)"), value_and_range("plain")
    (('0.52', '0.47 to 0.66'), ('plain', ''))
    >>> value_and_range("not known: No own posts in the data.")
    ('not known', 'No own posts in the data.')
    """
    head, colon, why = cell.partition(": ")
    if colon and head == "not known":
        return head, why
    match = _RANGE.fullmatch(cell)
    return (match[1], match[2]) if match else (cell, "")


def _csp_hash(style: str) -> str:
    digest = hashlib.sha256(style.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _picture(
    name: str, svg: bytes, alt: str, palette: Palette, png: tuple[bytes, str] | None
) -> Picture:
    drawing = read_drawing(svg, name, palette)
    src = "" if png is None else "data:image/png;base64," + base64.b64encode(png[0]).decode()
    return Picture(alt, drawing.width, drawing.height, drawing.content, src)
