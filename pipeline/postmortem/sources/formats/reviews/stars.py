"""Stars: what a review has beside its text. A rating, never likes, and a mood only on request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postmortem.model import Note
from postmortem.sources.delimited.layout import our_columns
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.tables import layout_of_file
from postmortem.sources.values.stars import star_score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.delimited.layout import Layout
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options


def is_score(rating: str, options: Options) -> bool:
    """Whether the user asked for the column of ratings as the score."""
    return our_columns(options).get("score", "").lower() == rating.lower()


def rating_note(rating: str, scale: str, options: Options) -> Note:
    """Return what became of the ratings, and how to have it otherwise."""
    if is_score(rating, options):
        return Note("columns", f"Read as score: {rating}, {scale}.")
    return Note(
        "columns",
        f"Not used: the ratings in {rating}, which are no likes. To measure mood by them, say "
        f'[columns] score = "{rating}" ({scale}) and the engine external.',
    )


def read_reviews(
    export: Export, options: Options, layout: Layout, rating: str, zone: str | None = None
) -> Iterator[Record]:
    """Yield the reviews of a table; its column `rating` is read only when the user names it."""
    if is_score(rating, options):
        layout = replace(layout, rescale=star_score)
    yield from read_table(export, options, layout_of_file(export, options, layout), zone)
    yield rating_note(rating, "1 star is −1, 5 stars are 1", options)
