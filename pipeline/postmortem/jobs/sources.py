"""The exports that can be read, a page each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem import sources
from postmortem.errors import UsageError

if TYPE_CHECKING:
    from postmortem.sources import Source


def source_pages(name: str | None = None) -> list[dict[str, str]]:
    """Return the page of each source, or of the one called `name`; UsageError without it."""
    every = sources.sources()
    pages = [_page(source) for source in every if name in (None, source.name)]
    if not pages:
        names = ", ".join(source.name for source in every)
        raise UsageError(f"{name}: no such source. There are: {names}.")
    return pages


def _page(source: Source) -> dict[str, str]:
    return {
        "name": source.name,
        "platform": source.platform,
        "evidence": source.evidence,
        "get_it": source.get_it,
        "holds": source.holds,
        "lacks": source.lacks,
        "seen": source.versions,
    }
