"""Charts as picture files, and as bytes that stand inside another file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from postmortem.errors import UsageError
from postmortem.jobs.folder.place import unwritable, write_text
from postmortem.wording import visible

if TYPE_CHECKING:
    from postmortem.charts import Chart, Figure, SizeName, ThemeName
    from postmortem.model import Report

Ending = Literal[".png", ".svg"]
Pictures = dict[str, tuple[bytes, str]]
"""Bytes of a PNG or an SVG and alt text, by the name of the chart."""


def write_chart(
    report: Report,
    name: str,
    target: Path,
    *,
    size: SizeName = "slide",
    theme: ThemeName = "light",
) -> Path:
    """Draw one chart into the file `target` (.png or .svg).

    Raises UsageError for a name or ending that is unknown, or a chart this report cannot fill.
    """
    from postmortem import charts

    chart = _chart_of(name)
    why = chart.applies(report)
    if why:
        raise UsageError(f"{name}: cannot be drawn: {why.rstrip('.')}.")
    figure = chart.draw(report, charts.Frame(size=size, theme=theme))
    return save_figure(figure, target, chart.alt(report))


def save_figure(figure: Figure, target: Path, alt: str) -> Path:
    """Save one picture into a file that a person named."""
    from postmortem import charts

    if target.suffix not in {".png", ".svg"}:
        raise UsageError(f"{target}: a chart is a .png or an .svg file.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        charts.save(figure, target, alt)
    except OSError as error:
        raise unwritable(target, error) from error
    return target


def write_charts(
    report: Report, folder: Path, *, size: SizeName, theme: ThemeName
) -> dict[Ending, Pictures]:
    """Write each chart that the report can fill, with its alt text and its data.

    Returns what was written, by the ending of its files.
    """
    from postmortem import charts, render

    frame = charts.Frame(size=size, theme=theme)
    files: dict[Ending, Pictures] = {".png": {}, ".svg": {}}
    for chart in _drawable(report):
        alt = visible(chart.alt(report))
        stem = folder / "charts" / chart.name
        stem.parent.mkdir(exist_ok=True)
        figure = chart.draw(report, frame)
        for ending, pictures in files.items():
            charts.save(figure, stem.with_suffix(ending), alt)
            pictures[chart.name] = (stem.with_suffix(ending).read_bytes(), alt)
        write_text(stem.with_suffix(".txt"), alt + "\n")
        write_text(folder / "data" / f"{chart.name}.csv", render.csv(chart.table(report)))
    return files


def draw_charts(report: Report, size: SizeName, theme: ThemeName, ending: Ending) -> Pictures:
    """Draw pictures that stand inside another file."""
    from postmortem import charts

    frame = charts.Frame(size=size, theme=theme)
    pictures: Pictures = {}
    with TemporaryDirectory(prefix="postmortem-") as folder:
        for chart in _drawable(report):
            path = Path(folder) / f"{chart.name}{ending}"
            alt = chart.alt(report)
            charts.save(chart.draw(report, frame), path, alt)
            pictures[chart.name] = (path.read_bytes(), alt)
    return pictures


def _drawable(report: Report) -> list[Chart]:
    """Return the charts that this report has the data for."""
    from postmortem import charts

    return [chart for chart in charts.CHARTS if not chart.applies(report)]


def _chart_of(name: str) -> Chart:
    """Return the chart `name` stands for, with or without its number."""
    from postmortem import charts

    for chart in charts.CHARTS:
        if name in {chart.name, chart.name.split("-", 1)[1]}:
            return chart
    names = ", ".join(chart.name for chart in charts.CHARTS)
    raise UsageError(f"{name}: no such chart. There are: {names}.")
