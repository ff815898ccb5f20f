"""What people wrote to each other in private: known by its shape, so that nothing stores it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.aliases import bare
from postmortem.sources.recognition import has_item_paths

if TYPE_CHECKING:
    from postmortem.sources.peek import Peek

_THREADS = (
    ("participants", "messages.item.sender_name"),
    ("participants.item.name", "messages.item.timestamp_ms"),
    ("dmConversation.messages",),
    ("conversationId", "messages.item.messageCreate"),
)
"""Keys of a thread, as the downloads of Meta and X have it: any one of these."""
_ADDRESSES = frozenset({"from", "to"})
_LETTER = frozenset(
    {"conversationid", "conversationtitle", "threadid", "subject", "folder", "isdraft"}
)
"""Columns of a table with senders and addressees, at least one of them beside both."""


def holds_private_messages(peek: Peek) -> bool:
    """Whether an export is a thread or a table of messages from one person to another."""
    if peek.facts:
        return any(has_item_paths(peek, *keys).certain for keys in _THREADS)
    names = {bare(name) for name in peek.columns}
    return names >= _ADDRESSES and not names.isdisjoint(_LETTER)
