"""Mastodon API statuses, JSON: posts of an account, a timeline, a search or a backup.

Get it   GET api/v1/accounts/:id/statuses, …/timelines/tag/nordlys, api/v2/search?type=statuses; or
         the file that `mastodon-archive` keeps; Truth Social's statuses are the same
Holds    posts by anyone with author, followers, language, likes, boosts and replies; what was
         boosted, kept apart in the set `referenced`; in a backup also what others said to the
         account
Lacks    views; what other servers did not send to this one; a backup's favourites are not read
Seen     an array, one a line, or under `statuses` and `mentions`; text is HTML; a boost repeats its
         original under `reblog`; times in UTC; facts from documentation and parsers' code
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from postmortem.model import REFERENCED, Post, Reject
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import at_path
from postmortem.sources.objects.items import number_at, part, posts_of, sound, text_at
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle, html_text, language
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Kind, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

_PATHS = ("id", "created_at", "content", "account.acct", "favourites_count", "reblogs_count")
_LISTS = ("statuses", "mentions")
"""Lists of a backup: what the account said, and what others said to it."""
_ROOTS = ("item.", "", f"{_LISTS[0]}.item.")


def _recognise(peek: Peek) -> Recognition:
    """Fits statuses in an array, one a line, or under their name."""
    fits = (has_paths(peek, *(root + path for path in _PATHS)) for root in _ROOTS)
    return max(fits, key=lambda fit: fit.matches)


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    has_lists = _LISTS[0] in peek_at(export).keys
    paths = [(name,) for name in _LISTS] if has_lists else [()]
    yield from posts_of(
        _with_boosted(chain.from_iterable(at_path(export, options, path) for path in paths)),
        lambda number, status: _post(number, status, clock, tally),
        "a status of Mastodon",
    )
    yield from tally.notes()


def _with_boosted(
    items: Iterator[tuple[int, dict[str, Any]] | Reject],
) -> Iterator[tuple[int, Any] | Reject]:
    """Yield each status, and after a boost what it repeats."""
    for item in items:
        yield item
        if not isinstance(item, Reject) and (original := part(item[1], "reblog")):
            yield item[0], _Boosted(original) if isinstance(original, dict) else original


class _Boosted(dict[str, Any]):
    """A status inside the one that boosts it."""


def _post(number: int, status: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    original = part(status, "reblog")
    content = original or status
    warning = text_at(content, "spoiler_text")
    text = html_text(text_at(content, "content") or "")
    account = status["account"]
    counts = None if original else status
    return Post(
        number,
        "mastodon",
        str(status["id"]),
        clock.utc(iso_time(status["created_at"])),
        sound(f"{warning}\n\n{text}" if warning else text, tally),
        author_id=text_at(account, "url") or text_at(account, "id"),
        author=handle(account["acct"]),
        kind=_kind(status),
        lang=language(text_at(content, "language")),
        url=text_at(status, "url"),
        reply_to=text_at(status, "in_reply_to_id"),
        repost_of=text_at(original, "id"),
        quote_of=text_at(status, "quote_id") or text_at(status, "quote", "quoted_status", "id"),
        followers=number_at(account, "followers_count"),
        likes=number_at(counts, "favourites_count"),
        reposts=number_at(counts, "reblogs_count"),
        replies=number_at(counts, "replies_count"),
        sets=(REFERENCED,) if isinstance(status, _Boosted) else (),
    )


def _kind(status: dict[str, Any]) -> Kind:
    if part(status, "reblog"):
        return "repost"
    if part(status, "in_reply_to_id"):
        return "reply"
    return "quote" if part(status, "quote") or part(status, "quote_id") else "post"


SOURCE = Source(
    name="mastodon-api",
    platform="mastodon",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
