"""Where two engines disagree about one store, with the words they disagree about."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from postmortem.errors import UsageError
from postmortem.jobs.score import engine_for, score_store
from postmortem.score import disagreement

if TYPE_CHECKING:
    from postmortem.config import Config
    from postmortem.jobs.project import Project
    from postmortem.store import Store

SCHEMA = "postmortem/engines/1"


def compare_with(project: Project, other: str, *, most: int) -> dict[str, object]:
    """Return `compare_engines` of the project's store."""
    with project.open_store(write=True) as store:
        return compare_engines(store, project.config, other, most=most)


def compare_engines(
    store: Store, config: Config, other: str, *, most: int = 20
) -> dict[str, object]:
    """Score the store with the configured engine and with `other`, and return how they compare.

    Counts are of distinct texts. `texts` are the `most` they are furthest apart on, in different
    classes, each with how many posts say it. UsageError when either is external, or reads nothing.
    """
    second = config.model_copy(
        update={"sentiment": config.sentiment.model_copy(update={"engine": other})}
    )
    engines = [engine_for(each) for each in (config, second)]
    if any(each.languages is None for each in engines):
        raise UsageError(
            "external scores belong to posts, not to words: no engine compares to them."
        )
    ids = [each.id for each in engines]
    for each in (config, second):
        score_store(store, each)
    rows = store.rows("two_engines", first=ids[0], second=ids[1])
    columns = (rows[name].fill_null(float("nan")) for name in ("first_compound", "second_compound"))
    numbers = asdict(disagreement(*(column.to_numpy() for column in columns), most=most))
    widest = rows[list(numbers.pop("widest"))]
    return {
        "schema": SCHEMA,
        "first": ids[0],
        "second": ids[1],
        **numbers,
        "texts": [
            {"text": text, "lang": lang, "posts": posts, "first": first, "second": second}
            for _, text, lang, posts, first, second in widest.iter_rows()
        ],
    }
