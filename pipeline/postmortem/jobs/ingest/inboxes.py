"""The inboxes of the config: which files lie in which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.jobs.ingest.paths import matches, real

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from postmortem.config import Config, DataSet


@dataclass(frozen=True, slots=True)
class Inbox:
    """A `[[data]]` and what its patterns match, sorted."""

    of: DataSet
    paths: tuple[Path, ...]
    real: frozenset[Path]
    """Where links lead to from `paths`; what lies in a folder of these lies in the inbox."""


def inboxes(config: Config) -> tuple[Inbox, ...]:
    """Return the inbox of every `[[data]]`, in the config's order."""
    boxes = []
    for data in config.data:
        paths = {path for each in data.inbox for path in matches(str(config.root / each))}
        boxes.append(Inbox(data, tuple(sorted(paths)), frozenset(map(real, paths))))
    return tuple(boxes)


def empty_inboxes(words: Iterable[str | Path], config: Config) -> list[str]:
    """Return the sets whose inbox was asked for, without a word, and matches nothing."""
    if list(words):
        return []
    return [box.of.set for box in inboxes(config) if box.of.inbox and not box.paths]
