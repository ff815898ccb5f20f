"""Results in, figures out. The only room that knows matplotlib, and only its object API."""

from matplotlib.figure import Figure

from postmortem.charts.drawings.before_after import BEFORE_AFTER
from postmortem.charts.drawings.compare import (
    COMPARE_NAME,
    compare_alt,
    compare_reason,
    compare_table,
    draw_compare,
)
from postmortem.charts.drawings.composition import COMPOSITION
from postmortem.charts.drawings.coverage import COVERAGE
from postmortem.charts.drawings.engagement import ENGAGEMENT
from postmortem.charts.drawings.platforms import PLATFORMS
from postmortem.charts.drawings.recovery import NEGATIVE, RECOVERY, VOLUME
from postmortem.charts.drawings.response import RESPONSE
from postmortem.charts.drawings.rhythm import RHYTHM
from postmortem.charts.drawings.shares import SHARES
from postmortem.charts.drawings.terms import TERMS
from postmortem.charts.paper.frame import SIZES, Frame, SizeName
from postmortem.charts.paper.glyphs import font_name
from postmortem.charts.paper.save import save
from postmortem.charts.paper.theme import THEMES, ThemeName, role_colours
from postmortem.charts.parts.chart import Chart, Row

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
    "role_colours",
    "save",
]
