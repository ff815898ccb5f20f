"""Figures to files: opaque, with alt text inside, small, the same bytes every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from postmortem.charts._theme import house_style

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

_COLOURS = 256


def save(figure: Figure, path: Path, alt: str) -> None:
    """Write `figure` as PNG or SVG, after the ending of `path`, with `alt` in its metadata."""
    kind = path.suffix.lower()
    if kind not in {".png", ".svg"}:
        message = f"{path.name}: charts are written as .png or .svg"
        raise ValueError(message)
    title = alt.partition(".")[0]
    with house_style():
        if kind == ".png":
            _save_png(figure, path, title, alt)
            return
        metadata = {"Date": None, "Creator": None, "Title": title, "Description": alt}
        figure.savefig(path, format="svg", metadata=metadata, facecolor=figure.get_facecolor())


def _save_png(figure: Figure, path: Path, title: str, alt: str) -> None:
    """Write a picture with a palette: a third of the size, and no eye sees the difference."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
    colours = drawn.convert("RGB").quantize(
        _COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    told = PngInfo()
    told.add_text("Title", title)
    told.add_text("Description", alt)
    colours.save(path, "PNG", pnginfo=told, compress_level=7, dpi=(figure.dpi, figure.dpi))
