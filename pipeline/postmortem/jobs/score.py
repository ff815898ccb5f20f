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
    BEYOND_LATIN,
    SET_SHARE,
    SET_TEXTS,
    Decision,
    Gate,
    Hint,
    TextColumn,
    Verdicts,
    assess,
    can_read,
    canonical,
    in_company,
    score_decided,
)
from postmortem.score import engine as make_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postmortem.config import Config
    from postmortem.jobs.project import Project
    from postmortem.score import Assessment, Engine
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


def score(project: Project) -> dict[str, object]:
    """Score what the project's store holds unscored, and return the tally of `score_store`."""
    with project.open_store(write=True) as store:
        return score_store(store, project.config)


def score_store(store: Store, config: Config) -> dict[str, object]:
    """Score what is not scored yet, and return the tally of this run.

    `texts` were given a score, `unscored` could not be, for `reasons`; distinct texts all. Killed
    half-way, the next run goes on.
    """
    engine = engine_for(config)
    tally: Counter[str] = Counter()
    if engine.languages is not None:
        gate = Gate(config.sentiment.languages)
        readable = sorted(engine.languages)
        store.run("forget_scores", engine=engine.id, languages=readable)
        if _score_certain(store, engine, gate, tally) and _settle_doubts(store, gate):
            store.run("forget_scores", engine=engine.id, languages=readable)
            _score_rest(store, engine, tally)
        if store.store_text == "hash":
            without_text = store.run("unkept_texts", engine=engine.id)
            tally.update({"text-not-kept": without_text} if without_text else {})
    n_scored = tally.pop("", 0)
    return {
        "engine": engine.id,
        "texts": n_scored,
        "unscored": tally.total(),
        "reasons": dict(sorted(tally.items())),
        "notes": list(engine.notes),
    }


def text_scorer(config: Config) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Return what scores texts that will not be kept, while they are still there.

    It takes text_hash, text and lang (the export's tag) and returns the rows of `score`.
    """
    engine = engine_for(config)
    gate = Gate(config.sentiment.languages)

    def score(texts: pl.DataFrame) -> pl.DataFrame:
        hints = [Hint(tag=tag) for tag in texts["lang"].to_list()]
        assessment = assess(texts["text"].to_list(), hints, engine=engine, gate=gate)
        return _score_rows(texts["text_hash"], engine, assessment)

    return score


def _score_certain(store: Store, engine: Engine, gate: Gate, tally: Counter[str]) -> bool:
    """Decide undecided texts, score those not in doubt; return whether there were any."""
    any_texts = False
    for texts in _unscored_texts(store, engine):
        any_texts = True
        new = texts["lang"].is_null().to_numpy()
        verdicts = _stored_verdicts(texts).putting(_decide(texts.filter(new), gate), new)
        _write_languages(store, texts["place"].filter(new), verdicts.at(new))
        certain = verdicts.where(lambda decision: decision.by is not None)
        _score_some(store, engine, texts.filter(certain), verdicts.at(certain), tally)
    return any_texts


def _stored_verdicts(texts: pl.DataFrame) -> Verdicts:
    """Return the decisions that the store has; where it has none, anything."""
    if texts["lang"].is_null().all():
        return Verdicts((), np.zeros(len(texts), np.intp))
    had = zip(texts["lang"].to_list(), texts["lang_by"].to_list(), strict=True)
    return Verdicts.of([Decision(*pair) for pair in had])


def _decide(texts: pl.DataFrame, gate: Gate) -> Verdicts:
    """Return what each text tells; most tell it by their tag, and need no look at their words."""
    tags = texts["tag"].unique().drop_nulls().sort().to_list()
    languages = [canonical(tag) for tag in tags]
    kinds = tuple(Decision(language or "", "export") for language in languages)
    places = range(len(tags))
    of_tag = texts["tag"].replace_strict(tags, places, default=None, return_dtype=pl.Int64)
    is_language = pl.Series([bool(language) for language in languages], dtype=pl.Boolean).gather(
        of_tag
    )
    is_certain = is_language.fill_null(value=False) & ~texts["text"].str.contains(BEYOND_LATIN)
    closer = texts.filter(~is_certain)
    by_words = gate.verdicts(closer["text"].to_list(), closer["tag"].to_list())
    by_tag = Verdicts(kinds, of_tag.fill_null(0).to_numpy().astype(np.intp))
    return by_tag.putting(by_words, ~is_certain.to_numpy())


def _settle_doubts(store: Store, gate: Gate) -> bool:
    """Ask accounts and sets, as they are now, about the texts whose own words do not tell.

    Returns whether there are such texts.
    """
    if not store.rows("doubtful_count")["texts"][0]:
        return False
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
    is_new = np.array([old != new for old, new in zip(before, decisions, strict=True)])
    _write_languages(store, doubtful["place"].filter(is_new), Verdicts.of(decisions).at(is_new))
    return True


def _score_rest(store: Store, engine: Engine, tally: Counter[str]) -> None:
    """Score the texts that were in doubt, in the language they were settled to be in."""
    for texts in _unscored_texts(store, engine):
        _score_some(store, engine, texts, _stored_verdicts(texts), tally)


def _unscored_texts(store: Store, engine: Engine) -> Iterator[pl.DataFrame]:
    """Yield what is to be done, in parts."""
    rows = store.rows("text_rows")["rows"][0]
    tags = store.rows("post_tags")["tag"]
    only = tags[0] if len(tags) == 1 else None
    for first in range(0, rows, _ROWS_AT_A_TIME):
        until = first + _ROWS_AT_A_TIME
        part = store.rows(
            "unscored_texts", engine=engine.id, first=first, until=until, only_tag=only
        )
        if len(part):
            yield part


def _write_languages(store: Store, places: pl.Series, verdicts: Verdicts) -> None:
    if not len(places):
        return
    lang, lang_by = ([kind[field] for kind in verdicts.kinds] for field in (0, 1))
    columns = {"place": places, "kind": verdicts.codes.astype(np.int32)}
    store.run("stage_languages")
    store.write("stage_language", pl.DataFrame(columns))
    store.run("languages", lang=lang, lang_by=lang_by)


def _score_some(
    store: Store, engine: Engine, texts: pl.DataFrame, verdicts: Verdicts, tally: Counter[str]
) -> None:
    """Score the texts that this engine has not scored."""
    readable = can_read(engine, verdicts)
    new = ~texts["scored"].to_numpy()
    # Apart, so that an engine gets whole columns: to pick texts out of one would make strings.
    for which in (new & readable, new & ~readable):
        if not which.any():
            continue
        part = texts.filter(which)
        assessment = score_decided(_column(part["text"]), verdicts.at(which), engine=engine)
        store.write("score", _score_rows(part["text_hash"], engine, assessment))
        for why, count in enumerate(np.bincount(assessment.why).tolist()):
            if count:
                tally[assessment.whys[why] or ""] += count


def _column(texts: pl.Series) -> TextColumn:
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(texts.str.len_bytes().to_numpy(), out=offsets[1:])
    return TextColumn(texts.str.join("").cast(pl.Binary).item(), offsets)


def _score_rows(hashes: pl.Series, engine: Engine, assessment: Assessment) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "text_hash": hashes,
            "engine": pl.repeat(engine.id, len(hashes), eager=True),
            "compound": pl.Series(assessment.compound).fill_nan(None),
            "hits": assessment.hits,
            "reason": pl.Series(assessment.whys, dtype=pl.String).gather(assessment.why),
        }
    )
