"""Which words people used, and how many people used each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from postmortem.measure.beside.terms import Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

# A letter is what Python calls one, a white space too; Rust's \w and \s differ.
_WORD = r"#?[\p{L}\p{Nl}\p{No}][\p{L}\p{N}_'’]{2,}"
_NOT_WORDS = r"https?://[^\s\x1c-\x1f]+|\[[\p{L}\p{N}_]+\]|@[\p{L}\p{N}_]+|&[\p{L}\p{N}_]+;"
_STOP_WORDS = """
the and for you that this with are was have not but they your from has just all can what our out
who will about how get been would there their when more one had were its it's i'm don't than then
them his her she him did does too very also into over here some any because which
og det som til med for den har ikke jeg på er at av en et de vi du å men så kan var om
"""
_STOP = frozenset(_STOP_WORDS.split())


def vocabulary(texts: pl.DataFrame, since: datetime) -> Iterator[Word]:
    """Yield the words of `texts`, which has posted_at, author and text; links are no words.

    Each author counts once for each word, so that nobody can shout a word up alone; an unknown
    author counts as one of its own.
    """
    author = pl.col("author").rank("dense").cast(pl.Int64)
    plain = pl.col("text").str.replace_all(_NOT_WORDS, " ").str.to_lowercase()
    late = pl.col("posted_at") >= since
    uses = texts.select(
        who=pl.coalesce(author, -1 - pl.int_range(pl.len())),
        late=late,
        early=~late,
        word=plain.str.extract_all(_WORD),
    )
    # as a category: a word is compared as one number, not letter by letter
    words = uses.explode("word").drop_nulls().cast({"word": pl.Categorical})
    voices = words.group_by("word", "who").agg(pl.col("early", "late").any())
    counts = voices.group_by("word").agg(pl.col("early", "late").sum(), pl.len())
    for row in counts.cast({"word": pl.String}).sort("word").iter_rows():
        if row[0] not in _STOP:
            yield Word(*row)
