"""Rows of the store → the arrays that measuring takes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from postmortem.measure import UNKNOWN_AUTHOR, Audience, OwnPosts, total_engagement

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HOUR = 3_600_000_000
_COUNTS = ("likes", "replies", "reposts", "quotes", "saves")


def hours_since(moments: pl.Series, began_at: datetime) -> NDArray[np.float64]:
    """Return hours from `began_at` to each naive UTC moment."""
    origin = began_at.astimezone(UTC).replace(tzinfo=None)
    micros = (moments - origin).dt.total_microseconds()
    return micros.to_numpy().astype(np.float64) / _HOUR


def audience_of(rows: pl.DataFrame, began_at: datetime, score: str) -> Audience:
    """Return the audience in `rows`, which stand in order of time and id.

    `score` names the column that holds the compound.
    """
    platforms = tuple(sorted(rows["platform"].unique().to_list()))
    places = dict(zip(platforms, range(len(platforms)), strict=True))
    return Audience(
        hours=hours_since(rows["posted_at"], began_at),
        author=codes(rows["author"]),
        platform=rows["platform"].replace_strict(places, return_dtype=pl.Int16).to_numpy()
        if platforms
        else np.empty(0, np.int16),
        platforms=platforms,
        compound=rows[score].cast(pl.Float64).fill_null(np.nan).to_numpy(),
    )


def codes(names: pl.Series) -> NDArray[np.int64]:
    """Return a number for each name, in the order they first occur; `UNKNOWN_AUTHOR` for none.

    Not in the order of the names: they are pseudonyms, and another key would give other figures
    in the last digit.
    """
    distinct = names.drop_nulls().unique(maintain_order=True)
    numbers = names.replace_strict(
        distinct,
        pl.Series(range(len(distinct)), dtype=pl.Int64),
        default=UNKNOWN_AUTHOR,
        return_dtype=pl.Int64,
    )
    return numbers.fill_null(UNKNOWN_AUTHOR).to_numpy()


def own_of(rows: pl.DataFrame, began_at: datetime) -> OwnPosts:
    """Return the brand's own posts in `rows`: no replies, no reposts of others."""
    posts = rows.filter(pl.col("kind").is_in(["post", "quote"]))
    observation = hours_since(posts["observed_at"], began_at)
    hours = hours_since(posts["posted_at"], began_at)
    counts = {name: _floats(posts[name]) for name in _COUNTS}
    return OwnPosts(
        hours=hours,
        engagement=np.where(_hides_likes(posts), np.nan, total_engagement(*counts.values())),
        impressions=_floats(posts["views"]),
        followers=_floats(posts["followers"]),
        age_hours=observation - hours,
        account=codes(posts["account"]),
        counts=counts,
    )


def _hides_likes(posts: pl.DataFrame) -> NDArray[np.bool_]:
    """Whether a post lacks likes that others of its platform have: what is left is no total."""
    likes_of_others = pl.col("likes").is_not_null().any().over("platform")
    return posts.select(pl.col("likes").is_null() & likes_of_others).to_series().to_numpy()


def _floats(column: pl.Series) -> NDArray[np.float64]:
    return column.cast(pl.Float64).fill_null(np.nan).to_numpy()
