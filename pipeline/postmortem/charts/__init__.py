"""Results in, figures out. The only room that knows matplotlib, and only its object API."""

from postmortem.charts._chart import Chart, Row
from postmortem.charts._frame import SIZES, Frame, SizeName
from postmortem.charts._glyphs import font_name
from postmortem.charts._save import save
from postmortem.charts._theme import THEMES, ThemeName
from postmortem.charts.recovery import NEGATIVE, RECOVERY, VOLUME

CHARTS: tuple[Chart, ...] = (RECOVERY, NEGATIVE, VOLUME)
"""Every chart of a report, in reading order."""

__all__ = [
    "CHARTS",
    "SIZES",
    "THEMES",
    "Chart",
    "Frame",
    "Row",
    "SizeName",
    "ThemeName",
    "font_name",
    "save",
]
