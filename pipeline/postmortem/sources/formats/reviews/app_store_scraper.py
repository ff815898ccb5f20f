"""App Store reviews as app-store-scraper (Python) gives them, kept as CSV.

Get it   `AppStore(country=…, app_name=…).review()`, the list written with pandas `to_csv`
Holds    reviews of an app: title and text, name
Lacks    ids; likes; the zone of its times: say --tz; the developer's answers. Stars (`rating`) are
         a rating and not read, unless [columns] score = "rating" asks for them
Seen     `date` as `2026-03-01 10:00:00`, `review`, `rating`, `isEdited`, `userName`, `title`; an
         edited review has the time of its edit; facts from the library's documentation
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
    """Put the title above the text."""
    return post._replace(text="\n\n".join(filter(None, (cells["title"], cells["text"]))))


_LAYOUT = Layout(
    platform="app-store",
    columns={"posted_at": "date", "text": "review", "author": "userName", "title": "title"},
    id_time=None,
    linked_ids=False,
    finish=_finish,
)
_RATING = "rating"


def _recognise(peek: Peek) -> Recognition:
    """Fits the columns read, and one that only this library has."""
    return has_columns(peek, *_LAYOUT.columns.values(), _RATING, "isEdited")


def _read(export: Export, options: Options) -> Iterator[Record]:
    yield from read_reviews(export, options, _LAYOUT, _RATING)


SOURCE = Source(
    name="app-store-scraper",
    platform="app-store",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
)
