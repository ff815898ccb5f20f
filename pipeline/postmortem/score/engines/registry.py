"""From the name a config gives to the engine that scores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from postmortem.errors import UsageError
from postmortem.model.engines import parse_engine
from postmortem.score.engines.emoji import rated_emoji, with_emoji
from postmortem.score.engines.external import External
from postmortem.score.engines.lexical import LexicalEngine
from postmortem.score.engines.masking import MaskingEngine, Terms
from postmortem.score.engines.onnx import OnnxEngine
from postmortem.score.engines.vader import READS, installed_version, vader_rules
from postmortem.score.engines.wordlist import (
    languages_without_negators,
    read_word_list,
    word_list_rules,
)
from postmortem.score.language.codes import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postmortem.score.engines.interface import Engine

_HERE = Path()
_RULES = "1"
"""Version of what we make of a word list. Its name is no part of the id, its content is."""


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
    canonical_languages = frozenset(filter(None, map(canonical, languages)))
    base = _engine(name, canonical_languages, folder)
    terms = Terms(ignore_terms)
    reads_texts = not isinstance(base, External)
    return MaskingEngine(base, terms) if terms.terms and reads_texts else base


def _engine(name: str, languages: frozenset[str], folder: Path) -> Engine:
    try:
        kind, place = parse_engine(name)
    except ValueError as error:
        raise UsageError(f"{error}.") from error
    match kind:
        case "vader":
            readable = _readable(name, languages, READS)
            return LexicalEngine("vader", installed_version(), vader_rules(), readable)
        case "vader+emoji":
            rules = with_emoji(vader_rules(), rated_emoji())
            readable = _readable(name, languages, READS)
            return LexicalEngine("vader+emoji", installed_version(), rules, readable)
        case "lexicon":
            return _word_list_engine(folder / place, _some(name, languages))
        case "onnx":
            return OnnxEngine(folder / place, _some(name, languages))
        case "external":
            return External()
    assert_never(kind)


def _word_list_engine(path: Path, languages: frozenset[str]) -> LexicalEngine:
    words = read_word_list(path)
    notes = list(words.notes)
    if others := languages_without_negators(languages):
        notes.append(f"no negators are known for {', '.join(others)}")
    rules = word_list_rules(words, languages)
    return LexicalEngine("lexicon", _RULES, rules, languages, notes=tuple(notes))


def _some(name: str, languages: frozenset[str]) -> frozenset[str]:
    if not languages:
        raise UsageError(
            f"sentiment.engine = {name!r} needs sentiment.languages: which does it read?"
        )
    return languages


def _readable(name: str, languages: frozenset[str], reads: frozenset[str]) -> frozenset[str]:
    """Return the languages both requested and read; refuse when there are none."""
    if not languages & reads:
        raise UsageError(
            f"sentiment.engine = {name!r} reads {', '.join(sorted(reads))}, "
            f"but sentiment.languages = {sorted(languages)}: nothing would be scored. "
            "Bring a word list with lexicon:PATH, or a model with onnx:DIR."
        )
    return languages & reads
