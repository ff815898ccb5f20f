"""Shell: a finished Report → files: the report folder, its bundle, one picture."""

from postmortem.jobs.folder.bundle import write_bundle
from postmortem.jobs.folder.pictures import save_figure, write_chart
from postmortem.jobs.folder.report import Extras, write_report

__all__ = ["Extras", "save_figure", "write_bundle", "write_chart", "write_report"]
