"""Reposts that only their text marks, a column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from postmortem.sources.delimited.rules import RETWEET, X_OR_UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping


def retweets(columns: Mapping[str, pl.Series]) -> dict[str, pl.Series]:
    """Return kinds with the reposts that texts mark, and counts without those of originals."""
    kinds = columns.get("kind", pl.repeat("post", len(columns["text"]), eager=True))
    of_x = columns["platform"].is_in(X_OR_UNKNOWN)
    is_marked = of_x & (kinds == "post") & columns["text"].str.contains(RETWEET)
    if not is_marked.any() and "kind" not in columns:
        return {}
    kinds = kinds.zip_with(~is_marked, pl.Series(["repost"]))
    is_foreign = (kinds == "repost") & of_x
    counts = {name: columns[name] for name in ("likes", "reposts") if name in columns}
    return {"kind": kinds} | {name: each.set(is_foreign, None) for name, each in counts.items()}
