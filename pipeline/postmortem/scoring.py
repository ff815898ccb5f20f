"""Scores to the texts of a store: each distinct text once an engine, in the language it is in.

Which language a text is in must not depend on the order in which exports came. What its tag, its
script or its words tell never changes; what its account or its set tell is asked again in each run,
of all that the store then holds.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from postmortem.score import (
    AUTHOR_SHARE,
    AUTHOR_TEXTS,
    SET_SHARE,
    SET_TEXTS,
    Decision,
    Gate,
    Hint,
    assess,
    engine,
    in_company,
    score_decided,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postmortem.config import Config
    from postmortem.score import Assessment, Engine
    from postmortem.store import Store

_ROWS_AT_A_TIME = 250_000
"""Texts in memory at once: about 100 MB."""
_LANGUAGES = {"text_hash": pl.String, "lang": pl.String, "lang_by": pl.String}


def engine_for(config: Config) -> Engine:
    """Return the engine that `config` names. UsageError when there is none, or it reads nothing."""
    return engine(
        config.sentiment.engine,
        languages=config.sentiment.languages,
        ignore_terms=config.brand.ignore_terms,
        folder=config.root,
    )


def score_store(store: Store, config: Config) -> dict[str, object]:
    """Score what is not scored yet, and return the tally of this run.

    `texts` were given a score, `unscored` could not be, for `reasons`; distinct texts all. Killed
    half-way, the next run goes on.
    """
    chosen = engine_for(config)
    tally: Counter[str] = Counter()
    if chosen.languages is not None:
        gate = Gate(config.sentiment.languages)
        readable = sorted(chosen.languages)
        store.run("forget_scores", engine=chosen.id, languages=readable)
        if _score_told(store, chosen, gate, tally) and _settle_doubts(store, gate):
            store.run("forget_scores", engine=chosen.id, languages=readable)
            _score_rest(store, chosen, tally)
        unkept = store.run("unkept_texts", engine=chosen.id)
        tally.update({"text-not-kept": unkept} if unkept else {})
    scored = tally.pop("", 0)
    return {
        "engine": chosen.id,
        "texts": scored,
        "unscored": tally.total(),
        "reasons": dict(sorted(tally.items())),
        "notes": list(chosen.notes),
    }


def text_scorer(config: Config) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Return what scores texts that will not be kept, while they are still there.

    It takes text_hash, text and lang (the export's tag) and returns the rows of `score`.
    """
    chosen = engine_for(config)
    gate = Gate(config.sentiment.languages)

    def score(texts: pl.DataFrame) -> pl.DataFrame:
        hints = [Hint(tag=tag) for tag in texts["lang"].to_list()]
        found = assess(texts["text"].to_list(), hints, engine=chosen, gate=gate)
        return _score_rows(texts["text_hash"], chosen, found)

    return score


def _score_told(store: Store, chosen: Engine, gate: Gate, tally: Counter[str]) -> bool:
    """Decide undecided texts, score those not in doubt; return whether there were any."""
    found = False
    for texts in _unscored(store, chosen):
        found = True
        decisions = _decided(texts, gate)
        new = texts["lang"].is_null().to_numpy()
        _write_languages(store, texts["text_hash"], decisions, np.flatnonzero(new))
        told = np.array([decision.by is not None for decision in decisions])
        _score_some(store, chosen, texts, decisions, np.flatnonzero(told), tally)
    return found


def _decided(texts: pl.DataFrame, gate: Gate) -> list[Decision]:
    """Return the decisions of `texts`: those the store has, and those it lacks."""
    lacks = texts["lang"].is_null()
    fresh = texts.filter(lacks)
    decisions = iter(gate.alone(fresh["text"].to_list(), fresh["tag"].to_list()))
    if lacks.all():
        return list(decisions)
    had = zip(texts["lang"].to_list(), texts["lang_by"].to_list(), strict=True)
    return [next(decisions) if lang is None else Decision(lang, by) for lang, by in had]


def _settle_doubts(store: Store, gate: Gate) -> bool:
    """Ask accounts and sets, as they are now, about the texts whose own words do not tell.

    Returns whether there are such texts.
    """
    doubtful = store.rows(
        "doubtful_texts",
        author_texts=AUTHOR_TEXTS,
        author_share=AUTHOR_SHARE,
        set_texts=SET_TEXTS,
        set_share=SET_SHARE,
    )
    if doubtful.is_empty():
        return False
    texts = doubtful["text"].to_list()
    alone = gate.alone(texts, [None] * len(texts))
    usual = zip(doubtful["author_lang"].to_list(), doubtful["set_lang"].to_list(), strict=True)
    decisions = [
        in_company(text, doubt, *languages)
        for text, doubt, languages in zip(texts, alone, usual, strict=True)
    ]
    before = zip(doubtful["lang"].to_list(), doubtful["lang_by"].to_list(), strict=True)
    changed = [old != new for old, new in zip(before, decisions, strict=True)]
    _write_languages(store, doubtful["text_hash"], decisions, np.flatnonzero(changed))
    return True


def _score_rest(store: Store, chosen: Engine, tally: Counter[str]) -> None:
    """Score the texts that were in doubt, in the language they were settled to be in."""
    for texts in _unscored(store, chosen):
        had = zip(texts["lang"].to_list(), texts["lang_by"].to_list(), strict=True)
        decisions = [Decision(lang, by) for lang, by in had]
        _score_some(store, chosen, texts, decisions, np.arange(len(texts)), tally)


def _unscored(store: Store, chosen: Engine) -> Iterator[pl.DataFrame]:
    """Yield what is to be done, in parts."""
    rows = store.rows("text_rows")["rows"][0]
    for first in range(0, rows, _ROWS_AT_A_TIME):
        texts = store.rows(
            "unscored_texts", engine=chosen.id, first=first, until=first + _ROWS_AT_A_TIME
        )
        if len(texts):
            yield texts


def _write_languages(
    store: Store, hashes: pl.Series, decisions: list[Decision], which: np.ndarray
) -> None:
    if not len(which):
        return
    rows = [decisions[place] for place in which.tolist()]
    lang, lang_by = zip(*rows, strict=True)
    columns = {"text_hash": hashes.gather(which), "lang": lang, "lang_by": lang_by}
    store.run("stage_languages")
    store.write("stage_language", pl.DataFrame(columns, schema=_LANGUAGES))
    store.run("languages")


def _score_some(
    store: Store,
    chosen: Engine,
    texts: pl.DataFrame,
    decisions: list[Decision],
    which: np.ndarray,
    tally: Counter[str],
) -> None:
    """Score the texts at `which` that this engine has not scored."""
    which = which[~texts["scored"].to_numpy()[which]]
    words = texts["text"].gather(which).to_list()
    found = score_decided(words, [decisions[at] for at in which.tolist()], engine=chosen)
    store.write("score", _score_rows(texts["text_hash"].gather(which), chosen, found))
    tally.update(reason or "" for reason in found.reasons)


def _score_rows(hashes: pl.Series, chosen: Engine, found: Assessment) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "text_hash": hashes,
            "engine": pl.repeat(chosen.id, len(hashes), eager=True),
            "compound": pl.Series(found.compound).fill_nan(None),
            "hits": found.hits,
            "reason": pl.Series(found.reasons, dtype=pl.String),
        }
    )
