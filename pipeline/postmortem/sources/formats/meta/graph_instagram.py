"""Instagram Graph API: media of a business account with their comments, as JSON pages.

Get it   GET /ACCOUNT/media?fields=caption,media_type,permalink,timestamp,username,like_count,
         comments_count,comments{text,timestamp,username,like_count}
Holds    posts of the account with likes and comments, and the comments below them with their
         answers
Lacks    views, saves and reach (Insights has them); likes where the owner hides them
Seen     `{"data": [{"id", "caption", "permalink", "timestamp", …}], "paging": …}`, one page or one
         a line; times in UTC as `2026-03-12T14:00:00+0000`; facts from Meta's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import (
    number_at,
    part,
    posts_of,
    several,
    sound,
    text_at,
    told,
)
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_NEEDED = (
    "data.item.id", "data.item.caption", "data.item.media_type", "data.item.permalink",
    "data.item.timestamp",
)  # fmt: skip


def _recognise(peek: Peek) -> Recognition:
    """Fits media with a link to Instagram."""
    fit = has_paths(peek, *_NEEDED)
    if fit.certain and "instagram.com/" not in peek.facts["data.item.permalink"]:
        return Recognition(fit.found, ("a permalink to instagram.com",))
    return fit


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from posts_of(
        _items(objects(export, options)),
        lambda number, found: _post(number, found, clock, tally),
        "a post of Graph",
    )
    yield from tally.notes()


def _items(
    pages: Iterator[tuple[int, dict[str, Any]] | Reject],
) -> Iterator[tuple[int, Any] | Reject]:
    """Yield each post, then its comments and their answers with what they stand below."""
    for found in pages:
        if isinstance(found, Reject):
            yield found
            continue
        number, page = found
        for item in several(page, "data"):
            yield number, item
            post_id = part(item, "id")
            for comment in several(item, "comments", "data"):
                yield number, told(comment, below=post_id, answers=post_id)
                for answer in several(comment, "replies", "data"):
                    yield number, told(answer, below=post_id, answers=part(comment, "id"))


def _post(number: int, found: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    below = text_at(found, "below")
    author = handle(text_at(found, "username"))
    said = text_at(found, "text") if below else text_at(found, "caption")
    return Post(
        number,
        "instagram",
        str(found["id"]),
        clock.utc(iso_time(str(found["timestamp"]))),
        sound(said, tally),
        author_id=text_at(found, "owner", "id") or text_at(found, "from", "id") or author,
        author=author,
        kind="comment" if below else "post",
        url=text_at(found, "permalink"),
        reply_to=text_at(found, "answers"),
        conversation=below,
        likes=number_at(found, "like_count"),
        replies=number_at(found, "comments_count"),
    )


SOURCE = Source(
    name="graph-instagram",
    platform="instagram",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
