"""Reports in, text out. Nothing here measures; every number stands in `summary.json` first."""

from types import MappingProxyType

from postmortem.render.markdown import markdown
from postmortem.render.outline import headline
from postmortem.render.slack import text
from postmortem.render.summary import SCHEMA, summary, summary_json
from postmortem.render.tables import csv, measures_csv
from postmortem.render.terminal import terminal
from postmortem.render.webpage import html

FORMATS = MappingProxyType(
    {
        "summary.json": summary_json,
        "summary.txt": text,
        "report.md": markdown,
        "report.html": html,
    }
)
"""The files of a report folder, and what writes each. Markdown and HTML also take the pictures."""

__all__ = [
    "FORMATS",
    "SCHEMA",
    "csv",
    "headline",
    "html",
    "markdown",
    "measures_csv",
    "summary",
    "summary_json",
    "terminal",
    "text",
]
