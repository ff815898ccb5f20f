"""Telegram channels and groups, as Telegram Desktop exports a chat (`result.json`).

Get it   Telegram Desktop → the channel or group → ⋮ → Export chat history → Format: JSON
Holds    messages by anyone in it: text, name, what they answer; in newer ones reactions, as likes
Lacks    views and forwards of a channel's posts; handles (names only); private chats, which are not
         read; the export of a whole account: export the chat by itself
Seen     `name`, `type`, `id`, `messages`; `date_unixtime` since 2021, and before it only `date` in
         the zone of the computer (say --tz); `text` as text or as a list of pieces; ids counted per
         chat, hence read with the chat's; what is forwarded is a repost; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.errors import MalformedExport
from postmortem.model import Post
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import at_path
from postmortem.sources.objects.items import (
    number_at,
    posts_of,
    require_text,
    several,
    sound,
    text_at,
)
from postmortem.sources.peek import peek_at
from postmortem.sources.recognition import has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import iso_time, unix_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Kind, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.recognition import Recognition

_PUBLIC = ("channel", "group", "supergroup")
"""How the types of chats end that more than two people read."""


def _recognise(peek: Peek) -> Recognition:
    """Fits the messages of one chat."""
    return has_paths(
        peek, "name", "type", "id", "messages.item.id", "messages.item.type", "messages.item.date"
    )


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    facts = peek_at(export).facts
    chat = facts.get("id")
    if not chat:
        raise MalformedExport(f"{export.name}: does not say which chat it is. Export it again.")
    if not facts.get("type", "").endswith(_PUBLIC):
        raise MalformedExport(f"{export.name}: is a private chat, which is not read.")
    clock = Clock(options.tz, export.name, tally, is_proven=False)
    yield from posts_of(
        at_path(export, options, ("messages",)),
        lambda number, item: _post(number, item, chat, clock, tally),
        "a message of Telegram",
    )
    yield from tally.notes()


def _post(number: int, item: dict[str, Any], chat: str, clock: Clock, tally: Tally) -> Post | None:
    """Return the post of a message, None for what Telegram itself says (somebody joined)."""
    if item.get("type", "message") != "message":
        tally.add("events-left-out")
        return None
    seconds = text_at(item, "date_unixtime")
    above = text_at(item, "reply_to_message_id")
    name = handle(text_at(item, "from"))
    return Post(
        number,
        "telegram",
        f"{chat}/{require_text(item, 'id')}",
        clock.utc(unix_time(seconds) if seconds else iso_time(require_text(item, "date"))),
        sound(_text(item), tally),
        author_id=text_at(item, "from_id") or name,
        author=name,
        kind=_kind(item, above),
        reply_to=f"{chat}/{above}" if above else None,
        conversation=chat,
        likes=_reactions(item),
    )


def _text(item: dict[str, Any]) -> str | None:
    """Return the text, its pieces joined; of a poll its question."""
    pieces = several(item, "text")
    texts = (piece if isinstance(piece, str) else text_at(piece, "text") for piece in pieces)
    return "".join(text for text in texts if text) or text_at(item, "poll", "question")


def _kind(item: dict[str, Any], above: str | None) -> Kind:
    if text_at(item, "forwarded_from") or text_at(item, "forwarded_from_id"):
        return "repost"
    return "reply" if above else "post"


def _reactions(item: dict[str, Any]) -> int | None:
    """Return the sum of all reactions; unknown where the export tells of none."""
    counts = [number_at(reaction, "count") for reaction in several(item, "reactions")]
    return sum(count for count in counts if count is not None) if counts else None


SOURCE = Source(
    name="telegram-desktop",
    platform="telegram",
    evidence="parser",
    recognise=_recognise,
    read=_read,
)
