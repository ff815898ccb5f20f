"""What pictures are drawn on: pixels that remember how wide their words are.

Words are measured when they are placed, and again when they are drawn: to shape a line of letters
takes longer than to draw it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

IsMath = bool | Literal["TeX"]
Extent = tuple[float, float, float]
"""Width, height and descent of a line, in pixels."""


class Canvas(RendererAgg):
    """Pixels of one size, for any number of pictures in turn."""

    def __init__(self, width: int, height: int, dpi: float) -> None:
        super().__init__(width, height, dpi)  # type: ignore[no-untyped-call]
        self._extents: dict[tuple[str, int, IsMath], Extent] = {}

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: IsMath) -> Extent:
        """Return how much room a line takes."""
        key = (s, hash(prop), ismath)
        if key not in self._extents:
            measure = super().get_text_width_height_descent
            self._extents[key] = measure(s, prop, ismath)  # type: ignore[no-untyped-call]
        return self._extents[key]


@lru_cache(maxsize=1)
def canvas(width: int, height: int, dpi: float) -> RendererAgg:
    """Return the canvas for pictures of this size."""
    return Canvas(width, height, dpi)


@lru_cache(maxsize=8192)
def width_of(words: str, points: float, paper: RendererAgg, *, bold: bool) -> float:
    """Return the pixels that a line takes."""
    font = FontProperties(family="DejaVu Sans", size=points, weight="bold" if bold else "normal")
    return float(paper.get_text_width_height_descent(words, font, ismath=False)[0])
