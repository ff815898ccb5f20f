"""X posts as the user script twitter-web-exporter saved them from a browser, as JSON or CSV.

Get it   the script's panel on x.com → Export data → JSON or CSV
Holds    posts by anyone that were scrolled past: handle, text, references, all public counts
Lacks    what was not scrolled past; followers; whose likes `favorited` and `retweeted` tell of (the
         viewer's) is no count and not read
Seen     `id`, `created_at` as `2026-03-01 11:00:00 +01:00`, `full_text`, `screen_name`,
         `in_reply_to`, `retweeted_status`, `quoted_status` for ids, `views_count`; facts from
         documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import number_at, require_text, sound, text_at
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.peek import peek_at
from postmortem.sources.recognition import Recognition, has_columns, has_item_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle, unescape
from postmortem.sources.values.times import parse_time
from postmortem.sources.values.x_posts import own_counts, permalink, reposted_handle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Kind
    from postmortem.sources.export import Export
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock

_NAMES = (
    "id", "created_at", "full_text", "screen_name", "retweeted_status", "quoted_status",
    "favorite_count", "views_count",
)  # fmt: skip


def _recognise(peek: Peek) -> Recognition:
    """Fits objects or rows with the script's own names for references and views."""
    return has_item_paths(peek, *_NAMES) if peek.facts else has_columns(peek, *_NAMES)


def _items(
    export: Export, options: Options, _: Tally
) -> Iterator[tuple[int, dict[str, Any]] | Reject]:
    """Yield objects, or rows as such."""
    if peek_at(export).facts:
        yield from objects(export, options)
        return
    with export.open_text(None, options.encoding) as stream:
        rows = Rows(stream, _NAMES, export.name)
        names = [name.lower() for name in rows.columns]
        for row in rows:
            yield (
                row if isinstance(row, Reject) else (row[0], dict(zip(names, row[1], strict=True)))
            )


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    post_id = require_text(item, "id")
    text = sound(unescape(text_at(item, "full_text") or ""), tally)
    reply_to, repost_of, quote_of = (
        text_at(item, name) for name in ("in_reply_to", "retweeted_status", "quoted_status")
    )
    kind: Kind = "post"
    if repost_of or reposted_handle(text):
        kind = "repost"
    elif reply_to:
        kind = "reply"
    elif quote_of:
        kind = "quote"
    likes, reposts = own_counts(kind, item.get("favorite_count"), item.get("retweet_count"))
    author = handle(text_at(item, "screen_name"))
    return Post(
        number,
        "x",
        post_id,
        clock.utc(parse_time(require_text(item, "created_at"))[0]),
        text,
        author_id=text_at(item, "user_id") or author,
        author=author,
        kind=kind,
        url=text_at(item, "url") or permalink(author, post_id),
        reply_to=reply_to,
        repost_of=repost_of,
        quote_of=quote_of,
        likes=likes,
        reposts=reposts,
        replies=number_at(item, "reply_count"),
        quotes=number_at(item, "quote_count"),
        views=number_at(item, "views_count"),
        saves=number_at(item, "bookmark_count"),
    )


SOURCE = Source(
    name="twitter-web-exporter",
    platform="x",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a post of X", _items),
    zone="UTC",
)
