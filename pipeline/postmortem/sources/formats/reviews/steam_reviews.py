"""Steam reviews, as the store's own address gives them (JSON), or the same as a table.

Get it   `store.steampowered.com/appreviews/APP?json=1&filter=recent&num_per_page=100`, page by page
Holds    reviews of a game: text, language, account id, helpful votes as likes, number of comments
Lacks    names; what else an author wrote. Thumbs (`voted_up`) are a rating and not read, unless
         [columns] score = "voted_up" asks for them: up is 1, down is −1
Seen     `{"reviews": [{"recommendationid", "author": {"steamid"}, "timestamp_created", …}]}`, one
         page a file or a line, the reviews alone as an array or a line each, and tables with
         `author.steamid`; times in seconds; votes that underflowed (4294967295) are unknown; facts
         from Steam's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.formats.reviews.stars import is_score, rating_note
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import (
    number_at,
    require_text,
    several,
    sound,
    text_at,
    with_keys,
)
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.peek import peek_at
from postmortem.sources.recognition import Recognition, has_columns, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import language
from postmortem.sources.values.times import unix_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock

_NAMES = ("recommendationid", "review", "timestamp_created", "voted_up", "votes_up")
_UNDERFLOW = 2**31
_RATING = "voted_up"


def _recognise(peek: Peek) -> Recognition:
    """Fits pages of reviews, reviews alone, and rows of them."""
    roots = ("reviews.item.", "item.reviews.item.", "", "item.")
    fits = [has_paths(peek, *(root + name for name in _NAMES)) for root in roots]
    return max([*fits, has_columns(peek, *_NAMES)], key=lambda fit: (fit.certain, fit.matches))


def _items(export: Export, options: Options, _: Tally) -> Iterator[tuple[int, Any] | Reject]:
    """Yield the reviews of pages or rows, numbered through."""
    more = {"has_score": True} if is_score(_RATING, options) else {}
    number = 0
    if not peek_at(export).facts:
        with export.open_text(None, options.encoding) as stream:
            rows = Rows(stream, _NAMES, export.name)
            names = [name.lower() for name in rows.columns]
            for row in rows:
                if isinstance(row, Reject):
                    yield row
                else:
                    yield row[0], {**dict(zip(names, row[1], strict=True)), **more}
        return
    for line in objects(export, options):
        if isinstance(line, Reject):
            yield line
            continue
        page = line[1]
        for item in several(page, "reviews") if "reviews" in page else [page]:
            number += 1
            yield number, with_keys(item, **more)


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    likes = number_at(item, "votes_up")
    is_up = str(item.get(_RATING)).lower() in ("true", "1")
    return Post(
        number,
        "steam",
        require_text(item, "recommendationid"),
        clock.utc(unix_time(item["timestamp_created"])),
        sound(text_at(item, "review"), tally),
        author_id=text_at(item, "author", "steamid") or text_at(item, "author.steamid"),
        lang=language(text_at(item, "language")),
        likes=likes if likes is None or likes < _UNDERFLOW else None,
        replies=number_at(item, "comment_count"),
        score=(1.0 if is_up else -1.0) if "has_score" in item else None,
    )


_read_objects = object_reader(_post, "a review of Steam", _items)


def _read(export: Export, options: Options) -> Iterator[Record]:
    yield from _read_objects(export, options)
    yield rating_note(_RATING, "up is 1, down is −1", options)


SOURCE = Source(
    name="steam-reviews",
    platform="steam",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
