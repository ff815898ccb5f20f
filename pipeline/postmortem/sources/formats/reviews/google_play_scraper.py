"""Google Play reviews as google-play-scraper (Python) gives them, kept as CSV.

Get it   `google_play_scraper.reviews_all(APP)`, the list written with pandas `to_csv`
Holds    reviews of an app: text, name, and how many found a review helpful, as likes
Lacks    the zone of its times, which is that of the computer: say --tz; the developer's answers.
         Stars (`score`) are a rating and not read, unless [columns] score = "score" asks for them
Seen     `reviewId`, `userName`, `content`, `score`, `thumbsUpCount`, `at` as `2026-03-01 10:00:00`;
         facts from the library's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Layout
from postmortem.sources.formats.reviews.stars import read_reviews
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_LAYOUT = Layout(
    platform="google-play",
    columns={
        "post_id": "reviewId",
        "posted_at": "at",
        "text": "content",
        "author": "userName",
        "likes": "thumbsUpCount",
    },
    id_time=None,
    linked_ids=False,
)
_RATING = "score"


def _recognise(peek: Peek) -> Recognition:
    """Fits when every column this module needs is in the header."""
    return has_columns(peek, *_LAYOUT.columns.values(), _RATING)


def _read(export: Export, options: Options) -> Iterator[Record]:
    yield from read_reviews(export, options, _LAYOUT, _RATING)


SOURCE = Source(
    name="google-play-scraper",
    platform="google-play",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
)
