"""Glassdoor reviews as the public data sets of it hold them, as CSV.

Get it   kept files only: data sets made by scrapers, one row a review
Holds    reviews of employers: headline, what is good and what is bad, as one text; the day
Lacks    names and ids; the time of day; likes. Stars (`overall_rating`) are a rating and not read,
         unless [columns] score = "overall_rating" asks for them
Seen     `firm,date_review,job_title,current,location,overall_rating,…,headline,pros,cons`; facts
         from the data sets' documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.formats.reviews.stars import read_reviews
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek


def _finish(post: Post, cells: Cells) -> Post:
    """Join what one author wrote into three boxes."""
    parts = (cells["text"], cells["pros"], cells["cons"])
    return post._replace(text="\n\n".join(part for part in parts if part))


_LAYOUT = Layout(
    platform="glassdoor",
    columns={"posted_at": "date_review", "text": "headline"},
    extras=("pros", "cons"),
    id_time=None,
    linked_ids=False,
    finish=_finish,
)
_RATING = "overall_rating"


def _recognise(peek: Peek) -> Recognition:
    """Fits the columns read, and the employer's."""
    return has_columns(peek, *_LAYOUT.columns.values(), *_LAYOUT.extras, _RATING, "firm")


def _read(export: Export, options: Options) -> Iterator[Record]:
    yield from read_reviews(export, options, _LAYOUT, _RATING, zone="UTC")


SOURCE = Source(
    name="glassdoor",
    platform="glassdoor",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
