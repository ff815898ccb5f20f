"""Every export we can read: one module, one format."""

from postmortem.sources.export import Export
from postmortem.sources.options import Options
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition
from postmortem.sources.registry import exports, source_for, sources
from postmortem.sources.source import Source

__all__ = [
    "Export",
    "Options",
    "Peek",
    "Recognition",
    "Source",
    "exports",
    "peek_at",
    "source_for",
    "sources",
]
