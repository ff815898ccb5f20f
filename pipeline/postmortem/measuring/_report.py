"""Everything a report says about one incident, from the store, measured once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl

from postmortem import __version__
from postmortem.conduct import OwnPost, Statement, components, marks
from postmortem.measure import Settings, measure
from postmortem.measuring import _details, _quality
from postmortem.measuring._arrays import audience_of, own_of
from postmortem.measuring._question import Question
from postmortem.model import DataUsed, FileUsed, Report, Tool
from postmortem.privacy import mask
from postmortem.scoring import engine_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.config import Config
    from postmortem.measure import Audience
    from postmortem.model import ApologyEffect, Incident, Mark, Measures
    from postmortem.score import Engine
    from postmortem.store import Store

_NEGATIVE = -0.05
_QUOTE_LENGTH = 240
_QUOTE_POOL = 50
"""How many posts to look at for each one quoted: most liked ones may be the brand's own."""


def needs_scoring(store: Store, config: Config) -> bool:
    """Whether some texts have not been looked at by the engine that `config` names."""
    engine = engine_for(config)
    if engine.languages is None:
        return False
    missing: int = store.rows("unscored_count", engine=engine.id)["texts"][0]
    return missing > 0


def measure_incident(
    store: Store, config: Config, incident: Incident, *, quotes: int = 0
) -> Report:
    """Return the report about `incident`; it says what cannot be known, and why.

    Raises UsageError when the incident names sets or accounts that cannot be asked for.
    """
    engine = engine_for(config)
    question = Question.of(store, config, incident, engine.id)
    everybody, own, control = question.audience(), question.own(), question.control()
    kept = _kept(everybody)
    audience = audience_of(kept, incident.began_at, "compound")
    data = _data_used(question, everybody, kept, own)
    settings, notes = _settings(question, data, kept)
    measures = measure(
        audience,
        own_of(own, incident.began_at),
        incident,
        control=audience_of(_kept(control), incident.began_at, "compound")
        if control is not None
        else None,
        settings=settings,
    )
    statements = _statements(incident, own)
    measures = replace(
        measures,
        apology=_worded(measures.apology, statements),
        shares=_details.shares(audience, measures.sentiment.series, incident.began_at),
    )
    return Report(
        tool=_tool(question, engine, settings),
        incident=incident,
        timezone=config.zone.key,
        brand=config.brand.name,
        data=data,
        measures=measures,
        conduct=_conduct(question, statements, own, kept, audience, measures),
        warnings=tuple(_quality.data_caveats(data, notes)),
        notes=_notes(config, incident),
        quotes=_quotes(question, kept, quotes),
        command=f"postmortem report {incident.id} -o report",
        rhythm=_details.rhythm(_moments(own), incident.began_at, config.zone),
        terms=_details.terms(_worded_posts(question, kept), incident.began_at),
    )


