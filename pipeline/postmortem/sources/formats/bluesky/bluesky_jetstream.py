"""Bluesky Jetstream, JSON Lines: posts as the network's stream gave them.

Get it   `websocat "wss://…/subscribe?wantedCollections=app.bsky.feed.post" > posts.jsonl`
Holds    posts by anyone at the moment they were made: author's id, text, languages, what they
         answer or quote
Lacks    handles, counts of any kind, the text of what a post was edited to
Seen     `{"did", "time_us", "kind": "commit", "commit": {"operation", "collection", "rkey",
         "record"}}`; other events (likes, deletions, identities) are counted and left out; times in
         UTC; facts from the stream's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.formats.bluesky.records import (
    POSTS,
    kind_of,
    moment_of,
    quoted_uri,
    tongue,
    web_link,
)
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import part, posts_of, require_text, sound, text_at
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import unix_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_PATHS = ("did", "time_us", "kind", "commit.collection", "commit.operation", "commit.rkey")


def _recognise(peek: Peek) -> Recognition:
    """Fits lines of commits."""
    return has_paths(peek, *_PATHS)


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from posts_of(
        objects(export, options),
        lambda number, event: _post(number, event, clock, tally),
        "an event of Jetstream",
    )
    yield from tally.notes()


def _post(number: int, event: dict[str, Any], clock: Clock, tally: Tally) -> Post | None:
    """Return the post that an event makes or edits, None for any other event."""
    did, commit = require_text(event, "did"), part(event, "commit")
    record = part(commit, "record")
    if event["kind"] != "commit" or part(commit, "collection") != POSTS or record is None:
        tally.add("events-left-out")
        return None
    uri = f"at://{did}/{POSTS}/{require_text(commit, 'rkey')}"
    return Post(
        number,
        "bluesky",
        uri,
        moment_of(record, clock.utc(unix_time(event["time_us"])), clock, tally),
        sound(text_at(record, "text"), tally),
        author_id=did,
        kind=kind_of(record),
        lang=tongue(record),
        url=web_link(None, uri),
        reply_to=text_at(record, "reply", "parent", "uri"),
        quote_of=quoted_uri(record),
        conversation=text_at(record, "reply", "root", "uri") or uri,
    )


SOURCE = Source(
    name="bluesky-jetstream",
    platform="bluesky",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
