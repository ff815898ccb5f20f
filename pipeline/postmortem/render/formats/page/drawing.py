"""A chart's SVG as a page carries it: rebuilt from a short list of elements and attributes.

A chart is drawn for a file of its own. In a page its styles would be refused (the policy allows one
stylesheet), its ids would meet those of other charts, and its colours would stay light on a dark
page. So the drawing is read and written anew: what is on neither list below stays out, styles
become attributes, and a colour of the charts becomes a variable that the page's stylesheet sets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Palette = Mapping[str, tuple[str, str]]
"""The colour of each role of a chart on light and on dark paper, as `#rrggbb`."""

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = frozenset({"g", "defs", "clipPath", "pattern", "path", "rect", "use", "text"})
_OWN = frozenset(
    {"id", "href", "d", "x", "y", "width", "height", "transform", "opacity", "patternUnits"}
)
_COMMON = frozenset(
    {"fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-linecap"}
    | {"stroke-linejoin", "stroke-dasharray", "stroke-dashoffset", "clip-path"}
    | {"font-size", "font-weight", "text-anchor"}
)
"""Attributes that a group may have in place of each of its elements."""
_HARMLESS = re.compile(r"[\w\s.,()#%+-]*")
_PLACE = re.compile(r"(?:url\()?#([\w-]+)\)?")
_FINE_DIGITS = re.compile(r"(\.\d\d)\d+")
_AROUND_LETTERS = re.compile(r"\s*([A-Za-z])\s*")
_NO_TURN = re.compile(r"rotate\(-?0 .*")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart inside a page: its size in pixels, and the SVG that stands within its frame."""

    width: int
    height: int
    content: str


def read_drawing(svg: bytes, name: str, palette: Palette) -> Drawing:
    r"""Read the drawing of the chart `name`, with which its ids begin.

    >>> svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5"><g id="a">'
    >>> svg += b'<path d="M 0 1.2345 \nL 8 1" style="stroke: #0072b2"/><script/></g></svg>'
    >>> read_drawing(svg, "chart", {"line": ("#0072b2", "#56b4e9")}).content
    '<path d="M0 1.23L8 1" stroke="var(--chart-line,#0072b2)"/>'
    """
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    return Drawing(round(width), round(height), _Rebuilding(name, palette).content(root))


@dataclass(frozen=True, slots=True)
class _Node:
    """One element to be written: what it says alone, and what its neighbours may say too."""

    name: str
    own: str
    common: str
    content: str

    def write(self, common: str) -> str:
        """Return it as SVG; a group that says nothing is only what it holds."""
        if self.name == "g" and not self.own + common:
            return self.content
        head = f"{self.name}{self.own}{common}"
        return f"<{head}>{self.content}</{self.name}>" if self.content else f"<{head}/>"


class _Rebuilding:
    """One drawing on its way into a page, with its new ids and colours."""

    def __init__(self, name: str, palette: Palette) -> None:
        self._name = name
        self._ids: dict[str, str] = {}
        self._styles: dict[str, dict[str, str]] = {}
        # The light colour stands beside the variable for a stylesheet that does not set it.
        self._paints = {
            light: f"var(--chart-{role},{light})"
            for role, (light, _) in reversed(list(palette.items()))
        }

    def content(self, element: ElementTree.Element) -> str:
        """Return what stands inside an element; neighbours say once what they have in common."""
        nodes = [node for child in element for node in self._nodes(child)]
        runs = (list(run) for _, run in groupby(nodes, lambda node: node.common))
        return "".join(_write_run(run) for run in runs)

    def _nodes(self, element: ElementTree.Element) -> Iterator[_Node]:
        """Yield the element as it may be written, or what a bare group holds, or nothing."""
        name = element.tag.removeprefix(_SVG)
        if name not in _ELEMENTS:
            return
        attributes = self._attributes(element)
        if name == "g":
            attributes.pop("id", None)
        if name == "g" and not attributes:
            for child in element:
                yield from self._nodes(child)
            return
        inner = escape(element.text or "", quote=False) if name == "text" else self.content(element)
        yield _Node(name, _written(attributes, _OWN), _written(attributes, _COMMON), inner)

    def _attributes(self, element: ElementTree.Element) -> dict[str, str]:
        """Return the attributes of an element, those of its style among them."""
        style = element.get("style", "")
        if style not in self._styles:
            parts = (part.partition(":") for part in style.split(";"))
            pairs = [(key.strip(), value.strip()) for key, _, value in parts]
            self._styles[style] = self._chosen(pairs)
        return {**self._chosen(element.items()), **self._styles[style]}

    def _chosen(self, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return the attributes on our lists, with the values that the page may have."""
        named = (("href" if name == _LINK else name, value) for name, value in pairs)
        values = {name: self._value(name, value) for name, value in named if name in _OWN | _COMMON}
        return {name: value for name, value in values.items() if value}

    def _value(self, attribute: str, value: str) -> str:
        """Return a value as the page may have it, or nothing."""
        place = _PLACE.fullmatch(value)
        if attribute == "id":
            return self._id(value)
        if attribute == "href":
            return f"#{self._id(place[1])}" if place else ""
        if value in self._paints:
            return self._paints[value]
        if place and value.startswith("url("):
            return f"url(#{self._id(place[1])})"
        if not _HARMLESS.fullmatch(value) or _NO_TURN.fullmatch(value):
            return ""
        return _AROUND_LETTERS.sub(r"\1", _digits(value)) if attribute == "d" else _digits(value)

    def _id(self, name: str) -> str:
        return self._ids.setdefault(name, f"{self._name}-{len(self._ids) + 1}")


def _digits(value: str) -> str:
    """Cut numbers to hundredths of a pixel, and leave out the unit that needs no saying."""
    return _FINE_DIGITS.sub(r"\1", value).removesuffix("px").strip()


def _written(attributes: Mapping[str, str], names: frozenset[str]) -> str:
    pairs = ((name, value) for name, value in sorted(attributes.items()) if name in names)
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs)


def _write_run(run: list[_Node]) -> str:
    common = run[0].common
    if len(run) == 1 or not common:
        return "".join(node.write(common) for node in run)
    return f"<g{common}>{''.join(node.write('') for node in run)}</g>"
