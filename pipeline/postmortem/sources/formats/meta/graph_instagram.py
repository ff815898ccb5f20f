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
    with_keys,
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

_PATHS = (
    "data.item.id", "data.item.caption", "data.item.media_type", "data.item.permalink",
    "data.item.timestamp",
)  # fmt: skip


def _recognise(peek: Peek) -> Recognition:
    """Fits media with a link to Instagram."""
    fit = has_paths(peek, *_PATHS)
    if fit.certain and "instagram.com/" not in peek.facts["data.item.permalink"]:
        return Recognition(fit.matches, ("a permalink to instagram.com",))
    return fit


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from posts_of(
        _items(objects(export, options)),
        lambda number, line: _post(number, line, clock, tally),
        "a post of Graph",
    )
    yield from tally.notes()


def _items(
    pages: Iterator[tuple[int, dict[str, Any]] | Reject],
) -> Iterator[tuple[int, Any] | Reject]:
    """Yield each post, then its comments and their answers with what they stand below."""
    for line in pages:
        if isinstance(line, Reject):
            yield line
            continue
        number, page = line
        for item in several(page, "data"):
            yield number, item
            post_id = part(item, "id")
            for comment in several(item, "comments", "data"):
                yield number, with_keys(comment, below=post_id, answers=post_id)
                for answer in several(comment, "replies", "data"):
                    yield number, with_keys(answer, below=post_id, answers=part(comment, "id"))


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    below = text_at(item, "below")
    author = handle(text_at(item, "username"))
    text = text_at(item, "text") if below else text_at(item, "caption")
    return Post(
        number,
        "instagram",
        str(item["id"]),
        clock.utc(iso_time(str(item["timestamp"]))),
        sound(text, tally),
        author_id=text_at(item, "owner", "id") or text_at(item, "from", "id") or author,
        author=author,
        kind="comment" if below else "post",
        url=text_at(item, "permalink"),
        reply_to=text_at(item, "answers"),
        conversation=below,
        likes=number_at(item, "like_count"),
        replies=number_at(item, "comments_count"),
    )


SOURCE = Source(
    name="graph-instagram",
    platform="instagram",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
