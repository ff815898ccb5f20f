"""From the name a config gives to the engine that scores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from postmortem.errors import UsageError
from postmortem.score.external import External
from postmortem.score.languages import canonical
from postmortem.score.lexical import LexicalEngine
from postmortem.score.masking import MaskingEngine, Terms
from postmortem.score.vader import READS, installed_version, vader_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postmortem.score._engine import Engine

_HERE = Path()


def engine(
    name: str,
    *,
    languages: Iterable[str] = ("en",),
    ignore_terms: Iterable[str] = (),
    folder: Path = _HERE,
) -> Engine:
    """Return the engine called `name`, which does not see `ignore_terms`.

    It scores those of `languages` that it can read. Paths in `name` are relative to `folder`.
    Raises UsageError for an unknown name, and for an engine that can read none of `languages`.
    """
    if name == "external":
        return External()
    wanted = frozenset(filter(None, map(canonical, languages)))
    chosen = _engine(name, wanted, folder)
    terms = Terms(ignore_terms)
    return MaskingEngine(chosen, terms) if terms.terms else chosen


def _engine(name: str, wanted: frozenset[str], folder: Path) -> Engine:
    match name.partition(":"):
        case ("vader", "", _):
            readable = _readable(name, wanted, READS)
            return LexicalEngine("vader", installed_version(), vader_rules(), readable)
        case _:
            raise UsageError(f"{name}: no such engine.")


def _readable(name: str, wanted: frozenset[str], reads: frozenset[str]) -> frozenset[str]:
    """Return the languages both wanted and read; refuse when there are none."""
    if not wanted & reads:
        raise UsageError(
            f"sentiment.engine = {name!r} reads {', '.join(sorted(reads))}, "
            f"but sentiment.languages = {sorted(wanted)}: nothing would be scored. "
            "Bring a word list with lexicon:PATH, or a model with onnx:DIR."
        )
    return wanted & reads
