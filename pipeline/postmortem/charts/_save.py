"""Figures to files: opaque, with alt text inside, the same bytes every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.charts._theme import house_style

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure


def save(figure: Figure, path: Path, alt: str) -> None:
    """Write `figure` as PNG or SVG, after the ending of `path`, with `alt` in its metadata."""
    title = alt.partition(".")[0]
    kind = path.suffix.lower().lstrip(".")
    if kind == "png":
        metadata = {"Software": None, "Title": title, "Description": alt}
    elif kind == "svg":
        metadata = {"Date": None, "Creator": None, "Title": title, "Description": alt}
    else:
        message = f"{path.name}: charts are written as .png or .svg"
        raise ValueError(message)
    with house_style():
        figure.savefig(path, format=kind, metadata=metadata, facecolor=figure.get_facecolor())
