"""Scores to the texts of a store: each distinct text once an engine, in the language it is in.

Which language a text is in must not depend on the order in which exports came. What its tag, its
script or its words tell never changes; what its account or its set tell is asked again in each run,
of all that the store then holds.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from postmortem.jobs.texts import (
    TextScorer,
    decide,
    is_certain,
    score_columns,
    text_scorer,
)
from postmortem.score import (
    AUTHOR_SHARE,
    AUTHOR_TEXTS,
    SET_SHARE,
    SET_TEXTS,
    Decision,
    Gate,
    Verdicts,
    in_company,
)
from postmortem.score import engine as make_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.config import Config
    from postmortem.jobs.project import Project
    from postmortem.score import Engine
    from postmortem.store import Store

_ROWS_AT_A_TIME = 2 * 122_880
"""Texts in memory at once: about 100 MB. Whole row groups, which DuckDB writes only once."""


def engine_for(config: Config) -> Engine:
    """Return the engine that `config` names. UsageError when there is none, or it reads nothing."""
    return make_engine(
        config.sentiment.engine,
        languages=config.sentiment.languages,
        ignore_terms=config.brand.ignore_terms,
        folder=config.root,
    )


def scorer_for(config: Config, *, last_chance: bool = False) -> TextScorer | None:
    """Return what scores the texts of exports while they are read; None where it is done after.

    `last_chance`: they will not be kept.
    """
    engine = engine_for(config)
    if engine.languages is None:
        return TextScorer(engine, (), settles_doubts=True) if last_chance else None
    return text_scorer(engine, config.sentiment.languages, last_chance=last_chance)


def score(project: Project) -> dict[str, object]:
    """Score what the project's store holds unscored, and return the tally of `score_store`."""
    with project.open_store(write=True) as store:
        return score_store(store, project.config)


def score_store(store: Store, config: Config) -> dict[str, object]:
    """Score what is not scored yet, and return the tally of this run.

    `texts` were given a score, `unscored` could not be, for `reasons`; distinct texts all. Killed
    half-way, the next run goes on. What an earlier run has done is not looked at again.
    """
    engine = engine_for(config)
    tally: Counter[str] = Counter()
    if engine.languages is not None:
        languages = sorted({*engine.languages, "", *config.sentiment.languages})
        job = _Job(store, engine, Gate(config.sentiment.languages), tally, languages)
        job.run()
    n_scored = tally.pop("", 0)
    return {
        "engine": engine.id,
        "texts": n_scored,
        "unscored": tally.total(),
        "reasons": dict(sorted(tally.items())),
        "notes": list(engine.notes),
    }


def unscored_count(store: Store, engine: Engine) -> int:
    """Return how many texts `engine` has not looked at yet."""
    mark = store.mark(engine.id)
    first = json.loads(mark)["until"] if mark and not store.pending else 0
    count: int = store.rows("unscored_count", engine=engine.id, first=first)["texts"][0]
    return count


