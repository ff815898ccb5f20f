"""The words every room shares: posts, incidents, results. Imports nothing of ours."""

from postmortem.model.detail import EngagementKind, ResponseView, Rhythm, ShareBin, SourceDay, Term
from postmortem.model.estimate import LEVEL, Estimate, Point, Trough
from postmortem.model.incident import Event, EventKind, Incident, Precision
from postmortem.model.metrics import METRIC_NAMES, MetricName
from postmortem.model.platforms import OTHER_NAMES, PLATFORMS, platform_called
from postmortem.model.posts import REFERENCED, Kind, Note, Post, Posts, Record, Reject, Total
from postmortem.model.privacy import STORE_TEXT, StoreText
from postmortem.model.report import DataUsed, Exclusions, FileUsed, Mark, Report, Tool
from postmortem.model.results import (
    ApologyEffect,
    Caveat,
    Composition,
    Control,
    Engagement,
    Group,
    Measures,
    Recovery,
    RecoveryTime,
    Relapse,
    Sensitivity,
    Status,
    WindowSummary,
)

__all__ = [
    "LEVEL",
    "METRIC_NAMES",
    "OTHER_NAMES",
    "PLATFORMS",
    "REFERENCED",
    "STORE_TEXT",
    "ApologyEffect",
    "Caveat",
    "Composition",
    "Control",
    "DataUsed",
    "Engagement",
    "EngagementKind",
    "Estimate",
    "Event",
    "EventKind",
    "Exclusions",
    "FileUsed",
    "Group",
    "Incident",
    "Kind",
    "Mark",
    "Measures",
    "MetricName",
    "Note",
    "Point",
    "Post",
    "Posts",
    "Precision",
    "Record",
    "Recovery",
    "RecoveryTime",
    "Reject",
    "Relapse",
    "Report",
    "ResponseView",
    "Rhythm",
    "Sensitivity",
    "ShareBin",
    "SourceDay",
    "Status",
    "StoreText",
    "Term",
    "Tool",
    "Total",
    "Trough",
    "WindowSummary",
    "platform_called",
]
