"""Shell: a finished Report → the report folder, whole or not at all.

The folder is written beside its target and swapped in, so that nobody ever sees half a report.
Same report, same bytes: nothing here reads a clock or a random number.
"""

from __future__ import annotations

import errno
import json
import shutil
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from postmortem.errors import TryAgain, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.charts import Chart, Figure, SizeName, ThemeName
    from postmortem.model import Report

_EMBEDDED: tuple[SizeName, ThemeName] = ("doc", "light")
"""Size and theme of the page's own pictures, and Word's."""
_SLIDES: tuple[SizeName, ThemeName] = ("slide", "light")
_MARK = "summary.json"
"""The file that tells a report of ours, which may be replaced."""
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_WRITTEN = frozenset(
    {"charts", "data", "report.html", "report.md", "report.docx", "report.pptx", "summary.txt"}
    | {_MARK}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a report folder holds beyond its usual files."""

    docx: bool = False
    pptx: bool = False
    templates: Path | None = None
    """A house's own `report.html` or `report.css`, used before ours."""


def write_report(
    report: Report,
    target: Path,
    *,
    size: SizeName = "doc",
    theme: ThemeName = "light",
    extras: Extras | None = None,
) -> Path:
    """Write every rendering of `report` into the folder `target`, replacing an earlier report.

    `size` and `theme` are those of the picture files; the page embeds its own. Raises UsageError
    when `target` is a file, or a folder that holds something else.
    """
    from postmortem import render

    extras = extras or Extras()
    with _swapped_in(target) as folder:
        pictures = _write_charts(report, folder, size=size, theme=theme)
        same = (size, theme) == _EMBEDDED
        light = pictures if same else _drawn(report, *_EMBEDDED)
        dark = {name: png for name, (png, _) in _drawn(report, "doc", "dark").items()}
        page = render.html(report, light, dark=dark, templates=extras.templates)
        _write(folder / _MARK, render.summary_json(report))
        _write(folder / "summary.txt", render.text(report))
        _write(folder / "report.md", render.markdown(report, pictures))
        _write(folder / "report.html", page)
        if extras.docx:
            (folder / "report.docx").write_bytes(render.docx(report, light))
        if extras.pptx:
            wide = pictures if (size, theme) == _SLIDES else _drawn(report, *_SLIDES)
            (folder / "report.pptx").write_bytes(render.pptx(report, wide))
    return target


def write_bundle(target: Path) -> Path:
    """Pack the report at `target` beside it: Markdown, and the pictures and data it links to.

    The same report gives the same bytes: the times in the zip are fixed.
    """
    packed = target.resolve().with_suffix(".zip")
    pictures, data = (target / "charts").glob("*.png"), (target / "data").glob("*.csv")
    members = [target / "report.md", *sorted(pictures), *sorted(data)]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in members:
            name = path.relative_to(target).as_posix()
            bundle.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), path.read_bytes())
    return packed


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

    chart = _chart(name)
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
        raise _unwritable(target, error) from error
    return target


def chart_names() -> list[str]:
    """Return the names of all charts, in the order of the report."""
    from postmortem import charts

    return [chart.name for chart in charts.CHARTS]


def _chart(name: str) -> Chart:
    """Return the chart `name` stands for, with or without its number."""
    from postmortem import charts

    for chart in charts.CHARTS:
        if name in {chart.name, chart.name.split("-", 1)[1]}:
            return chart
    raise UsageError(f"{name}: no such chart. There are: {', '.join(chart_names())}.")


def _write_charts(
    report: Report, folder: Path, *, size: SizeName, theme: ThemeName
) -> dict[str, tuple[bytes, str]]:
    """Write each chart that the report can fill; return PNG bytes and alt text by name."""
    from postmortem import charts, render

    frame = charts.Frame(size=size, theme=theme)
    pictures: dict[str, tuple[bytes, str]] = {}
    for chart in _drawable(report):
        alt = chart.alt(report)
        stem = folder / "charts" / chart.name
        stem.parent.mkdir(exist_ok=True)
        figure = chart.draw(report, frame)
        for ending in (".png", ".svg"):
            charts.save(figure, stem.with_suffix(ending), alt)
        _write(stem.with_suffix(".txt"), alt + "\n")
        _write(folder / "data" / f"{chart.name}.csv", render.csv(chart.table(report)))
        pictures[chart.name] = (stem.with_suffix(".png").read_bytes(), alt)
    return pictures


def _drawn(report: Report, size: SizeName, theme: ThemeName) -> dict[str, tuple[bytes, str]]:
    """Draw pictures that stand inside another file; return PNG bytes and alt text by name."""
    from postmortem import charts

    frame = charts.Frame(size=size, theme=theme)
    drawn: dict[str, tuple[bytes, str]] = {}
    with TemporaryDirectory(prefix="postmortem-") as folder:
        for chart in _drawable(report):
            path = Path(folder) / f"{chart.name}.png"
            alt = chart.alt(report)
            charts.save(chart.draw(report, frame), path, alt)
            drawn[chart.name] = (path.read_bytes(), alt)
    return drawn


def _drawable(report: Report) -> list[Chart]:
    """Return the charts that this report has the data for."""
    from postmortem import charts

    return [chart for chart in charts.CHARTS if not chart.applies(report)]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


@contextmanager
def _swapped_in(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside `target` that takes its place when all went well."""
    target = target.resolve()
    if target.exists() and not _replaceable(target):
        raise UsageError(
            f"{target}: is not an earlier report, so it is left alone. Choose another folder."
        )
    fresh = target.with_name(f".{target.name}.new")
    old = target.with_name(f".{target.name}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        yield fresh
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        if not target.exists() and old.exists():
            old.replace(target)
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _unwritable(target: Path, error: OSError) -> UsageError | TryAgain:
    """Say why `target` cannot be written; only a full disk mends itself."""
    why = f"{target}: cannot be written ({error.strerror})."
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    return TryAgain(f"{why} Make room and try again.") if full else UsageError(why)


def _replaceable(target: Path) -> bool:
    """Whether `target` is an empty folder, or an earlier report and nothing else."""
    if not target.is_dir():
        return False
    there = {path.name for path in target.iterdir()}
    if not there:
        return True
    return there <= _WRITTEN and _is_ours(target / _MARK)


def _is_ours(summary: Path) -> bool:
    """Whether `summary` was written by this tool: other tools write a summary.json too."""
    try:
        said = json.loads(summary.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and str(said.get("schema", "")).startswith("postmortem/report/")