def _kept(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out reposts and copies of own posts: they are the brand's words, not the audience's."""
    return rows.filter(~(pl.col("is_repost_of_own") | pl.col("is_copy_of_own")))


def _data_used(
    question: Question, everybody: pl.DataFrame, kept: pl.DataFrame, own: pl.DataFrame
) -> DataUsed:
    scored = kept.filter(pl.col("compound").is_not_null())
    external = question.engine.startswith("external@")
    hits = None if external or not len(scored) else scored.filter(pl.col("hits") > 0)
    authors = kept["author"].drop_nulls().n_unique()
    times = pl.concat([everybody["posted_at"], own["posted_at"]]).sort()
    return DataUsed(
        posts=len(everybody) + len(own),
        audience=len(kept),
        own=len(own),
        scored=len(scored),
        unscored=len(kept) - len(scored),
        coverage=len(scored) / len(kept) if len(kept) else None,
        lexicon_hit_share=len(hits) / len(scored) if hits is not None else None,
        authors=authors or None,
        starts_at=_instant(times[0]) if len(times) else None,
        ends_at=_instant(times[-1]) if len(times) else None,
        files=_files(question),
        platforms=_counts(kept["platform"]),
        unscored_reasons=_counts(kept.filter(pl.col("compound").is_null())["reason"]),
        days=_details.source_days(_by_hour(everybody), question.config.zone),
        set_aside={
            "reposts_of_own": int(everybody["is_repost_of_own"].sum()),
            "copies_of_own": int(
                (everybody["is_copy_of_own"] & ~everybody["is_repost_of_own"]).sum()
            ),
        },
    )


def _instant(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _moments(rows: pl.DataFrame) -> list[datetime]:
    return [_instant(moment) for moment in rows["posted_at"].to_list()]


def _counts(column: pl.Series) -> dict[str, int]:
    """Count the values of a column, most first."""
    counted = column.drop_nulls().value_counts().rows()
    return dict(sorted(counted, key=lambda pair: (-pair[1], pair[0])))


def _files(question: Question) -> tuple[FileUsed, ...]:
    """Return the exports whose posts may be among those asked for, by name."""
    loads = question.store.rows("store_loads", most=None).filter(pl.col("refused").is_null())
    sets = {*question.sets, *question.incident.control}
    ours = loads.filter(pl.col("set_name").is_in(sorted(sets)))
    return tuple(
        FileUsed(
            name=load["name"],
            sha256=load["sha256"],
            source=load["source"],
            posts=load["rows"] - load["rejected"],
            rows=load["rows"],
            rejected=load["rejected"],
        )
        for load in (ours if len(ours) else loads).sort("name", "sha256").iter_rows(named=True)
    )


def _settings(
    question: Question, data: DataUsed, kept: pl.DataFrame
) -> tuple[Settings, tuple[str, ...]]:
    """Return the rules of this measurement, and why volume cannot be used, if so."""
    rules = question.config.measure
    per_day = kept.group_by(pl.col("posted_at").dt.date().alias("day")).len().sort("day").rows()
    notes = (*_quality.capped(data.files), *_quality.fixed_sample(per_day))
    settings = Settings(
        margin=rules.margin,
        hold_hours=rules.hold_hours,
        guard_hours=rules.guard_hours,
        engagement_age=rules.engagement_age_hours,
        exclusions=question.earlier_incidents(),
        volume_usable=not notes,
        volume_notes=notes,
    )
    return settings, notes


def _tool(question: Question, engine: Engine, settings: Settings) -> Tool:
    config = question.config
    return Tool(
        version=__version__,
        engine=engine.id,
        lexicon_sha256=engine.lexicon_sha256,
        settings={
            "margin": settings.margin,
            "volume_margin": settings.volume_margin,
            "hold_hours": settings.hold_hours,
            "guard_hours": settings.guard_hours,
            "engagement_age_hours": settings.engagement_age,
            "level": settings.level,
            "seed": settings.seed,
            "sets": list(question.sets),
            "control": list(question.incident.control),
            "platforms": list(question.incident.platforms),
            "terms": list(question.incident.terms),
            "languages": list(config.sentiment.languages),
            "ignore_terms": list(config.brand.ignore_terms),
            "store_text": question.store.store_text,
        },
    )


def _statements(incident: Incident, own: pl.DataFrame) -> list[Statement]:
    """Find the words of each event in which the brand spoke."""
    words = {f"{row[0]}:{row[1]}": row[2] for row in own["platform", "post_id", "text"].iter_rows()}
    return [
        Statement(event, words.get(event.post or "") or event.text)
        for event in incident.events
        if event.kind in {"apology", "response", "denial"}
    ]


def _worded(
    effects: Sequence[ApologyEffect], statements: Sequence[Statement]
) -> tuple[ApologyEffect, ...]:
    """Add to each apology what its own words hold."""
    spoken = [s for s in statements if s.event.kind == "apology"]
    spoken.sort(key=lambda statement: statement.event.at)
    if len(spoken) != len(effects):
        return tuple(effects)
    worded = []
    for effect, statement in zip(effects, spoken, strict=True):
        shown = components(statement.text) if statement.text else {}
        quotes = tuple(dict.fromkeys(sentence for sentence in shown.values() if sentence))
        found = {name: bool(sentence) for name, sentence in shown.items()}
        worded.append(replace(effect, components=found, quotes=quotes))
    return tuple(worded)


def _conduct(
    question: Question,
    statements: Sequence[Statement],
    own: pl.DataFrame,
    kept: pl.DataFrame,
    audience: Audience,
    measures: Measures,
) -> dict[str, tuple[Mark, ...]]:
    asked_at = kept.select("platform", pl.col("post_id").alias("reply_to"), asked="posted_at")
    answered = own.join(asked_at, on=["platform", "reply_to"], how="left", maintain_order="left")
    posts = [
        OwnPost(
            posted_at=_instant(row["posted_at"]),
            reply=row["reply_to"] is not None or row["kind"] in {"reply", "comment"},
            text=row["text"],
            answers_after=row["posted_at"] - row["asked"] if row["asked"] else None,
        )
        for row in answered.iter_rows(named=True)
        if row["kind"] != "repost"
    ]
    ends = kept["posted_at"].max()
    return marks(
        question.incident,
        statements,
        posts,
        complaints=int(((audience.hours >= 0) & (audience.compound <= _NEGATIVE)).sum()),
        engagement=measures.engagement,
        zone=question.config.zone,
        ends_at=_instant(ends) if isinstance(ends, datetime) else None,
    )


def _notes(config: Config, incident: Incident) -> str | None:
    """Return what people wrote in incidents/NAME.notes.md."""
    path = config.root / "incidents" / f"{incident.id}.notes.md"
    return path.read_text("utf-8") if path.is_file() else None


def _by_hour(rows: pl.DataFrame) -> pl.DataFrame:
    return (
        rows.group_by("source", pl.col("posted_at").dt.truncate("1h").alias("hour"))
        .agg(pl.len().alias("posts"), pl.col("compound").is_not_null().sum().alias("scored"))
        .sort("source", "hour")
    )


def _worded_posts(question: Question, kept: pl.DataFrame) -> pl.DataFrame:
    """Return the newest posts before the incident and the first after it, with their words."""
    began = question.since
    near = pl.concat(
        [
            kept.filter(pl.col("posted_at") < began).tail(_details.MOST_TEXTS),
            kept.filter(pl.col("posted_at") >= began).head(_details.MOST_TEXTS),
        ]
    )
    words = question.texts(near["text_hash"])
    texts = pl.Series("text", [words.get(name or "") for name in near["text_hash"]], pl.String)
    return near.select("posted_at", "author").with_columns(texts).drop_nulls("text")


def _quotes(question: Question, kept: pl.DataFrame, wanted: int) -> tuple[str, ...]:
    """Return the most liked audience posts since the incident, masked and shortened."""
    if not wanted:
        return ()
    liked = question.store.rows("likes", since=question.since, most=wanted * _QUOTE_POOL)
    keys = ["platform", "post_id"]
    found = liked.join(kept.select(*keys, "text_hash"), on=keys, maintain_order="left")
    words = question.texts(found["text_hash"])
    texts = dict.fromkeys(words[name] for name in found["text_hash"] if name in words)
    return tuple(_short(mask(text)) for text in list(texts)[:wanted])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE_LENGTH else flat[: _QUOTE_LENGTH - 1].rstrip() + "…"
