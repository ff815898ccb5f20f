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
from postmortem.sources.objects.items import number_at, posts_of, several, sound, text_at, with_keys
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

_PATHS = ("data.item.id", "data.item.created_time", "data.item.message")
_MARKS = (
    "data.item.permalink_url",
    "data.item.reactions.summary.total_count",
    "data.item.likes.summary.total_count",
    "data.item.comments.summary.total_count",
)


def _recognise(peek: Peek) -> Recognition:
    """Fits posts whose id is the page's and the post's, with a link or a count of Graph's."""
    fit = has_paths(peek, *_PATHS)
    missing = list(fit.missing)
    if not any(path in peek.keys for path in _MARKS):
        missing.append(_MARKS[0])
    if fit.matches and "_" not in peek.facts.get("data.item.id", ""):
        missing.append("an id of page and post")
    return Recognition(fit.matches, tuple(missing))


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
    """Yield each post, and after it the comments below it with the post's id."""
    for line in pages:
        if isinstance(line, Reject):
            yield line
            continue
        number, page = line
        for item in several(page, "data"):
            yield number, item
            for comment in several(item, "comments", "data"):
                yield number, with_keys(comment, below=item.get("id"))


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    above = text_at(item, "parent", "id") or text_at(item, "below")
    name = text_at(item, "from", "username")
    likes = (
        number_at(item, "reactions", "summary", "total_count"),
        number_at(item, "likes", "summary", "total_count"),
        number_at(item, "like_count"),
    )
    below = number_at(item, "comments", "summary", "total_count")
    return Post(
        number,
        "facebook",
        str(item["id"]),
        clock.utc(iso_time(str(item["created_time"]))),
        sound(text_at(item, "message") or text_at(item, "story"), tally),
        author_id=text_at(item, "from", "id"),
        author=name.lower() if name else None,
        kind="comment" if above else "post",
        url=text_at(item, "permalink_url"),
        reply_to=above,
        conversation=text_at(item, "below"),
        likes=next((number for number in likes if number is not None), None),
        reposts=number_at(item, "shares", "count"),
        replies=below if below is not None else number_at(item, "comment_count"),
    )


SOURCE = Source(
    name="graph-facebook",
    platform="facebook",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
