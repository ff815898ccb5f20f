"""Every rendering of a report in one folder.

Same report, same bytes: nothing here reads a clock or a random number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.jobs.folder.pictures import draw_charts, write_charts
from postmortem.jobs.folder.place import MARK, replacement, write_text

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.charts import SizeName, ThemeName
    from postmortem.jobs.folder.pictures import Ending, Pictures
    from postmortem.model import Report

_PAGE: tuple[SizeName, ThemeName] = ("doc", "light")
"""Size and theme of the page's own pictures, and Word's."""
_SLIDES: tuple[SizeName, ThemeName] = ("slide", "light")


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
    from postmortem import charts, render

    extras = extras or Extras()
    with replacement(target) as folder:
        files = write_charts(report, folder, size=size, theme=theme)

        def look(wanted: tuple[SizeName, ThemeName], ending: Ending) -> Pictures:
            same = (size, theme) == wanted
            return files[ending] if same else draw_charts(report, *wanted, ending)

        has_guests = extras.docx or extras.templates is not None
        light = look(_PAGE, ".png") if has_guests else {}
        page = render.html(
            report,
            look(_PAGE, ".svg"),
            palette=charts.role_colours(),
            pngs=light,
            templates=extras.templates,
        )
        write_text(folder / MARK, render.summary_json(report))
        write_text(folder / "summary.txt", render.text(report))
        write_text(folder / "report.md", render.markdown(report, files[".png"]))
        write_text(folder / "report.html", page)
        if extras.docx:
            (folder / "report.docx").write_bytes(render.docx(report, light))
        if extras.pptx:
            (folder / "report.pptx").write_bytes(render.pptx(report, look(_SLIDES, ".png")))
    return target
