"""What a person says about an export."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person says about an export that the export does not say itself."""

    tz: str | None = None
    """Zone of times without one, when the source proves none."""
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our field → their column, for tables."""
