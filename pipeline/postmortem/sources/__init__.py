"""Every export we can read: one module, one format."""

from postmortem.sources.behaviour.overview import with_overview
from postmortem.sources.export import Export
from postmortem.sources.options import Options
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.proposal import column_block, propose_columns
from postmortem.sources.recognition import Recognition
from postmortem.sources.registry import exports, source_for, sources
from postmortem.sources.source import Source

__all__ = [
    "Export",
    "Options",
    "Peek",
    "Recognition",
    "Source",
    "column_block",
    "exports",
    "peek_at",
    "propose_columns",
    "source_for",
    "sources",
    "with_overview",
]
