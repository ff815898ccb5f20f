"""A finished report: what was measured, on what, by what, and what a person added."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.model.detail import Rhythm, SourceDay, Term
    from postmortem.model.incident import Incident
    from postmortem.model.results import Caveat, Measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One line of the conduct scorecard: what was seen, and the words that show it."""

    mark: str
    finding: str
    value: float | None = None
    unit: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUsed:
    """An export that fed the measurement."""

    name: str
    sha256: str
    source: str
    posts: int
    rows: int | None = None
    rejected: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusions:
    """A span left out of the baseline because another incident had begun, and its posts."""

    incident: str
    starts_at: datetime
    ends_at: datetime
    posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DataUsed:
    """What was measured on. `coverage` = scored ÷ audience."""

    posts: int
    audience: int
    own: int
    scored: int
    unscored: int
    coverage: float | None
    lexicon_hit_share: float | None
    authors: int | None
    """Accounts of the audience; `None` where the exports name none."""
    starts_at: datetime | None
    ends_at: datetime | None
    scored_authors: int | None = None
    """Those of them that wrote what is scored."""
    files: tuple[FileUsed, ...] = ()
    platforms: dict[str, int] = field(default_factory=dict)
    unscored_reasons: dict[str, int] = field(default_factory=dict)
    set_aside: dict[str, int] = field(default_factory=dict)
    """Audience posts kept out of the mood: reposts and near-copies of own posts."""
    days: tuple[SourceDay, ...] = ()
    excluded: tuple[Exclusions, ...] = ()
    """What earlier incidents take out of the baseline, earliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """What made the report: enough to trace a pasted chart."""

    version: str
    engine: str
    lexicon_sha256: str
    settings: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The one source of every rendering; `render.records` writes it as `summary.json`."""

    tool: Tool
    incident: Incident
    timezone: str
    brand: str
    data: DataUsed
    measures: Measures
    conduct: dict[str, tuple[Mark, ...]]
    warnings: tuple[Caveat, ...]
    notes: str | None = None
    """Markdown a person wrote in incidents/NAME.notes.md."""
    quotes: tuple[str, ...] = ()
    command: str = ""
    rhythm: Rhythm | None = None
    terms: tuple[Term, ...] = ()
