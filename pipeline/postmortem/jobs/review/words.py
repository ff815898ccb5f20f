"""The words behind a report: statements, quotes, and the texts whose words rose or fell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from postmortem.conduct import Statement, components
from postmortem.errors import UsageError
from postmortem.jobs.review import details
from postmortem.privacy import mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.config import Config
    from postmortem.jobs.review.question import Question
    from postmortem.model import ApologyEffect, Incident

_QUOTE_LENGTH = 240
_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "posted_at": pl.Datetime("us"),
    "author": pl.UInt64,
    "text": pl.String,
}
_INSTANT = timedelta(microseconds=1)
_QUOTE_POOL = 50
"""How many posts to look at for each one quoted: most liked ones may be the brand's own."""


def statements(incident: Incident, own: pl.DataFrame) -> list[Statement]:
    """Find the words of each event in which the brand spoke."""
    words = {f"{row[0]}:{row[1]}": row[2] for row in own["platform", "post_id", "text"].iter_rows()}
    return [
        Statement(event, words.get(event.post or "") or event.text)
        for event in incident.events
        if event.kind in {"apology", "response", "denial"}
    ]


def add_components(
    effects: Sequence[ApologyEffect], statements: Sequence[Statement]
) -> tuple[ApologyEffect, ...]:
    """Add to each apology what its own words hold."""
    apologies = [s for s in statements if s.event.kind == "apology"]
    apologies.sort(key=lambda statement: statement.event.at)
    if len(apologies) != len(effects):
        return tuple(effects)
    effects_in_words = []
    for effect, statement in zip(effects, apologies, strict=True):
        sentences = components(statement.text) if statement.text else {}
        quotes = tuple(dict.fromkeys(sentence for sentence in sentences.values() if sentence))
        parts = {name: bool(sentence) for name, sentence in sentences.items()}
        effects_in_words.append(replace(effect, components=parts, quotes=quotes))
    return tuple(effects_in_words)


def posts_with_words(question: Question, moments: pl.Series) -> pl.DataFrame:
    """Return the newest posts before the incident and the first after it, with their words.

    `moments` are those of all the posts, in order.
    """
    began, most = question.since, details.MOST_TEXTS
    if moments.is_empty():
        return pl.DataFrame(schema=_COLUMNS)
    at = int(moments.search_sorted(began, "left"))
    since = moments[max(at - most, 0)]
    until = moments[min(at + most, len(moments)) - 1] + _INSTANT
    around = question.posts("posted_at", "author_no", "text_no", since=since, until=until)
    near = pl.concat(
        [
            around.filter(pl.col("posted_at") < began).tail(most),
            around.filter(pl.col("posted_at") >= began).head(most),
        ]
    )
    words = question.texts_between(since, until)
    worded = near.join(words, on="text_no", maintain_order="left")
    return worded.rename({"author_no": "author"}).select(*_COLUMNS)


def quotes(question: Question, most: int) -> tuple[str, ...]:
    """Return the most liked audience posts since the incident, masked and shortened."""
    if not most:
        return ()
    popular = question.store.rows("likes", since=question.since, most=most * _QUOTE_POOL)
    keys = ["platform", "post_id"]
    since = question.posts(*keys, "text_hash", since=question.since)
    posts = popular.join(since.select(*keys, "text_hash"), on=keys, maintain_order="left")
    words = question.texts(posts["text_hash"])
    texts = dict.fromkeys(words[name] for name in posts["text_hash"] if name in words)
    return tuple(_short(mask(text)) for text in list(texts)[:most])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE_LENGTH else flat[: _QUOTE_LENGTH - 1].rstrip() + "…"


def notes(config: Config, incident: Incident) -> str | None:
    """Return what people wrote in incidents/NAME.notes.md."""
    path = config.root / "incidents" / f"{incident.id}.notes.md"
    if not path.is_file():
        return None
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text. Save it as UTF-8.") from error
