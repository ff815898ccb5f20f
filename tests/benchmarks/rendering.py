"""How long a whole report takes to draw and write, against as many bare matplotlib figures.

    python tests/benchmarks/rendering.py

Measuring is not part of it: what is drawn does not grow with the number of posts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import report_cases as cases
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from report_cases import Scene

from postmortem.jobs.folder import write_report


def bare_figures(count: int, folder: Path) -> float:
    """Return the seconds that `count` plain line charts of one slide's size take as PNG."""
    began = time.process_time()
    for number in range(count):
        figure = Figure(figsize=(8.0, 5.0), dpi=200)
        FigureCanvasAgg(figure)
        figure.subplots().plot(range(200))
        figure.savefig(folder / f"bare-{number}.png")
    return time.process_time() - began


def whole_report(folder: Path) -> tuple[float, int, int, int]:
    """Return seconds, charts, the largest picture and the page's size, in bytes."""
    report = cases.report(Scene(per_bin=9_000))
    began = time.process_time()
    write_report(report, folder / "report")
    seconds = time.process_time() - began
    pictures = list((folder / "report" / "charts").glob("*.png"))
    page = (folder / "report" / "report.html").stat().st_size
    return seconds, len(pictures), max(path.stat().st_size for path in pictures), page


def main() -> None:
    """Print one line for each."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        bare_figures(1, folder)
        seconds, count, largest, page = whole_report(folder)
        bare = bare_figures(count, folder)
    print(f"report: {count} charts as PNG and SVG, CSV, HTML, Markdown, JSON: {seconds:.2f} s")
    print(f"bare:   {count} plain figures as PNG: {bare:.2f} s (ratio {seconds / bare:.2f})")
    print(f"largest picture {largest / 1000:.0f} KB, page {page / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
