"""What `report` spends besides measuring, in CPU seconds, and how large its files are.

    python tests/benchmarks/report.py [--posts 1000000] [--runs 3] [--project FOLDER]

`measure` and `report` run as processes of their own on the same scored store; what the second
spends more is the report: drawing, writing, and loading the libraries for it. Beside it stand as
many bare matplotlib figures, drawn in the same run. Limits: 10 s, pictures of 400 KB, a page of
1 MB. `--project` takes a folder that `report b` works in; it is copied, never changed.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from _posts import write_csv
from end_to_end import measured, ours
from rendering import bare_figures

_TOOL = [sys.executable, "-m", "postmortem", "-q"]
_SECONDS, _PICTURE, _PAGE = 10.0, 400_000, 1_000_000


def prepare(folder: Path, posts: int, project: Path | None) -> None:
    """Put a project with a scored store into `folder`."""
    if project is None:
        write_csv(folder / "posts.csv", posts)
        ours(folder, "full")
        return
    shutil.copytree(project / "incidents", folder / "incidents")
    for path in (project / "postmortem.toml", *project.glob("postmortem.duckdb*")):
        shutil.copy(path, folder)
    subprocess.run([*_TOOL, "score"], cwd=folder, check=True)


def spent(folder: Path, runs: int) -> tuple[float, float]:
    """Return the median CPU seconds of `measure` and of `report`, run in turn."""
    pairs = [
        (
            measured([*_TOOL, "measure", "b", "--json"], folder)[0],
            measured([*_TOOL, "report", "b", "-o", "report"], folder)[0],
        )
        for _ in range(runs)
    ]
    measure, report = zip(*pairs, strict=True)
    return statistics.median(measure), statistics.median(report)


def main() -> None:
    """Print the figures; leave with 1 when one is beyond its limit."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--project", type=Path)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, asked.posts, asked.project)
        measure, report = spent(folder, asked.runs)
        pictures = sorted((folder / "report" / "charts").glob("*.png"))
        largest = max(path.stat().st_size for path in pictures)
        page = (folder / "report" / "report.html").stat().st_size
        bare_figures(1, folder)
        bare = bare_figures(2 * len(pictures), folder)
    outside = report - measure
    print(f"measure: {measure:.2f} CPU s, report: {report:.2f} CPU s (median of {asked.runs})")
    print(f"outside measuring: {outside:.2f} CPU s for {len(pictures)} charts in two themes")
    print(f"as many bare figures: {bare:.2f} CPU s (ratio {outside / bare:.2f})")
    print(f"largest picture {largest / 1000:.0f} KB, page {page / 1e6:.2f} MB")
    sys.exit(outside > _SECONDS or largest > _PICTURE or page > _PAGE)


if __name__ == "__main__":
    main()
