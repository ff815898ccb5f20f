"""Everything a report says about one incident, from the store, measured once."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl

from postmortem import __version__
from postmortem.conduct import OwnPost, Statement, marks
from postmortem.jobs.review import details, quality, words
from postmortem.jobs.review.arrays import own_of
from postmortem.jobs.review.data import export_caveats, instant, question_caveats, term_caveats
from postmortem.jobs.review.dates import date_caveats
from postmortem.jobs.review.gather import gather
from postmortem.jobs.review.question import Question
from postmortem.jobs.score import engine_for, unscored_count
from postmortem.model import Report, Tool
from postmortem.model.rule import NEGATIVE
from postmortem.wording import Clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.config import Config
    from postmortem.measure import Audience, Settings
    from postmortem.model import ApologyEffect, Incident, Mark, Measures
    from postmortem.score import Engine
    from postmortem.store import Store

_HABIT = timedelta(weeks=4)
"""How far back the brand's own normal is looked for."""


def needs_scoring(store: Store, config: Config) -> bool:
    """Whether some texts have not been looked at by the engine that `config` names."""
    engine = engine_for(config)
    if engine.languages is None:
        return False
    return unscored_count(store, engine) > 0


def measure_incident(
    store: Store, config: Config, incident: Incident, *, quotes: int = 0
) -> Report:
    """Return the report about `incident`; it says what cannot be known, and why.

    Raises UsageError when the incident names sets or accounts that cannot be asked for.
    """
    engine = engine_for(config)
    question = Question.of(store, config, incident, engine.id)
    material = gather(question)
    audience, own, settings = material.audience, material.own, material.settings

    from postmortem.measure import measure  # loads what estimates, which reading has no room for

    measures = measure(
        audience,
        own_of(own, incident.began_at),
        incident,
        control=material.control,
        settings=settings,
    )
    statements = words.statements(incident, own)
    measures = replace(
        measures,
        apology=_add_views(
            words.add_components(measures.apology, statements),
            incident,
            audience,
            _moments(own),
            settings,
        ),
        shares=details.shares(audience, measures.sentiment.series, incident.began_at),
    )
    return Report(
        tool=_tool(question, engine, settings),
        incident=incident,
        timezone=config.zone.key,
        brand=config.brand.name,
        data=material.data,
        measures=measures,
        conduct=_conduct(question, statements, own, audience, measures, material.ends_at),
        warnings=(
            *date_caveats(material.data.excluded, audience, incident, Clock(config.zone.key)),
            *quality.data_caveats(material.data, settings.volume_notes),
            *export_caveats(question, material.loads),
            *term_caveats(question, material.data),
            *question_caveats(question, own),
        ),
        notes=words.notes(config, incident),
        quotes=words.quotes(question, quotes),
        command=f"postmortem report {shlex.quote(incident.id)} -o report"
        + (f" --quotes {quotes}" if quotes else ""),
        rhythm=details.rhythm(_moments(own), incident.began_at, config.zone),
        terms=material.terms,
    )


def _moments(rows: pl.DataFrame) -> list[datetime]:
    return [instant(moment) for moment in rows["posted_at"].to_list()]


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


def _add_views(
    effects: tuple[ApologyEffect, ...],
    incident: Incident,
    audience: Audience,
    own_posts_at: Sequence[datetime],
    settings: Settings,
) -> tuple[ApologyEffect, ...]:
    """Add to each apology the hours around it."""
    from postmortem.measure.beside.response import response_view

    if len(effects) != len(incident.apologies):
        return effects
    return tuple(
        replace(
            effect,
            view=response_view(
                audience,
                incident.began_at,
                (event.at - incident.began_at) / timedelta(hours=1),
                tuple(own_posts_at),
                settings,
            ),
        )
        for effect, event in zip(effects, incident.apologies, strict=True)
    )


def _conduct(
    question: Question,
    statements: Sequence[Statement],
    own: pl.DataFrame,
    audience: Audience,
    measures: Measures,
    ends_at: datetime | None,
) -> dict[str, tuple[Mark, ...]]:
    own_with_questions = _add_questions(question, own)
    posts = [
        OwnPost(
            posted_at=instant(row["posted_at"]),
            reply=row["reply_to"] is not None or row["kind"] in {"reply", "comment"},
            text=row["text"],
            answers_after=row["posted_at"] - row["asked"] if row["asked"] else None,
        )
        for row in own_with_questions.iter_rows(named=True)
        if row["kind"] != "repost" and row["posted_at"] >= question.since - _HABIT
    ]
    return marks(
        question.incident,
        statements,
        posts,
        complaints=int(((audience.hours >= 0) & (audience.compound <= NEGATIVE)).sum()),
        engagement=measures.engagement,
        zone=question.config.zone,
        ends_at=ends_at,
    )


def _add_questions(question: Question, own: pl.DataFrame) -> pl.DataFrame:
    """Add to each own post when the post that it answers was written, where that is known."""
    ids = own["reply_to"].drop_nulls().unique()
    if ids.is_empty():
        return own.with_columns(pl.lit(None, pl.Datetime("us")).alias("asked"))
    is_asked = pl.col("post_id").is_in(ids.implode())
    posts = question.posts("platform", "post_id", "posted_at", where=is_asked)
    questions = posts.select("platform", pl.col("post_id").alias("reply_to"), asked="posted_at")
    return own.join(questions, on=["platform", "reply_to"], how="left", maintain_order="left")
