"""Mastodon archive: everything an account posted and boosted (outbox.json), or that file alone.

Get it   your server → Preferences → Import and export → Data export → Request your archive
Holds    own posts and replies with time, language, content warning and text; boosts, without the
         text of what was boosted
Lacks    likes, boosts and replies received; posts by others
Seen     an ActivityPub `OrderedCollection` of Create and Announce; `totalItems` counts no boosts;
         text is HTML; times in UTC; checked on a real archive
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
from postmortem.sources.container.members import member_called, not_needed, strip_root
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import elements
from postmortem.sources.objects.items import text_at
from postmortem.sources.objects.twice import Twice
from postmortem.sources.recognition import Recognition, has_all, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError, handle, html_text, language, whole
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek


def _recognise(peek: Peek) -> Recognition:
    """Fits an archive with outbox and actor, or an outbox alone."""
    if peek.members:
        return has_all(("outbox.json", "actor.json"), strip_root(peek.members))
    fit = has_paths(peek, "orderedItems.item.published", "orderedItems.item.object")
    is_collection = peek.facts.get("type") == "OrderedCollection"
    return (
        fit if is_collection else Recognition(fit.matches, (*fit.missing, "type OrderedCollection"))
    )


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    member = member_called(export.members, "outbox.json")
    for number, activity in elements(export, options, "orderedItems", member=member):
        try:
            if isinstance(activity, Twice):
                raise CellError(activity)
            yield _post(number, activity, clock, tally)
        except (CellError, KeyError, TypeError, AttributeError) as error:
            yield Reject(number, f"no activity of Mastodon ({error})", str(activity)[:1000])
    yield from tally.notes()
    yield from not_needed(
        name for name in export.members if name != member and "media_attachments/" not in f"/{name}"
    )


def _post(number: int, activity: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    note = activity["object"]
    if activity["type"] == "Announce":
        address = note if isinstance(note, str) else note["id"]
        post_id, name = _last(activity["id"].removesuffix("/activity")), _author(activity["actor"])
        moment = clock.utc(iso_time(activity["published"]))
        return Post(
            number, "mastodon", post_id, moment, "", activity["actor"], name, own=True,
            kind="repost", url=address, repost_of=_last(address),
        )  # fmt: skip
    if activity["type"] != "Create":
        raise CellError(f"an activity of type {activity['type']}")
    warning = f"{note['summary']}\n\n" if note.get("summary") else ""
    text, had_halves = whole(warning + html_text(note.get("content") or ""))
    tally.add("surrogates-replaced", int(had_halves))
    parent = note.get("inReplyTo")
    return Post(
        number,
        "mastodon",
        _last(note["id"]),
        clock.utc(iso_time(note["published"])),
        text,
        author_id=activity["actor"],
        author=_author(activity["actor"]),
        own=True,
        kind="reply" if parent else "post",
        lang=_language(note.get("contentMap")),
        url=note.get("url") or note["id"],
        reply_to=_last(parent) if parent else None,
        conversation=text_at(note, "conversation"),
    )


def _last(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[-1]


def _author(actor: str) -> str | None:
    """Return user@server from the address of an actor."""
    server = actor.split("/")[2] if actor.count("/") > 2 else ""
    return handle(f"{_last(actor).removeprefix('@')}@{server}")


def _language(content: Any) -> str | None:
    """Return the one language that the post is tagged with."""
    return (
        language(next(iter(content))) if isinstance(content, dict) and len(content) == 1 else None
    )


SOURCE = Source(
    name="mastodon-outbox",
    platform="mastodon",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
