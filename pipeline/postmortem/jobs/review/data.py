"""What was measured on: counts, coverage, files, and what was set aside."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import polars as pl

from postmortem.jobs.review import details
from postmortem.jobs.review.file_notes import in_one_sentence
from postmortem.model import Caveat, DataUsed, FileUsed
from postmortem.model.warnings import WARNINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from postmortem.jobs.review.question import Question
    from postmortem.model.warnings import Code

_OF_NO_NUMBER = [code for code, kind in WARNINGS.items() if not kind.metrics]
_FROM_MEASURING: Code = "authors-unknown"
"""Measuring says it, about the posts that it was given."""

_SLICE = 1_000_000


def data_used(
    question: Question,
    everybody: pl.DataFrame,
    audience: pl.DataFrame,
    own: pl.DataFrame,
    loads: Sequence[int],
) -> DataUsed:
    """Return what was measured on: counts, coverage, days and files."""
    ledger = question.store.rows("store_loads", most=None)
    external = question.engine.startswith("external@")
    is_scored = audience["compound"].is_not_null()
    n_scored = int(is_scored.sum())
    with_words = int((is_scored & (audience["hits"] > 0)).sum())
    authors = audience["author"].drop_nulls().n_unique()
    scored_authors = audience["author"].filter(is_scored).drop_nulls().n_unique()
    firsts = [rows["posted_at"][0] for rows in (everybody, own) if len(rows)]
    lasts = [rows["posted_at"][-1] for rows in (everybody, own) if len(rows)]
    return DataUsed(
        posts=len(everybody) + len(own),
        audience=len(audience),
        own=len(own),
        scored=n_scored,
        unscored=len(audience) - n_scored,
        coverage=n_scored / len(audience) if len(audience) else None,
        lexicon_hit_share=None if external or not n_scored else with_words / n_scored,
        authors=authors or None,
        scored_authors=scored_authors or None,
        starts_at=instant(min(firsts)) if firsts else None,
        ends_at=instant(max(lasts)) if lasts else None,
        files=_files(ledger, loads),
        platforms=_counts(audience["platform"]),
        unscored_reasons=_counts(audience["reason"].filter(~is_scored)),
        days=details.source_days(_by_hour(everybody, ledger), question.config.zone),
        set_aside={
            "reposts_of_own": int(everybody["is_repost_of_own"].sum()),
            "copies_of_own": int(
                (everybody["is_copy_of_own"] & ~everybody["is_repost_of_own"]).sum()
            ),
        },
    )


def instant(moment: datetime) -> datetime:
    """Return an instant of the store, which keeps no zone, as one in UTC."""
    return moment.replace(tzinfo=UTC)


def _counts(column: pl.Series) -> dict[str, int]:
    """Count the values of a column, most first."""
    counts = column.drop_nulls().value_counts().rows()
    return dict(sorted(counts, key=lambda pair: (-pair[1], pair[0])))


def _files(ledger: pl.DataFrame, loads: Sequence[int]) -> tuple[FileUsed, ...]:
    """Return the exports whose posts may be among those asked for, by name."""
    ours = ledger.filter(pl.col("refused").is_null() & pl.col("load_id").is_in(loads))
    return tuple(
        FileUsed(
            name=load["name"],
            sha256=load["sha256"],
            source=load["source"],
            posts=load["rows"] - load["rejected"],
            rows=load["rows"],
            rejected=load["rejected"],
        )
        for load in ours.sort("name", "sha256").iter_rows(named=True)
    )


def _by_hour(rows: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """Count posts by source and hour, load by load."""
    hour = pl.col("posted_at").dt.truncate("1h").alias("hour")
    n_scored = pl.col("compound").is_not_null().sum().alias("scored")
    by_load = _group(rows, ("load_id", hour), (pl.len().alias("posts"), n_scored))
    by_source = by_load.join(
        ledger.cast({"load_id": pl.UInt32}), on="load_id", maintain_order="left"
    )
    return by_source.select("source", "hour", "posts", "scored")


def posts_per_day(rows: pl.DataFrame) -> list[tuple[date, int]]:
    """Count posts by day (UTC), in order of time."""
    day = pl.col("posted_at").dt.date().alias("day")
    return _group(rows, (day,), (pl.len().alias("posts"),)).rows()


def _group(
    rows: pl.DataFrame, keys: Sequence[str | pl.Expr], counts: Sequence[pl.Expr]
) -> pl.DataFrame:
    """Group slice by slice: grouping millions of rows at once takes as much memory again."""
    parts = [part.group_by(*keys).agg(*counts) for part in rows.iter_slices(_SLICE)]
    groups = pl.concat(parts) if parts else rows.group_by(*keys).agg(*counts)
    names = groups.columns[: len(keys)]
    return groups.group_by(names).agg(pl.all().sum()).sort(names)


def export_caveats(question: Question, loads: Sequence[int]) -> tuple[Caveat, ...]:
    """Return what the exports of `loads` say that bears on the numbers, each kind once."""
    rows = question.store.rows("load_warnings")
    silent = [*_OF_NO_NUMBER, _FROM_MEASURING]
    relevant = pl.col("load_id").is_in(loads) & ~pl.col("code").is_in(silent)
    ours = rows.filter(relevant)
    texts: dict[Code, list[tuple[str, str]]] = {}
    for name, code, text in ours.select("name", "code", "text").iter_rows():
        texts.setdefault(code, []).append((name, text))
    return tuple(Caveat(code, in_one_sentence(code, each)) for code, each in texts.items())


def capped_exports(question: Question, loads: Sequence[int]) -> tuple[str, ...]:
    """Return, in sentences, which exports of `loads` say themselves that they are not whole."""
    code: Code = "export-capped"
    rows = question.store.rows("load_warnings")
    ours = rows.filter(pl.col("load_id").is_in(loads) & (pl.col("code") == code))
    names = ours["name"].unique(maintain_order=True)
    return tuple(f"{name} says itself that it is not whole." for name in names)


_MASKED_NAMES = (
    " Names of accounts and addresses are masked in this store: a term that stands in them alone "
    "is not found."
)


def term_caveats(question: Question, data: DataUsed) -> Iterator[Caveat]:
    """Yield that the incident's terms stand nowhere, where that is why nothing is measured."""
    terms = question.incident.terms
    if terms and data.files and not data.audience:
        why = _MASKED_NAMES if question.store.store_text == "masked" else ""
        yield Caveat.of("terms-unfound", terms=", ".join(terms), why=why)


def question_caveats(question: Question, own: pl.DataFrame) -> tuple[Caveat, ...]:
    """Return what the incident file asks for that is not there, or not known well enough."""
    own_ids = {f"{row[0]}:{row[1]}" for row in own.select("platform", "post_id").iter_rows()}
    without_post = [
        event for event in question.incident.events if event.post and event.post not in own_ids
    ]
    platforms = {*own["platform"].unique().to_list()}
    silent_accounts = [
        account
        for account in question.config.brand.accounts
        if account.partition(":")[0] not in platforms and "unknown" not in platforms
    ]
    caveats = [
        Caveat.of("event-post-missing", event=event.kind, post=event.post) for event in without_post
    ]
    if silent_accounts:
        caveats.append(Caveat.of("own-accounts-unseen", accounts=", ".join(silent_accounts)))
    if question.incident.precision == "day":
        caveats.append(Caveat.of("began-at-is-a-day"))
    return (*caveats, *_set_caveats(question))


def _set_caveats(question: Question) -> Iterator[Caveat]:
    if question.are_pooled:
        yield Caveat.of("sets-pooled", sets=", ".join(question.sets))
    if overlap := question.shared_with_control():
        yield Caveat.of("control-overlaps", n=overlap)
