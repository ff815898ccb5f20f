"""Languages and scores of columns of texts: for the store, and for exports while they are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from postmortem.score import (
    BEYOND_LATIN,
    Decision,
    Gate,
    LexicalEngine,
    TextColumn,
    Verdicts,
    can_read,
    canonical,
    score_decided,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from postmortem.score import Engine


@dataclass(frozen=True)
class TextScorer:
    """Scores the texts of exports while they are read."""

    _engine: Engine
    languages: tuple[str, ...]
    settles_doubts: bool

    @property
    def engine(self) -> str:
        """The engine's id."""
        return self._engine.id

    @cached_property
    def _gate(self) -> Gate:
        return Gate(self.languages)

    def __call__(self, texts: pl.DataFrame) -> pl.DataFrame:
        """Return lang, lang_by, compound, hits, reason and is_scored of each row (text, tag)."""
        verdicts = decide(texts, self._gate)
        everything = np.ones(len(texts), np.bool_)
        which = everything if self.settles_doubts else verdicts.where(is_certain)
        return languages_of(verdicts).hstack(
            score_columns(texts["text"], verdicts, self._engine, which)
        )


def text_scorer(
    engine: Engine, languages: tuple[str, ...], *, last_chance: bool
) -> TextScorer | None:
    """Return what scores texts while they are read.

    None where that can wait until they are in the store, and takes so long that a load should not
    wait for it. `last_chance`: they will not be kept.
    """
    if last_chance or isinstance(engine, LexicalEngine):
        return TextScorer(engine, languages, settles_doubts=last_chance)
    return None


def is_certain(decision: Decision) -> bool:
    """Whether something told the language."""
    return decision.by is not None


def decide(texts: pl.DataFrame, gate: Gate) -> Verdicts:
    """Return what each row (text, tag) tells; most tell it by their tag, whatever their words."""
    tags = texts["tag"].unique().drop_nulls().sort().to_list()
    languages = [canonical(tag) for tag in tags]
    kinds = tuple(Decision(language or "", "export") for language in languages)
    places = range(len(tags))
    of_tag = texts["tag"].replace_strict(tags, places, default=None, return_dtype=pl.Int64)
    is_language = pl.Series([bool(language) for language in languages], dtype=pl.Boolean).gather(
        of_tag
    )
    is_told = is_language.fill_null(value=False) & ~texts["text"].str.contains(BEYOND_LATIN)
    closer = texts.filter(~is_told)
    by_words = gate.verdicts(closer["text"].to_list(), closer["tag"].to_list())
    by_tag = Verdicts(kinds, of_tag.fill_null(0).to_numpy().astype(np.intp))
    return by_tag.putting(by_words, ~is_told.to_numpy())


def languages_of(verdicts: Verdicts) -> pl.DataFrame:
    """Return lang and lang_by of each text."""
    columns = []
    for place, name in enumerate(("lang", "lang_by")):
        words = pl.Series([kind[place] for kind in verdicts.kinds], dtype=pl.String)
        columns.append(words.gather(pl.Series(verdicts.codes, dtype=pl.UInt32)).alias(name))
    return pl.DataFrame(columns)


def score_columns(
    texts: pl.Series, verdicts: Verdicts, engine: Engine, which: NDArray[np.bool_]
) -> pl.DataFrame:
    """Return compound, hits, reason and is_scored of each text: true of those at `which`."""
    compound = np.full(len(texts), np.nan)
    hits = np.zeros(len(texts), np.int32)
    why = np.zeros(len(texts), np.int64)
    whys: list[str | None] = [None]
    readable = can_read(engine, verdicts)
    # Apart, so that an engine gets whole columns: to pick texts out of one would make strings.
    for part in (which & readable, which & ~readable):
        if part.any():
            column = _column(texts.filter(pl.Series(part)))
            assessment = score_decided(column, verdicts.at(part), engine=engine)
            compound[part], hits[part] = assessment.compound, assessment.hits
            why[part] = assessment.why + len(whys)
            whys += assessment.whys
    return pl.DataFrame(
        [
            pl.Series("compound", compound).fill_nan(None),
            pl.Series("hits", hits),
            pl.Series("reason", whys, dtype=pl.String).gather(pl.Series(why, dtype=pl.UInt32)),
            pl.Series("is_scored", which),
        ]
    )


def _column(texts: pl.Series) -> TextColumn:
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(texts.str.len_bytes().to_numpy(), out=offsets[1:])
    return TextColumn(texts.str.join("").cast(pl.Binary).item(), offsets)
