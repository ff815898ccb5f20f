"""From the name a config gives to the engine that scores."""

from __future__ import annotations

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


def engine(
    name: str, *, languages: Iterable[str] = ("en",), ignore_terms: Iterable[str] = ()
) -> Engine:
    """Return the engine called `name`, which does not see `ignore_terms`.

    `languages` are those of the brand's posts that are to be scored. Raises UsageError for an
    unknown name, and for an engine that can read none of `languages`.
    """
    wanted = frozenset(filter(None, map(canonical, languages)))
    chosen = _engine(name)
    if chosen.languages is None:
        return chosen
    if not chosen.languages & wanted:
        raise UsageError(
            f"sentiment.engine = {name!r} reads {', '.join(sorted(chosen.languages))}, "
            f"but sentiment.languages = {sorted(wanted)}: nothing would be scored. "
            "Bring a word list with lexicon:PATH, or a model with onnx:DIR."
        )
    terms = Terms(ignore_terms)
    return MaskingEngine(chosen, terms) if terms.terms else chosen


def _engine(name: str) -> Engine:
    match name.partition(":"):
        case ("vader", "", _):
            return LexicalEngine("vader", installed_version(), vader_rules(), READS)
        case ("external", "", _):
            return External()
        case _:
            raise UsageError(f"{name}: no such engine.")
