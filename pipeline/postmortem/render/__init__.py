"""Reports in, text out. Nothing here measures; every number stands in `summary.json` first."""

from types import MappingProxyType

from postmortem.render.formats.markdown import markdown
from postmortem.render.formats.page.webpage import html
from postmortem.render.formats.slack import text
from postmortem.render.formats.slides import pptx
from postmortem.render.formats.spreadsheet import csv, exact_csv, measures_csv
from postmortem.render.formats.summary import SCHEMA, summary, summary_json
from postmortem.render.formats.terminal import terminal
from postmortem.render.formats.worddoc import docx
from postmortem.render.sections.outline import headline

FORMATS = MappingProxyType(
    {
        "summary.json": summary_json,
        "summary.txt": text,
        "report.md": markdown,
        "report.html": html,
        "report.docx": docx,
        "report.pptx": pptx,
    }
)
"""The files of a report, and what writes each; all `report.*` also take the pictures.

Word and PowerPoint are bytes and need the extra `office`."""

__all__ = [
    "FORMATS",
    "SCHEMA",
    "csv",
    "docx",
    "exact_csv",
    "headline",
    "html",
    "markdown",
    "measures_csv",
    "pptx",
    "summary",
    "summary_json",
    "terminal",
    "text",
]
