"""Results in, figures out. The only room that knows matplotlib, and only its object API."""

from matplotlib.figure import Figure

from postmortem.charts._chart import Chart, Row
from postmortem.charts._frame import SIZES, Frame, SizeName
from postmortem.charts._glyphs import font_name
from postmortem.charts._save import save
from postmortem.charts._theme import THEMES, ThemeName
from postmortem.charts.before_after import BEFORE_AFTER
from postmortem.charts.compare import (
    COMPARE_NAME,
    compare_alt,
    compare_reason,
    compare_table,
    draw_compare,
)
from postmortem.charts.composition import COMPOSITION
from postmortem.charts.coverage import COVERAGE
from postmortem.charts.engagement import ENGAGEMENT
from postmortem.charts.platforms import PLATFORMS
from postmortem.charts.recovery import NEGATIVE, RECOVERY, VOLUME
from postmortem.charts.response import RESPONSE
from postmortem.charts.rhythm import RHYTHM
from postmortem.charts.shares import SHARES
from postmortem.charts.terms import TERMS

CHARTS: tuple[Chart, ...] = (
    RECOVERY,
    BEFORE_AFTER,
    SHARES,
    RESPONSE,
    ENGAGEMENT,
    PLATFORMS,
    COVERAGE,
    RHYTHM,
    COMPOSITION,
    NEGATIVE,
    VOLUME,
    TERMS,
)
"""Every chart of a report, in reading order."""

__all__ = [
    "CHARTS",
    "COMPARE_NAME",
    "SIZES",
    "THEMES",
    "Chart",
    "Figure",
    "Frame",
    "Row",
    "SizeName",
    "ThemeName",
    "compare_alt",
    "compare_reason",
    "compare_table",
    "draw_compare",
    "font_name",
    "save",
]
