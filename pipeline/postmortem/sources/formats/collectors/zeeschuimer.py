"""What the exports of the browser extension Zeeschuimer have in common, whatever the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Reject
from postmortem.sources.objects.documents import objects
from postmortem.sources.recognition import Recognition, has_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_WRAPPER = ("item_id", "timestamp_collected", "source_platform", "data")


def from_site(peek: Peek, sites: tuple[str, ...], *paths: str) -> Recognition:
    """Recognise by the wrapper, the site it names, and `paths` below `data`."""
    fit = has_paths(peek, *_WRAPPER, *(f"data.{path}" for path in paths))
    if fit.matches and peek.facts.get("source_platform") not in sites:
        return Recognition(fit.matches, (*fit.missing, f"source_platform of {' or '.join(sites)}"))
    return fit


def items(export: Export, options: Options) -> Iterator[tuple[int, Any] | Reject]:
    """Yield what the site sent, line by line, without the wrapper."""
    for line in objects(export, options):
        if isinstance(line, Reject):
            yield line
        elif isinstance(line[1].get("data"), dict):
            yield line[0], line[1]["data"]
        else:
            yield Reject(line[0], "no item of Zeeschuimer: it has no data", str(line[1])[:1000])
