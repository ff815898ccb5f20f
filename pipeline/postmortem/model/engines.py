"""How a sentiment engine is named, wherever one is named: the config, the command line, the score.

An engine of its own name is whole (`vader`); another kind needs a place (`lexicon:PATH`).
"""

from __future__ import annotations

from typing import Literal, get_args

EngineKind = Literal["vader", "vader+emoji", "external", "lexicon", "onnx"]
"""What an engine's name begins with."""
PLACES: dict[EngineKind, str] = {"lexicon": "PATH", "onnx": "DIR"}
"""What follows the colon, for the kinds that need it."""


def engine_forms() -> str:
    """Return the names an engine may have, in words.

    >>> engine_forms()
    'vader, vader+emoji, external, lexicon:PATH or onnx:DIR'
    """
    kinds: tuple[EngineKind, ...] = get_args(EngineKind)
    forms = [f"{kind}:{PLACES[kind]}" if kind in PLACES else kind for kind in kinds]
    return f"{', '.join(forms[:-1])} or {forms[-1]}"


def parse_engine(name: str) -> tuple[EngineKind, str]:
    """Return the kind of an engine and its place; ValueError lists the forms a name may have.

    >>> parse_engine("lexicon:words.txt"), parse_engine("vader")
    (('lexicon', 'words.txt'), ('vader', ''))
    """
    word, colon, place = name.partition(":")
    kinds: tuple[EngineKind, ...] = get_args(EngineKind)
    for kind in kinds:
        if word == kind and bool(place) == (kind in PLACES) and (place or not colon):
            return kind, place
    raise ValueError(f"{name!r} is not an engine; use {engine_forms()}")
