"""Facebook Graph API: posts of a page with their comments, as JSON pages.

Get it   GET /PAGE/posts?fields=message,created_time,permalink_url,from,shares,
         reactions.summary(true),comments.summary(true){message,created_time,from,like_count}
Holds    posts of a page with reactions, comments and shares, and the comments below them
Lacks    reposts and comments of private people; shares where there are none (the field is left out)
Seen     `{"data": [{"id": "PAGE_POST", …}], "paging": …}`, one page or one a line; counts under
         `summary.total_count`; a `story` where a post has no message; times in UTC as
         `2026-03-12T14:00:00+0000`; facts from Meta's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import number_at, posts_of, several, sound, text_at, told
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_NEEDED = ("data.item.id", "data.item.created_time", "data.item.message")
_COUNTED = (
    "data.item.permalink_url",
    "data.item.reactions.summary.total_count",
    "data.item.likes.summary.total_count",
    "data.item.comments.summary.total_count",
)


def _recognise(peek: Peek) -> Recognition:
    """Fits posts whose id is the page's and the post's, with a link or a count of Graph's."""
    fit = has_paths(peek, *_NEEDED)
    missing = list(fit.missing)
    if not any(path in peek.keys for path in _COUNTED):
        missing.append(_COUNTED[0])
    if fit.found and "_" not in peek.facts.get("data.item.id", ""):
        missing.append("an id of page and post")
    return Recognition(fit.found, tuple(missing))


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
    """Yield each post, and after it the comments below it with the post's id."""
    for found in pages:
        if isinstance(found, Reject):
            yield found
            continue
        number, page = found
        for item in several(page, "data"):
            yield number, item
            for comment in several(item, "comments", "data"):
                yield number, told(comment, below=item.get("id"))


def _post(number: int, found: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    above = text_at(found, "parent", "id") or text_at(found, "below")
    name = text_at(found, "from", "username")
    likes = (
        number_at(found, "reactions", "summary", "total_count"),
        number_at(found, "likes", "summary", "total_count"),
        number_at(found, "like_count"),
    )
    below = number_at(found, "comments", "summary", "total_count")
    return Post(
        number,
        "facebook",
        str(found["id"]),
        clock.utc(iso_time(str(found["created_time"]))),
        sound(text_at(found, "message") or text_at(found, "story"), tally),
        author_id=text_at(found, "from", "id"),
        author=name.lower() if name else None,
        kind="comment" if above else "post",
        url=text_at(found, "permalink_url"),
        reply_to=above,
        conversation=text_at(found, "below"),
        likes=next((number for number in likes if number is not None), None),
        reposts=number_at(found, "shares", "count"),
        replies=below if below is not None else number_at(found, "comment_count"),
    )


SOURCE = Source(
    name="graph-facebook",
    platform="facebook",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
