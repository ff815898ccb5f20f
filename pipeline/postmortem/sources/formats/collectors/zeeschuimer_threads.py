"""Threads posts as a browser with the extension Zeeschuimer saw them, as NDJSON.

Get it   Zeeschuimer → Threads → switch on, scroll through a search or profile → .ndjson
Holds    posts by anyone that were scrolled past: text, handle, likes, reposts, replies, quotes
Lacks    what was not scrolled past; followers, views
Seen     `code`, `taken_at` as seconds in UTC, `caption.text` or a null caption, `user.username`,
         counts under `text_post_app_info`; facts from the code of 4CAT
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.formats.collectors.zeeschuimer import from_site, items
from postmortem.sources.notes import Tally
from postmortem.sources.objects.items import number_at, part, posts_of, sound, text_at
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import unix_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Kind, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.recognition import Recognition

_SITES = ("threads.net", "threads.com")


def _recognise(peek: Peek) -> Recognition:
    """Fits items of Threads."""
    return from_site(peek, _SITES, "code", "taken_at", "text_post_app_info")


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from posts_of(
        items(export, options),
        lambda number, item: _post(number, item, clock, tally),
        "a post of Threads",
    )
    yield from tally.notes()


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    code = str(item["code"])
    author = handle(text_at(item, "user", "username"))
    info = part(item, "text_post_app_info")
    kind: Kind = "reply" if part(info, "is_reply") is True else "post"
    return Post(
        number,
        "threads",
        code,
        clock.utc(unix_time(item["taken_at"])),
        sound(text_at(item, "caption", "text"), tally),
        author_id=text_at(item, "user", "pk") or author,
        author=author,
        kind=kind,
        url=f"https://www.threads.com/@{author}/post/{code}",
        likes=number_at(item, "like_count"),
        reposts=number_at(info, "repost_count"),
        replies=number_at(info, "direct_reply_count"),
        quotes=number_at(info, "quote_count"),
    )


SOURCE = Source(
    name="zeeschuimer-threads",
    platform="threads",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
