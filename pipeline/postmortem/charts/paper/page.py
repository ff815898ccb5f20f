"""A sheet of paper that knows how wide its words are, and where words already stand.

All positions are pixels from the lower left. Nothing is left to automatic layout: what is measured
here is what is drawn, so labels can be kept apart, and two runs give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from postmortem.charts.paper.box import Box
from postmortem.charts.paper.canvas import canvas, width_of
from postmortem.charts.paper.glyphs import drawable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from postmortem.charts.paper.theme import Theme

Align = Literal["left", "center", "right"]
LineStyle = Literal["-", "--", ":"]
_LONGEST = 600


class Page:
    """One figure with its theme; `label_boxes` are those of all words set so far."""

    def __init__(self, width: float, height: float, dpi: int, scale: float, theme: Theme) -> None:
        self.figure = Figure(figsize=(width, height), dpi=dpi, facecolor=theme.paper)
        self.width, self.height = width * dpi, height * dpi
        self.scale, self.dpi, self.theme = scale, dpi, theme
        self.label_boxes: list[Box] = []
        self.body = Box(0, 0, self.width, self.height)

    def em(self, ems: float) -> float:
        """Return pixels for a length in body-text ems (11 pt on a slide)."""
        return ems * 11 * self.scale * self.dpi / 72

    def points(self, size: float) -> float:
        """Return a letter size or line width of the slide, scaled to this page."""
        return size * self.scale

    def leading(self, size: float, ratio: float = 1.32) -> float:
        """Return the distance between two lines of text in pixels."""
        return self.points(size) * self.dpi / 72 * ratio

    def colour(self, name: str) -> str:
        """Return a colour of the theme by its role."""
        return str(getattr(self.theme, name))

    def text_width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide one line will be."""
        paper = canvas(int(self.width), int(self.height), self.dpi)
        return width_of(drawable(text, _LONGEST), self.points(size), paper, bold=bold)

    def balance(self, text: str, width: float, size: float, *, lines: int) -> list[str]:
        """Break bold text into as few lines as it takes, of about equal length."""
        rows = self.wrap(text, width, size, bold=True, lines=lines)
        least, most = width / 2, width
        while len(rows) > 1 and not rows[-1].endswith("…") and most - least > self.em(0.5):
            middle = (least + most) / 2
            attempt = self.wrap(text, middle, size, bold=True, lines=lines)
            fits = len(attempt) == len(rows) and not attempt[-1].endswith("…")
            least, most = (least, middle) if fits else (middle, most)
        return self.wrap(text, most, size, bold=True, lines=lines)

    def wrap(
        self, text: str, width: float, size: float, *, bold: bool = False, lines: int = 2
    ) -> list[str]:
        """Break text into at most `lines` lines; what does not fit ends in an ellipsis."""
        rows: list[str] = []
        words = [word for word in drawable(text, _LONGEST).split(" ") if word]
        while words and len(rows) < lines:
            row = self._fill(words, width, size, bold=bold)
            rows.append(row)
        if words:
            rows[-1] = self._shorten(" ".join([rows[-1], *words]), width, size, bold=bold)
        return rows

    def _fill(self, words: list[str], width: float, size: float, *, bold: bool) -> str:
        """Take as many words off the front as fit on a line, and at least one."""
        fits, most = 1, len(words)
        while fits < most:
            middle = (fits + most + 1) // 2
            if self.text_width(" ".join(words[:middle]), size, bold=bold) <= width:
                fits = middle
            else:
                most = middle - 1
        row = " ".join(words[:fits])
        del words[:fits]
        return self._shorten(row, width, size, bold=bold)

    def _shorten(self, text: str, width: float, size: float, *, bold: bool) -> str:
        if self.text_width(text, size, bold=bold) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.text_width(text[:middle].rstrip() + "…", size, bold=bold) <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[:low].rstrip() + "…"

    def paragraph(
        self,
        text: str,
        box: Box,
        *,
        size: float,
        colour: str,
        bold: bool = False,
        lines: int = 1,
        leading: float = 1.32,
    ) -> float:
        """Set left-aligned lines from the top of `box` and return the y below them."""
        y = box.y1
        rows = self.wrap(text, box.width, size, bold=bold, lines=lines)
        if bold and len(rows) > 1:
            rows = self.balance(text, box.width, size, lines=lines)
        for row in rows:
            self.label(row, box.x0, y, size=size, colour=colour, bold=bold, vertical="top")
            y -= self.leading(size, leading)
        return y

    def box_of(
        self,
        rows: Sequence[str],
        x: float,
        y: float,
        *,
        size: float,
        bold: bool = False,
        align: Align = "left",
        vertical: Literal["top", "bottom", "center"] = "center",
    ) -> Box:
        """Return the box that lines of text would take at an anchor."""
        width = max(self.text_width(row, size, bold=bold) for row in rows)
        height = self.leading(size, 1.22) * len(rows)
        x0 = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
        y0 = y - {"bottom": 0.0, "center": 0.5, "top": 1.0}[vertical] * height
        return Box(x0, y0, x0 + width, y0 + height)

    def label(
        self,
        text: str | Sequence[str],
        x: float,
        y: float,
        *,
        size: float,
        colour: str,
        bold: bool = False,
        align: Align = "left",
        vertical: Literal["top", "bottom", "center"] = "center",
        on_paper: bool = False,
    ) -> Box:
        """Write lines at an anchor, remember where they stand, and return their box.

        `on_paper` lays paper under the words: outlined letters would turn into shapes in SVG.
        """
        rows = [text] if isinstance(text, str) else list(text)
        box = self.box_of(rows, x, y, size=size, bold=bold, align=align, vertical=vertical)
        step = box.height / len(rows)
        for index, row in enumerate(rows):
            middle = box.y1 - (index + 0.5) * step
            self._write(row, x, middle, size, colour, bold=bold, align=align, on_paper=on_paper)
        self.label_boxes.append(box)
        return box

    def _write(
        self,
        row: str,
        x: float,
        y: float,
        size: float,
        colour: str,
        *,
        bold: bool,
        align: Align,
        on_paper: bool,
    ) -> Text:
        artist = self.figure.text(
            x / self.width,
            y / self.height,
            drawable(row, _LONGEST),
            fontsize=self.points(size),
            color=self.colour(colour),
            fontweight="bold" if bold else "normal",
            ha=align,
            va="center_baseline",
            parse_math=False,
            zorder=9,
        )
        if on_paper:
            pad = self.points(1.5)
            artist.set_bbox({"facecolor": self.theme.paper, "alpha": 0.82, "lw": 0, "pad": pad})
        return artist

    def rule(self, x0: float, x1: float, y: float) -> None:
        """Draw a hairline across the page."""
        self.line([(x0, y), (x1, y)], colour="grid", width=1.0)

    def line(
        self,
        path: Iterable[tuple[float, float]],
        *,
        colour: str,
        width: float,
        style: LineStyle = "-",
        layer: float = 1.5,
        alpha: float = 1.0,
    ) -> Line2D:
        """Draw a path given in pixels."""
        xs, ys = zip(*path, strict=True)
        line = Line2D(
            [x / self.width for x in xs],
            [y / self.height for y in ys],
            transform=self.figure.transFigure,
            color=self.colour(colour),
            linewidth=self.points(width),
            linestyle=style,
            zorder=layer,
            alpha=alpha,
        )
        self.figure.add_artist(line)
        return line

    def axes(self, box: Box) -> Axes:
        """Return empty axes that fill a box exactly."""
        axes = self.figure.add_axes(
            (
                box.x0 / self.width,
                box.y0 / self.height,
                box.width / self.width,
                box.height / self.height,
            )
        )
        axes.set_facecolor("none")
        axes.spines["bottom"].set_color(self.theme.axis)
        axes.tick_params(colors=self.theme.axis, labelbottom=False, labelleft=False)
        axes.set_xticks([])
        axes.set_yticks([])
        return axes
