"""What Bluesky calls a post, wherever it is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from postmortem.sources.objects.items import part, text_at
from postmortem.sources.values.cells import language
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.model import Kind
    from postmortem.sources.notes import Tally
    from postmortem.sources.values.clock import Clock

POSTS = "app.bsky.feed.post"
_SITE = "https://bsky.app/profile"
_LONG_BEFORE = timedelta(days=1)
"""A post is seen within seconds of its making, unless its server was away."""
_QUOTE_PATHS = ("record.uri", "record.record.uri")
"""Where a quoted post's address stands: alone, and beside pictures."""


def moment_of(
    record: dict[str, Any], latest: datetime | None, clock: Clock, tally: Tally
) -> datetime:
    """Return when a post was made: what its author's clock says, but never after it was seen."""
    claim = clock.utc(iso_time(record["createdAt"]))
    if latest and latest - claim > _LONG_BEFORE:
        tally.add("times-backdated")
    return min(claim, latest) if latest else claim


def quoted_uri(record: dict[str, Any]) -> str | None:
    """Return the address of the post that a record quotes."""
    embed = part(record, "embed")
    addresses = (text_at(embed, *path.split(".")) for path in _QUOTE_PATHS)
    return next((uri for uri in addresses if uri and f"/{POSTS}/" in uri), None)


def kind_of(record: dict[str, Any]) -> Kind:
    """Return what a record is; an answer that quotes is an answer."""
    if part(record, "reply"):
        return "reply"
    return "quote" if quoted_uri(record) else "post"


def tongue(record: dict[str, Any]) -> str | None:
    """Return the language when the author named one, and only one."""
    languages = part(record, "langs")
    return language(languages[0]) if isinstance(languages, list) and len(languages) == 1 else None


def web_link(author: str | None, uri: str) -> str | None:
    """Return the address of a post on the web.

    >>> web_link("solsiv.example", "at://did:plc:abc/app.bsky.feed.post/3k")
    'https://bsky.app/profile/solsiv.example/post/3k'
    """
    parts = uri.split("/")
    return f"{_SITE}/{author or parts[2]}/post/{parts[-1]}" if len(parts) > 4 else None