class _Job:
    """One run of one engine over what a store holds."""

    def __init__(
        self, store: Store, engine: Engine, gate: Gate, tally: Counter[str], languages: list[str]
    ) -> None:
        self._store = store
        self._engine = engine
        self._gate = gate
        self._tally = tally
        self._rows = int(store.rows("text_rows")["rows"][0])
        self._mark = {"until": self._rows, "load": store.newest_load, "languages": languages}
        before = json.loads(store.mark(engine.id) or "{}")
        self._is_done = before == self._mark and not store.pending
        same_languages = before.get("languages") == languages
        self._first = int(before["until"]) if same_languages else 0
        self._must_forget = not same_languages

    def run(self) -> None:
        """Decide undecided texts, score those not in doubt, ask about the others, score these."""
        if self._is_done:
            return
        store, engine = self._store, self._engine
        if self._must_forget:
            store.run("forget_scores", engine=engine.id, languages=sorted(engine.languages or ()))
        for texts in self._unscored_texts():
            self._score_certain(texts)
        _settle_doubts(store, self._gate)
        for texts in self._unscored_texts():
            verdicts = _stored_verdicts(texts)
            self._score_some(texts, verdicts, np.ones(len(texts), np.bool_))
        if store.store_text == "hash":
            without_text = store.run("unkept_texts", engine=engine.id)
            self._tally.update({"text-not-kept": without_text} if without_text else {})
        store.run("scored", engine=engine.id, mark=json.dumps(self._mark))

    def _unscored_texts(self) -> Iterator[pl.DataFrame]:
        """Yield what is to be done, in parts: what is new, and what is to be looked at again."""
        spans = [
            (first, first + _ROWS_AT_A_TIME, False)
            for first in range(self._first, self._rows, _ROWS_AT_A_TIME)
        ]
        if self._first and self._store.pending:
            spans.insert(0, (0, self._first, True))
        for first, until, pending in spans:
            part = self._store.rows(
                "unscored_texts", engine=self._engine.id, first=first, until=until, pending=pending
            )
            if len(part):
                yield part

    def _score_certain(self, texts: pl.DataFrame) -> None:
        new = texts["lang"].is_null().to_numpy()
        decisions = decide(texts.filter(pl.Series(new)), self._gate)
        verdicts = _stored_verdicts(texts).putting(decisions, new)
        _write_languages(self._store, texts["text_no"].filter(pl.Series(new)), verdicts.at(new))
        self._score_some(texts, verdicts, verdicts.where(is_certain))

    def _score_some(
        self,
        texts: pl.DataFrame,
        verdicts: Verdicts,
        which: np.ndarray[tuple[int], np.dtype[np.bool_]],
    ) -> None:
        """Score those of the texts at `which` that this engine has not scored."""
        which = which & ~texts["scored"].to_numpy()
        scores = score_columns(texts["text"], verdicts, self._engine, which).with_columns(
            texts["text_no"], pl.lit(self._engine.id).alias("engine")
        )
        scores = scores.filter("is_scored").drop("is_scored")
        self._store.write("score", scores)
        self._tally.update(scores["reason"].fill_null("").to_list())


def _stored_verdicts(texts: pl.DataFrame) -> Verdicts:
    """Return the decisions that the store has; where it has none, anything."""
    if texts["lang"].is_null().all():
        return Verdicts((), np.zeros(len(texts), np.intp))
    had = zip(texts["lang"].to_list(), texts["lang_by"].to_list(), strict=True)
    return Verdicts.of([Decision(*pair) for pair in had])


def _settle_doubts(store: Store, gate: Gate) -> None:
    """Ask accounts and sets, as they are now, about the texts whose own words do not tell."""
    if not store.rows("doubtful_count")["texts"][0]:
        return
    doubtful = store.rows(
        "doubtful_texts",
        author_texts=AUTHOR_TEXTS,
        author_share=AUTHOR_SHARE,
        set_texts=SET_TEXTS,
        set_share=SET_SHARE,
    )
    texts = doubtful["text"].to_list()
    alone = gate.alone(texts, [None] * len(texts))
    usual = zip(doubtful["author_lang"].to_list(), doubtful["set_lang"].to_list(), strict=True)
    decisions = [
        in_company(text, doubt, *languages)
        for text, doubt, languages in zip(texts, alone, usual, strict=True)
    ]
    before = zip(doubtful["lang"].to_list(), doubtful["lang_by"].to_list(), strict=True)
    is_new = np.array([old != new for old, new in zip(before, decisions, strict=True)], np.bool_)
    settled_texts = doubtful["text_no"].filter(pl.Series(is_new))
    _write_languages(store, settled_texts, Verdicts.of(decisions).at(is_new), anew=True)


def _write_languages(
    store: Store, text_nos: pl.Series, verdicts: Verdicts, *, anew: bool = False
) -> None:
    if not len(text_nos):
        return
    lang, lang_by = ([kind[field] for kind in verdicts.kinds] for field in (0, 1))
    store.run("stage_languages")
    store.write(
        "stage_language",
        pl.DataFrame({"text_no": text_nos, "kind": verdicts.codes.astype(np.int32)}),
    )
    if anew:
        store.run("languages_anew")
    store.run("languages", lang=lang, lang_by=lang_by)
