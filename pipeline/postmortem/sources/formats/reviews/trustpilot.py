"""Trustpilot reviews as scrapers keep them in a table.

Get it   a Trustpilot scraper of your choice → CSV
Holds    reviews of a company: text, and with some scrapers title, name, language, helpful votes
Lacks    ids, as a rule; names with some scrapers; answers. Stars (`rating`) are a rating and not
         read, unless [columns] score = "rating" asks for them
Seen     `rating,publishedDate,language,companyName,…,text` without names, and
         `Username,Total reviews,location,Date,Content,Rating`; times in UTC; scrapers differ, and
         others are read as a table; facts from the scrapers' documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.formats.reviews.stars import read_reviews
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options


def _finish(post: Post, cells: Cells) -> Post:
    """Put the title above the text, unless the text begins with it."""
    title, text = cells["title"], cells["text"]
    return post._replace(text=text if not title or text.startswith(title) else f"{title}\n\n{text}")


_OF_SITE = Layout(
    platform="trustpilot",
    columns={"posted_at": "publishedDate", "text": "text"},
    optional={
        "post_id": ("reviewId", "id"),
        "title": "title",
        "author": ("consumerName", "author"),
        "lang": "language",
        "likes": "likes",
        "url": ("reviewUrl", "url"),
    },
    id_time=None,
    linked_ids=False,
    finish=_finish,
)
_OF_PAGE = Layout(
    platform="trustpilot",
    columns={"posted_at": "Date", "text": "Content", "author": "Username"},
    optional={"title": "Title"},
    id_time=None,
    linked_ids=False,
    finish=_finish,
)
_RATING = "rating"


def _fits(peek: Peek) -> tuple[Recognition, Recognition]:
    return (
        has_columns(peek, *_OF_SITE.columns.values(), _RATING, "companyName"),
        has_columns(peek, *_OF_PAGE.columns.values(), _RATING, "Total reviews"),
    )


def _recognise(peek: Peek) -> Recognition:
    """Fits either set of columns."""
    return max(_fits(peek), key=lambda fit: (fit.certain, fit.matches))


def _read(export: Export, options: Options) -> Iterator[Record]:
    of_site, _ = _fits(peek_at(export))
    layout = _OF_SITE if of_site.certain else _OF_PAGE
    yield from read_reviews(export, options, layout, _RATING, zone="UTC")


SOURCE = Source(
    name="trustpilot",
    platform="trustpilot",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
