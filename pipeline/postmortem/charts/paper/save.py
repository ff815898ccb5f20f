"""Figures to files: opaque, with alt text inside, small, the same bytes every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from postmortem.charts.paper.canvas import canvas
from postmortem.charts.paper.theme import house_style
from postmortem.wording import visible

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure
    from numpy.typing import NDArray

_COLOURS = 256
_FLAT = 64
_STEP = 7


def save(figure: Figure, path: Path, alt: str) -> None:
    """Write `figure` as PNG or SVG, after the ending of `path`, with `alt` in its metadata."""
    kind = path.suffix.lower()
    if kind not in {".png", ".svg"}:
        message = f"{path.name}: charts are written as .png or .svg"
        raise ValueError(message)
    alt = visible(alt)
    title = alt.partition(". ")[0].removesuffix(".")
    with house_style():
        if kind == ".png":
            _save_png(figure, path, title, alt)
            return
        metadata = {"Date": None, "Creator": None, "Title": title, "Description": alt}
        figure.savefig(path, format="svg", metadata=metadata, facecolor=figure.get_facecolor())


def _save_png(figure: Figure, path: Path, title: str, alt: str) -> None:
    """Write a picture with a palette: a third of the size, and no eye sees the difference."""
    metadata = PngInfo()
    metadata.add_text("Title", title)
    metadata.add_text("Description", alt)
    picture = _with_palette(figure)
    picture.save(path, "PNG", pnginfo=metadata, compress_level=6, dpi=(figure.dpi, figure.dpi))


def _with_palette(figure: Figure) -> Image.Image:
    """Draw the figure in 256 colours: those of its areas as they are, the rest of letters' edges.

    Nine pixels in ten are one of a few colours; a palette chosen from all pixels would take
    several times longer and tint the areas, where eyes see it.
    """
    width, height = map(int, figure.bbox.size)
    paper = canvas(width, height, figure.dpi)
    paper.clear()
    figure.draw(paper)
    pixels = np.frombuffer(paper.buffer_rgba(), np.uint32)
    ink = np.flatnonzero(pixels != pixels[0])
    flat = _flat_colours(pixels[0], pixels[ink])
    places = np.zeros(len(pixels), np.uint8)
    places[ink], palette = _palette_places(pixels[ink], flat)
    picture = Image.frombytes("P", (width, height), places.tobytes())
    picture.putpalette(palette[: 3 * _COLOURS])
    return picture


def _flat_colours(paper: np.uint32, ink: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the paper and the most frequent colours of the ink, looked for in every few pixels."""
    colours, counts = np.unique(ink[::_STEP], return_counts=True)
    return np.append(paper, np.sort(colours[np.argsort(-counts, kind="stable")[:_FLAT]]))


def _palette_places(
    ink: NDArray[np.uint32], flat: NDArray[np.uint32]
) -> tuple[NDArray[np.uint8], list[int]]:
    """Return each pixel's place in the palette, and the palette: `flat`, then the rest."""
    near = np.searchsorted(flat[1:], ink).clip(max=len(flat) - 2) + 1
    places = near.astype(np.uint8)
    palette: list[int] = flat.view(np.uint8).reshape(-1, 4)[:, :3].ravel().tolist()
    others = np.flatnonzero(flat[places] != ink)
    if len(others):
        rest = Image.frombytes("RGBA", (len(others), 1), ink[others].tobytes()).convert("RGB")
        rest_picture = rest.quantize(
            _COLOURS - len(flat), method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        places[others] = np.asarray(rest_picture).ravel() + len(flat)
        palette += rest_picture.getpalette() or []
    return places, palette
